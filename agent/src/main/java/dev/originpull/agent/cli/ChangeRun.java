package dev.originpull.agent.cli;

import dev.originpull.agent.cli.render.ChangeJson;
import dev.originpull.agent.cli.render.ChangeLines;
import dev.originpull.agent.cli.render.HookPlaces;
import dev.originpull.agent.cli.render.Marks;
import dev.originpull.agent.cli.render.UnifiedDiff;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.rollout.HostChanges;
import dev.originpull.agent.rollout.RolloutException;
import dev.originpull.agent.rollout.Wish;
import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.install.Event;
import dev.originpull.configgen.install.Installer;
import dev.originpull.configgen.install.Outcome;
import dev.originpull.configgen.install.Progress;
import dev.originpull.configgen.install.Trouble;
import dev.originpull.configgen.locate.LocateException;
import dev.originpull.configgen.locate.Located;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes a change of this host's web server, and tells it step by step or as a document. */
final class ChangeRun {
    private static final String NONE = "none";

    private final Originpull top;
    private final Console console;
    private final HostChanges changes;
    private final ChangeLines lines;
    private ChangeJson json = new ChangeJson();

    ChangeRun(Originpull top, HostChanges changes) {
        this.top = top;
        this.console = top.console();
        this.changes = changes;
        this.lines = new ChangeLines(console.out(), console.terminal(), Marks.of(System.getenv()));
    }

    /** Something that changes the server. */
    interface Work {
        Outcome run(Progress progress)
                throws RolloutException, LocateException, IOException, InterruptedException, CommandException;
    }

    /**
     * Makes the changes of several hostnames, one for those of the same block, and stops at the first that is not made.
     *
     * @param wish what is wanted for each of them
     */
    Exit all(Wish wish, List<Hostname> hostnames, boolean dryRun) throws CommandException {
        try {
            for (Wish each : changes.split(wish, hostnames)) {
                json = new ChangeJson();
                Exit exit = dryRun ? preview(each) : apply(each);
                if (exit != Exit.DONE) {
                    return exit;
                }
            }
            return Exit.DONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Exit.INTERRUPTED;
        }
    }

    private static String subject(Wish wish) {
        return wish.names().stream().map(Hostname::name).collect(Collectors.joining(", "));
    }

    private Exit apply(Wish wish) throws CommandException {
        Optional<String> from = from(wish.hostname());
        begin(subject(wish) + ": " + from.orElse(NONE) + " -> " + to(wish));
        Ended ended = run(progress -> changes.apply(wish, progress));
        end(
                wish.names().stream().map(Hostname::name).toList(),
                subject(wish),
                from,
                Optional.of(wish.stage().word()),
                ended.outcome());
        return ended.exit();
    }

    /** @param hostname whose last change is taken back; empty for the last of all */
    Exit rollback(Optional<Hostname> hostname) throws CommandException {
        Optional<String> from = hostname.isPresent() ? from(hostname.get()) : Optional.empty();
        String subject = hostname.map(Hostname::name).orElse("rollback");
        begin(subject + ": rolling back the last change");
        Ended ended = run(progress -> changes.rollback(hostname, OwnHost.who(), progress));
        end(hostname.map(Hostname::name).stream().toList(), subject, from, Optional.empty(), ended.outcome());
        return takingBack(ended);
    }

    /** @param change the number of what the guard was set for */
    Exit expire(String change) throws CommandException {
        begin("change " + change + ": not committed in time");
        Ended ended = run(progress -> changes.expire(change, progress));
        end(List.of(), "change " + change, Optional.empty(), Optional.empty(), ended.outcome());
        return takingBack(ended);
    }

    /** To undo is what was asked for. */
    private static Exit takingBack(Ended ended) {
        return ended.outcome() instanceof Outcome.Undone ? Exit.DONE : ended.exit();
    }

    /** Shows what would be changed. */
    private Exit preview(Wish wish) throws CommandException {
        Optional<String> from = from(wish.hostname());
        begin(subject(wish) + ": " + from.orElse(NONE) + " -> " + to(wish) + " (dry run)");
        try {
            Installer.Preview preview = changes.preview(wish, progress());
            if (isJson()) {
                console.out()
                        .print(json.preview(
                                wish.names().stream().map(Hostname::name).toList(),
                                from,
                                wish.stage().word(),
                                preview.refusal(),
                                preview.plan().edits()));
            } else {
                preview.plan().edits().forEach(edit -> console.out().print("\n" + UnifiedDiff.of(edit)));
                console.out().print("\n");
                console.out()
                        .print(preview.refusal()
                                        .map(reason -> subject(wish) + ": would be refused: " + reason)
                                        .orElse(subject(wish)
                                                + ": would be tried: no check refuses it; nothing was changed")
                                + "\n");
            }
            return preview.refusal().isPresent() ? Exit.REFUSED : Exit.DONE;
        } catch (LocateException e) {
            throw failure(e);
        } catch (RolloutException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Exit.INTERRUPTED;
        }
    }

