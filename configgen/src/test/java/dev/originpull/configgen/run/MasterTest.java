package dev.originpull.configgen.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasterTest {
    @TempDir
    private Path folder;

    /** A container's server has a number in its own namespace as well. */
    @ParameterizedTest
    @CsvSource({"'NSpid:\t4711', 1", "'Pid:\t4711\nNSpid:\t4711\t1\n', 2", "'NSpid:\t4711\t12\t1', 3", "'Pid:\t1', 1"})
    void countsTheNamespacesOfAProcess(String status, int namespaces) {
        assertThat(Master.pidNamespaces(status)).isEqualTo(namespaces);
    }

    /** The number of a server that has died is given to another process, whose user is none of the server's. */
    @Test
    void runsAsNobodyWhoseProcessHasGotTheNumberOfTheServer() throws IOException {
        Path pid = Files.writeString(
                folder.resolve("nginx.pid"), ProcessHandle.current().pid() + "\n");
        Path config = Files.writeString(folder.resolve("nginx.conf"), "pid " + pid + ";\nevents {}\n");
        Optional<ServerUser> owner = ServerUser.ownerOf(pid);

        assertThat(new Master(config, false, List.of("nginx", "-c", config.toString())).user())
                .isEqualTo(owner);
    }
}
