package dev.originpull.configgen.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.locate.LocateException;
import dev.originpull.configgen.render.Hostname;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files first, then the reload, then the probes: what a rollback may depend on, and what it may not. */
class RollbackTest {
    private static final Hostname HOSTNAME = new Hostname("app.example.com");
    private static final String NEIGHBOUR = "shop.example.net";

    @TempDir
    Path folder;

    private FakeHost host;
    private final List<String> notes = new ArrayList<>();

    @BeforeEach
    void newHost() throws IOException {
        host = FakeHost.in(folder.resolve("state"));
        host.neighbours.put(NEIGHBOUR, "off");
    }

    /** What rolls a change back. */
    enum Way {
        ROLLBACK {
            @Override
            Outcome run(RollbackTest test) throws Exception {
                test.apply();
                test.host.probe = Optional.of(test.recorded());
                return test.rollback();
            }
        },
        RECOVERY {
            @Override
            Outcome run(RollbackTest test) throws Exception {
                test.interrupt();
                test.host.probe = Optional.of(test.recorded());
                return test.recover();
            }
        };

        abstract Outcome run(RollbackTest test) throws Exception;
    }

    /** What the files said whenever something was asked. */
    private final List<String> configured = new ArrayList<>();

    private Question trouble = (address, hostname, expected) -> new Question.Answer("off", "");

