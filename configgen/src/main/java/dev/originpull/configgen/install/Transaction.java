package dev.originpull.configgen.install;

import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.Located;
import dev.originpull.configgen.run.Ran;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of a change that touches things: from the first file to the proof. What fails here is taken back by whoever runs it. */
final class Transaction {
    /** Each of Apache's messages has a number. */
    private static final Pattern APACHE_MESSAGE = Pattern.compile("AH\\d{5}: ");

    private static final Pattern NGINX_TIME = Pattern.compile("\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d |\\d+#\\d+: ");

    private final Disk disk;
    private final Surroundings surroundings;
    private final Change change;
    private final Baseline before;
    private final Progress progress;
    private final ServerProcess process;
    private boolean reloaded;

    Transaction(Disk disk, Surroundings surroundings, Change change, Baseline before, Progress progress) {
        this.disk = disk;
        this.surroundings = surroundings;
        this.change = change;
        this.before = before;
        this.progress = progress;
        this.process = new ServerProcess(before.located().pidFile());
    }

    /**
     * What was there before.
     *
     * @param test what the server said of its configuration
     * @param seen what each address of the hostname did
     * @param bystanders what the neighbours did
     */
    record Baseline(
            Located located,
            Ran test,
            Map<Listener, Question.Answer> seen,
            Map<Located.Bystander, Question.Answer> bystanders) {
        Baseline {
            seen = new LinkedHashMap<>(seen);
            bystanders = new LinkedHashMap<>(bystanders);
        }
    }

    /** Whether the server was told to read what is on disk: from then on it may have done so. */
    boolean reloaded() {
        return reloaded;
    }

    void run(List<Edit> edits, Folders folders) throws StepFailedException, IOException, InterruptedException {
        write(edits, folders);
        test();
        ErrorLogs logs = new ErrorLogs(before.located().errorLogs());
        Set<Long> workers = process.workers();
        reload();
        probe(logs, workers);
        bystanders();
        errorLog(logs);
    }

    private void write(List<Edit> edits, Folders folders) throws IOException {
        progress.begun(Step.WRITE);
        disk.createFolder(folders.fragments());
        new Replacement(disk).make(edits, target -> target);
        progress.done(
                Step.WRITE,
                String.join(
                        ", ", edits.stream().map(edit -> edit.file().toString()).toList()));
    }

    private void test() throws StepFailedException, IOException, InterruptedException {
        progress.begun(Step.TEST);
        Ran ran = surroundings.program().test();
        if (!ran.succeeded()) {
            throw failed(Step.TEST, ran.complaint());
        }
        Set<String> warnings = warnings(ran);
        warnings.removeAll(warnings(before.test()));
        if (!warnings.isEmpty()) {
            throw failed(Step.TEST, "it warns of what it did not before: " + String.join(" | ", warnings));
        }
        progress.done(Step.TEST, ran.commandLine());
    }

    private static Set<String> warnings(Ran ran) {
        Set<String> warnings = new TreeSet<>();
        ran.output()
                .lines()
                .filter(line ->
                        line.contains("warn") || APACHE_MESSAGE.matcher(line).find())
                .forEach(line -> warnings.add(timeless(line)));
        return warnings;
    }

    /** A warning says the same at another time and from another process. */
    static String timeless(String line) {
        Matcher message = APACHE_MESSAGE.matcher(line);
        return message.find()
                ? line.substring(message.start()).strip()
                : NGINX_TIME.matcher(line).replaceAll("").strip();
    }

    private void reload() throws StepFailedException, InterruptedException {
        progress.begun(Step.RELOAD);
        reloaded = true;
        Optional<String> complaint = surroundings.reload(process);
        if (complaint.isPresent()) {
            throw failed(Step.RELOAD, complaint.get());
        }
        progress.done(Step.RELOAD, "");
    }

    private void probe(ErrorLogs logs, Set<Long> workers) throws StepFailedException, InterruptedException {
        progress.begun(Step.PROBE);
        Map<Listener, Question.Answer> seen = surroundings.askUntil(
                answers -> asWanted(answers) && isRenewed(workers),
                () -> !isDead() && logs.failures().isEmpty(),
                List.copyOf(before.seen().keySet()),
                change.hostname().name(),
                Optional.of(change.stage()));
        if (isDead()) {
            throw failed(Step.PROBE, "the server has died" + words(logs));
        }
        List<String> wrong = new ArrayList<>();
        seen.forEach((address, answer) -> {
            if (!answer.shows(change.stage())) {
                wrong.add(address + " is " + answer.mode() + ", not " + change.stage() + ": " + answer.reason());
            }
        });
        if (!wrong.isEmpty()) {
            throw failed(Step.PROBE, String.join(" | ", wrong) + words(logs));
        }
        if (!isRenewed(workers)) {
            throw failed(Step.PROBE, "no new worker has come: the server still runs what it ran" + words(logs));
        }
        progress.done(Step.PROBE, modes(seen));
    }

    private boolean asWanted(Map<Listener, Question.Answer> answers) {
        return answers.values().stream().allMatch(answer -> answer.shows(change.stage()));
    }

    /** Where workers cannot be seen, what the addresses answer has to do. */
    private boolean isRenewed(Set<Long> workers) {
        return workers.isEmpty() || !workers.containsAll(process.workers());
    }

    private boolean isDead() {
        return !process.lives().orElse(true);
    }

    private static String words(ErrorLogs logs) {
        List<String> failures = logs.failures();
        return failures.isEmpty() ? "" : ". Its error log: " + String.join(" | ", failures);
    }

    private void bystanders() throws StepFailedException, InterruptedException {
        if (before.bystanders().isEmpty()) {
            return;
        }
        progress.begun(Step.BYSTANDERS);
        List<String> names = new ArrayList<>();
        for (Map.Entry<Located.Bystander, Question.Answer> each :
                before.bystanders().entrySet()) {
            Located.Bystander bystander = each.getKey();
            Map<Listener, Question.Answer> now = surroundings.askUntil(
                    answers -> answers.values().stream()
                            .allMatch(answer ->
                                    answer.mode().equals(each.getValue().mode())),
                    () -> !isDead(),
                    List.of(bystander.listener().fromHere()),
                    bystander.hostname(),
                    Optional.empty());
            for (Question.Answer answer : now.values()) {
                if (!answer.mode().equals(each.getValue().mode())) {
                    throw failed(
                            Step.BYSTANDERS,
                            bystander.hostname() + " at " + bystander.listener() + " was "
                                    + each.getValue().mode() + " and is " + answer.mode() + ": " + answer.reason());
                }
                names.add(bystander.hostname() + " still " + answer.mode());
            }
        }
        progress.done(Step.BYSTANDERS, String.join(", ", names));
    }

    private void errorLog(ErrorLogs logs) throws StepFailedException {
        progress.begun(Step.ERROR_LOG);
        List<String> failures = logs.failures();
        if (!failures.isEmpty()) {
            throw failed(Step.ERROR_LOG, String.join(" | ", failures));
        }
        if (logs.isReadable()) {
            progress.done(Step.ERROR_LOG, "no new failure");
        } else {
            progress.note(Step.ERROR_LOG, "not read: the server writes it to no file that is known and readable");
        }
    }

    private StepFailedException failed(Step step, String message) {
        progress.failed(step, message);
        return new StepFailedException(step, message);
    }

    /** {@code 127.0.0.1:443 optional, [::1]:443 optional}. */
    static String modes(Map<Listener, Question.Answer> seen) {
        return String.join(
                ", ",
                seen.entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue().mode())
                        .toList());
    }
}
