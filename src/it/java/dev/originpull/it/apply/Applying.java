package dev.originpull.it.apply;

import dev.originpull.configgen.catalog.InvalidValueException;
import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.install.Change;
import dev.originpull.configgen.install.Guard;
import dev.originpull.configgen.install.Installer;
import dev.originpull.configgen.install.Outcome;
import dev.originpull.configgen.install.Pace;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.LocateException;
import dev.originpull.configgen.locate.Locators;
import dev.originpull.configgen.render.Hostname;
import dev.originpull.configgen.run.CommandRunner;
import dev.originpull.configgen.run.ProcessRunner;
import dev.originpull.configgen.run.ServerProgram;
import dev.originpull.it.pki.TestPki;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The library on a host, with something in its way. */
record Applying(Host host, CurlQuestion question, Interference interference) {
    static final Hostname HOSTNAME = hostname(TestPki.HOSTNAME);
    private static final Pace PACE = new Pace(Duration.ofSeconds(10), Duration.ofMillis(250), Duration.ofMillis(50));

    /** With nothing in its way. */
    static Applying to(Host host) {
        return new Applying(host, CurlQuestion.ofTheTest(), new Interference(-1, before -> {}));
    }

    Installer installer() throws LocateException {
        CommandRunner runner = (command, limit) -> {
            interference.pass("run " + command);
            return new ProcessRunner().run(command, limit);
        };
        ServerProgram program = host.program(runner);
        return new Installer(
                program,
                Locators.of(program),
                host.folders(),
                interference,
                question,
                (change, proof) -> new Unguarded(),
                Clock.systemUTC(),
                PACE);
    }

    Outcome apply(Stage stage, String fragment) throws LocateException, InterruptedException {
        return installer()
                .apply(
                        change(stage, fragment),
                        (located, seen, progress) -> {
                            passed("gates");
                            return Optional.empty();
                        },
                        event -> passed(event.toString()));
    }

    static Change change(Stage stage, String fragment) {
        return new Change(HOSTNAME, stage, Optional.of(fragment), List.of(), "a test", List.of());
    }

    Outcome rollback() throws LocateException, InterruptedException {
        return installer().rollback(Optional.of(HOSTNAME), "a test", event -> passed(event.toString()));
    }

    /** The mode of a name of the host, as curl sees it. */
    String mode(String hostname) {
        return question.ask(new Listener("127.0.0.1", host.port()), hostname, Optional.empty())
                .mode();
    }

    /** An event is a moment like any other; what would be an exception there is none of the library's. */
    private void passed(String what) {
        try {
            interference.pass(what);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Unguarded() implements Guard.Armed {
        @Override
        public String description() {
            return "nobody";
        }

        @Override
        public void disarm() {
            // Nothing runs.
        }
    }

    private static Hostname hostname(String text) {
        try {
            return Hostname.parse(text);
        } catch (InvalidValueException e) {
            throw new AssertionError(e);
        }
    }
}