    private Question recorded() {
        return (address, hostname, expected) -> {
            configured.add(host.configured() + " " + host.mode());
            return trouble.ask(address, hostname, expected);
        };
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void restoresBeforeItAsksWhateverTheProbeMeets(Way way, Question met) throws Exception {
        trouble = met;

        Outcome outcome = way.run(this);

        assertThat(outcome).isInstanceOf(Outcome.Undone.class);
        assertThat(configured).isNotEmpty().containsOnly("off off");
        assertThat(host.disk.text(host.site)).contains(FakeHost.SITE);
        assertThat(host.disk.text(host.fragment())).isEmpty();
        assertThat(host.installer(Faults.none()).pending()).isEmpty();
        assertThat(notes)
                .anyMatch(note -> note.startsWith("app.example.com at 127.0.0.1:443 was off before the change and "
                        + "cannot be verified: it is inconclusive: "));
        assertThat(apply()).as("nothing is in the way of the next").isNotInstanceOf(Outcome.Broken.class);
    }

    static Stream<Arguments> troubles() {
        List<Question> troubles = List.of(
                throwing(new IllegalStateException("a certificate that cannot be parsed")),
                throwing(new IllegalArgumentException("no hostname")),
                throwing(new NullPointerException()),
                throwing(new UnsupportedOperationException("an algorithm")),
                (address, hostname, expected) -> new Question.Answer("inconclusive", "no leaf"));
        return troubles.stream().flatMap(met -> Stream.of(Way.values()).map(way -> Arguments.of(way, met)));
    }

    private static Question throwing(RuntimeException e) {
        return (address, hostname, expected) -> {
            throw e;
        };
    }

    @ParameterizedTest
    @CsvSource({"inconclusive", "unreachable", "required", "mismatch"})
    void aNeighbourIsWorthANoteAndNoMore(String mode) throws Exception {
        trouble =
                (address, hostname, expected) -> new Question.Answer(hostname.equals(NEIGHBOUR) ? mode : "off", "why");

        assertThat(Way.ROLLBACK.run(this)).isInstanceOf(Outcome.Undone.class);

        assertThat(notes).anyMatch(note -> note.contains(NEIGHBOUR) && note.contains("is " + mode + ": why"));
    }

    @ParameterizedTest
    @CsvSource({"inconclusive,true", "unreachable,true", "required,false"})
    void afterAnUnprovenChangeANeighbourMustNotDiffer(String mode, boolean whole) throws Exception {
        trouble =
                (address, hostname, expected) -> new Question.Answer(hostname.equals(NEIGHBOUR) ? mode : "off", "why");

        assertThat(Way.RECOVERY.run(this)).isInstanceOf(whole ? Outcome.Undone.class : Outcome.Broken.class);

        assertThat(host.configured()).isEqualTo("off");
    }

    /** The address itself counts: a person has to know that it is down. */
    @ParameterizedTest
    @CsvSource({"unreachable", "required", "mismatch"})
    void anAddressThatIsNotWhatItWasIsReported(String mode) throws Exception {
        trouble = (address, hostname, expected) -> new Question.Answer(mode, "why");

        Outcome outcome = Way.ROLLBACK.run(this);

        assertThat(outcome).isInstanceOf(Outcome.Broken.class);
        assertThat(outcome.toString()).contains("app.example.com at 127.0.0.1:443 was off and is " + mode + ": why");
        assertThat(host.configured()).isEqualTo("off");
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void neverDeletesOrWritesWithoutTheCopyAsItWas(Way way, Optional<String> instead) throws Exception {
        String place = way == Way.ROLLBACK ? "applied/000001" : "pending";
        Path copy = host.folders.state().resolve(place).resolve("before-1");
        if (way == Way.ROLLBACK) {
            apply();
        } else {
            interrupt();
        }
        String kept = host.disk.text(copy).orElseThrow();
        host.disk.delete(copy);
        instead.ifPresent(text -> host.disk.put(copy, text, "root"));
        Map<Path, String> before = host.disk.everything();

        Outcome outcome = way == Way.ROLLBACK ? rollback() : recover();

        assertThat(outcome).isInstanceOf(way == Way.ROLLBACK ? Outcome.Refused.class : Outcome.Broken.class);
        assertThat(outcome.toString())
                .contains(copy.toString())
                .contains(instead.isPresent() ? "is not what was copied" : "is missing")
                .contains("nothing was restored");
        assertThat(host.disk.everything()).isEqualTo(before);

        host.disk.put(copy, kept, "root");
        assertThat(way == Way.ROLLBACK ? rollback() : recover()).isInstanceOf(Outcome.Undone.class);
        assertThat(host.disk.text(host.site)).contains(FakeHost.SITE);
    }

    static Stream<Arguments> unusable() {
        List<Optional<String>> contents =
                List.of(Optional.empty(), Optional.of(""), Optional.of(FakeHost.SITE.substring(1)), Optional.of("x"));
        return contents.stream().flatMap(text -> Stream.of(Way.values()).map(way -> Arguments.of(way, text)));
    }

    @Test
    void needsNoCopyOfAFileThatIsWhatItWas() throws Exception {
        apply();
        host.disk.delete(host.folders.state().resolve("applied/000001/before-1"));
        host.disk.put(host.site, FakeHost.SITE, "root");

        assertThat(rollback()).isInstanceOf(Outcome.Undone.class);

        assertThat(host.disk.text(host.fragment())).isEmpty();
        assertThat(host.disk.text(host.site)).contains(FakeHost.SITE);
    }

    /** Older versions noted neither the further names of a block nor what was adopted. */
    @ParameterizedTest
    @EnumSource(Way.class)
    void readsAnEntryWithoutNames(Way way) throws Exception {
        if (way == Way.ROLLBACK) {
            apply();
        } else {
            interrupt();
        }
        Path entry = host.folders.state().resolve((way == Way.ROLLBACK ? "applied/000001" : "pending") + "/entry.json");
        String text = host.disk.text(entry).orElseThrow();
        String older = text.replaceFirst(",\\s*\"names\"\\s*:\\s*\\[[^\\]]*\\]", "");
        assertThat(older).isNotEqualTo(text).doesNotContain("\"names\"").doesNotContain("\"adopted\"");
        host.disk.put(entry, older, "root");

        assertThat(host.installer(Faults.none()).owner(HOSTNAME)).isEqualTo(HOSTNAME.name());
        assertThat(host.installer(Faults.none()).owner(new Hostname(NEIGHBOUR))).isEqualTo(NEIGHBOUR);
        assertThat(way == Way.ROLLBACK ? rollback() : recover()).isInstanceOf(Outcome.Undone.class);

        assertThat(host.disk.text(host.site)).contains(FakeHost.SITE);
        assertThat(host.disk.text(host.fragment())).isEmpty();
        assertThat(host.installer(Faults.none()).pending()).isEmpty();
    }

    /** The history is lost, and a number that is kept must not be given to another change. */
    @Test
    void givesNoNumberTwice() throws Exception {
        apply();
        host.disk.put(host.fragment(), "# mine\n", "root");
        assertThat(rollback()).isInstanceOf(Outcome.Broken.class);
        Path kept = host.folders.state().resolve("kept/000001/entry.json");
        String entry = host.disk.text(kept).orElseThrow();
        host.disk.delete(host.folders.state().resolve("history.jsonl"));
        host.disk.delete(host.fragment());

        assertThat(apply()).isEqualTo(new Outcome.Applied("000002"));
        host.disk.put(host.fragment(), "# mine again\n", "root");
        rollback();

        assertThat(host.disk.text(kept)).contains(entry);
    }

    @Test
    void aLineOfTheHistoryWithoutANumberIsNoObstacle() throws Exception {
        host.disk.put(
                host.folders.state().resolve("history.jsonl"),
                "{\"change\":\"seven\",\"at\":\"\",\"hostname\":\"x\",\"from\":\"none\",\"to\":\"off\",\"who\":\"\","
                        + "\"forced\":[],\"result\":\"applied\"}\n",
                "root");

        assertThat(apply()).isEqualTo(new Outcome.Applied("000001"));
    }

    /** What was interrupted is rolled back before anything is worked out for the next change. */
    @Test
    void clearsTheWayBeforeTheNextChangeIsPrepared() throws Exception {
        interrupt();

        assertThat(host.installer(Faults.none()).clear(event -> {})).isEmpty();

        assertThat(host.configured()).isEqualTo("off");
        assertThat(host.installer(Faults.none()).pending()).isEmpty();
    }

    /** What another change left, and what came of all before, are no business of the one that was interrupted. */
    @Test
    void theBrokenNoteOfAnotherChangeIsNoObstacle() throws Exception {
        interrupt();
        host.disk.put(host.folders.state().resolve("applied/000000/entry.json"), "{", "root");

        assertThat(recover()).isInstanceOf(Outcome.Undone.class);
        assertThat(host.configured()).isEqualTo("off");
        assertThat(apply()).as("and a person is told of it").isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void restoresThoughTheHistoryCannotBeRead() throws Exception {
        interrupt();
        String history = "read " + host.folders.state().resolve("history.jsonl");

        host.installer(new Faults(Faults.Kind.FAILURE, -1) {
                    @Override
                    boolean isAt(String now) {
                        return now.equals(history);
                    }
                })
                .recover(this::note);

        assertThat(host.configured()).isEqualTo("off");
        assertThat(host.mode()).isEqualTo("off");
    }

    private void interrupt() throws LocateException, InterruptedException {
        try {
            host.installer(Faults.killedBefore("run [fake, reload]", 0)).apply(change(), OPEN, event -> {});
            throw new AssertionError("it was not killed");
        } catch (Faults.Killed killed) {
            assertThat(host.configured()).isEqualTo("optional");
            host.installer(Faults.none());
        }
    }

    private static final Gates OPEN = (located, seen, progress) -> Optional.empty();

    private Outcome apply() throws LocateException, InterruptedException {
        return host.installer(Faults.none()).apply(change(), OPEN, event -> {});
    }

    private static Change change() {
        return new Change(
                HOSTNAME,
                Stage.OPTIONAL,
                Optional.of("# originpull x: X, stage optional\n"),
                List.of(),
                "somebody",
                List.of());
    }

    private Outcome rollback() throws InterruptedException {
        return host.installer(Faults.none()).rollback(Optional.of(HOSTNAME), "somebody", this::note);
    }

    private Outcome recover() throws InterruptedException {
        return host.installer(Faults.none()).recover(this::note).orElseThrow();
    }

    private void note(Event event) {
        if (event.state() == Event.State.NOTE) {
            notes.add(event.text());
        }
    }
}