    /** Shows the line that takes up our file, and where it belongs. */
    Exit printHook(Hostname hostname) throws CommandException {
        try {
            Located located = changes.locate(hostname);
            HookPlaces places = new HookPlaces(
                    hostname.name(),
                    changes.hookLine(hostname),
                    located.blocks(),
                    changes.outerHookLine(hostname)
                            .flatMap(line -> located.outer().map(outer -> new HookPlaces.Outer(line, outer.file()))));
            console.out().print(isJson() ? places.json() : places.text());
            return Exit.DONE;
        } catch (LocateException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Exit.INTERRUPTED;
        }
    }

    static CommandException failure(LocateException e) {
        String message = String.valueOf(e.getMessage());
        String whole = e.reason() == LocateException.Reason.UNREADABLE ? withRights(message) : message;
        return Exit.of(e) == Exit.REFUSED ? CommandException.refused(whole, e) : CommandException.usage(whole, e);
    }

    /** What others cannot read looks broken to them. */
    private static String withRights(String reason) {
        boolean said = reason.contains("as root");
        return said || System.getProperty("user.name", "").equals("root")
                ? reason
                : reason + " (this user is not root)";
    }

    static CommandException failure(IOException e) {
        return CommandException.refused(
                "what originpull noted cannot be read or written (" + Trouble.of(e)
                        + "): look at the folders under 'server:'",
                e);
    }

    /** What came of it, and how the process ends. */
    private record Ended(Outcome outcome, Exit exit) {}

    private Ended run(Work work) throws CommandException {
        try (BreakOff breakOff = BreakOff.onThisThread()) {
            Outcome outcome = outcome(work);
            if (breakOff.happened() && outcome instanceof Outcome.Refused) {
                // It may have come while something was written, which ends that with an error
                // (ClosedByInterruptException).
                Thread.interrupted();
                outcome = takenBack();
            }
            boolean expired = outcome instanceof Outcome.Undone undone && undone.isExpired();
            boolean brokenOff = breakOff.happened()
                    && !expired
                    && (outcome instanceof Outcome.Undone || outcome instanceof Outcome.Refused);
            return new Ended(outcome, brokenOff ? Exit.INTERRUPTED : Exit.of(outcome));
        }
    }

    private Outcome outcome(Work work) throws CommandException {
        try {
            Outcome outcome = work.run(progress());
            return outcome instanceof Outcome.Refused refused
                    ? new Outcome.Refused(withRights(refused.reason()))
                    : outcome;
        } catch (InterruptedException e) {
            return takenBack();
        } catch (LocateException e) {
            if (Exit.of(e) == Exit.REFUSED) {
                return new Outcome.Refused(String.valueOf(e.getMessage()));
            }
            throw failure(e);
        } catch (RolloutException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private Outcome takenBack() {
        try {
            return changes.recover(progress())
                    .orElseGet(() -> new Outcome.Refused("interrupted before anything was changed"));
        } catch (InterruptedException e) {
            return new Outcome.Broken("interrupted again during the rollback", List.of("run: originpull rollback"));
        }
    }

    private Progress progress() {
        return isJson() ? json : top.quiet() ? this::failure : lines;
    }

    private void failure(Event event) {
        if (event.state() == Event.State.FAILED) {
            lines.report(event);
        }
    }

    private boolean isJson() {
        return top.output() == OutputKind.JSON;
    }

    private void begin(String words) {
        if (!isJson() && !top.quiet()) {
            lines.begin(words);
        }
    }

    private void end(List<String> names, String subject, Optional<String> from, Optional<String> to, Outcome outcome) {
        if (isJson()) {
            console.out().print(json.of(names, from, to, outcome));
        } else if (to.isPresent()) {
            lines.end(subject, outcome);
        } else {
            lines.tookBack(subject, outcome);
        }
    }

    /** For people: where it cannot be told, the change itself says what is wrong. */
    private Optional<String> from(Hostname hostname) {
        try {
            return changes.stage(hostname).map(Stage::word);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String to(Wish wish) {
        return wish.removeHook() ? NONE : wish.stage().word();
    }
}
