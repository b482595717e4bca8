package dev.originpull.configgen.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The test's own process is the master, with a worker from before the reload and one that came with it. */
class ErrorLogsTest {
    @TempDir
    Path folder;

    private Path log;
    private Process old;
    private Process fresh;
    private ErrorLogs logs;

    @BeforeEach
    void reload() throws IOException {
        log = Files.writeString(folder.resolve("error.log"), "2026/11/02 09:00:00 [emerg] 1#1: long ago\n");
        Path pid = Files.writeString(
                folder.resolve("pid"), Long.toString(ProcessHandle.current().pid()));
        old = new ProcessBuilder("sleep", "300").start();
        logs = new ErrorLogs(List.of(log), new ServerProcess(Optional.of(pid)));
        fresh = new ProcessBuilder("sleep", "300").start();
    }

    @AfterEach
    void end() {
        old.destroyForcibly();
        fresh.destroyForcibly();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            true  | 2026/11/02 09:14:01 [emerg] MASTER#MASTER: bind() to 0.0.0.0:81 failed (98: Address already in use)
            true  | 2026/11/02 09:14:01 [alert] MASTER#MASTER: worker process NEW exited on signal 11
            true  | 2026/11/02 09:14:01 [alert] FRESH#FRESH: setrlimit failed
            true  | [Mon Nov 02 09:14:01.5 2026] [core:emerg] [pid MASTER:tid 140] AH00020: Configuration Failed, exiting
            true  | [Mon Nov 02 09:14:01.5 2026] [ssl:emerg] [pid FRESH] AH02572: Failed to configure a key
            false | 2026/11/02 09:14:01 [alert] MASTER#MASTER: worker process OLD exited on signal 9
            false | [Mon Nov 02 09:14:01.5 2026] [core:alert] [pid MASTER:tid 1] AH00052: child pid OLD exit signal Killed (9)
            false | 2026/11/02 09:14:01 [alert] OLD#OLD: *7 open socket #3 left in connection 2
            false | 2026/11/02 09:14:01 [alert] FRESH#FRESH: *8812 open socket #3 left in connection 2
            false | 2026/11/02 09:14:01 [crit] OLD#OLD: cache file is too small
            false | 2026/11/02 09:14:01 [emerg] 1#1: another server that writes to the same file
            false | 2026/11/02 09:14:01 [crit] FRESH#FRESH: *1 SSL_do_handshake() failed, client: 192.0.2.7
            false | [Mon Nov 02 09:14:01.5 2026] [ssl:crit] [pid FRESH:tid 2] [client 192.0.2.7:4711] AH1: no
            false | [Mon Nov 02 09:14:01.5 2026] [mpm_event:alert] [pid OLD:tid 1] AH2: leaving
            false | 2026/11/02 09:14:01 [error] MASTER#MASTER: no failure of the server itself
            """)
    void countsWhatTheReloadItselfCauses(boolean counts, String line) throws IOException {
        String written = line.replace(
                        "MASTER", Long.toString(ProcessHandle.current().pid()))
                .replace("OLD", Long.toString(old.pid()))
                .replace("FRESH", Long.toString(fresh.pid()))
                .replace("NEW", Long.toString(fresh.pid()));
        append(written);

        assertThat(logs.failures()).isEqualTo(counts ? List.of(written) : List.of());
    }

    /** Who is the master is not known: rather a failure too many than one too few. */
    @Test
    void countsEveryWriterWhereTheServerIsNotKnown() throws IOException {
        logs = new ErrorLogs(List.of(log), new ServerProcess(Optional.empty()));
        append("2026/11/02 09:14:01 [emerg] 1#1: no master");
        append("2026/11/02 09:14:01 [alert] 1#1: *3 open socket #3 left in connection 2");

        assertThat(logs.failures()).containsExactly("2026/11/02 09:14:01 [emerg] 1#1: no master");
    }

    private void append(String line) throws IOException {
        Files.writeString(log, line + "\n", StandardCharsets.ISO_8859_1, StandardOpenOption.APPEND);
    }
}
