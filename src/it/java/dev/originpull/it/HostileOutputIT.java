package dev.originpull.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.it.broken.JavaOrigins;
import dev.originpull.it.client.Originpull;
import dev.originpull.it.pki.Identity;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Finished;
import dev.originpull.it.server.Server;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An origin may say what it likes: none of it steers the terminal of whoever probes it. */
class HostileOutputIT {
    private static final String RED = "\u001b[31mred\u0007\u009b2J\u202e";

    @ParameterizedTest
    @CsvSource({"text, 200", "text, 400", "json, 200", "json, 403", "jsonl, 200", "junit, 403"})
    void noControlCharacterReachesTheTerminal(String format, int status) throws IOException {
        String answer = "HTTP/1.1 " + status + " " + RED + "\r\nServer: nginx" + RED + "\r\nLocation: " + RED
                + "\r\nContent-Type: text/html\r\n\r\n<title>400 " + RED + "</title>\u001b]0;title\u0007\n";
        Identity leaf = TestPki.get().leaf();
        try (Server origin = JavaOrigins.withHostileNames(answer)) {
            Finished probe = Originpull.run(
                    "probe",
                    origin.address(),
                    "--hostname",
                    TestPki.HOSTNAME,
                    "--cert",
                    leaf.certificate().toString(),
                    "--key",
                    leaf.key().toString(),
                    "--verbose",
                    "-o",
                    format);

            assertThat(probe.stdout()).isNotBlank().doesNotContainPattern("[\\p{Cntrl}&&[^\\n]]|[\u0080-\u009f\u202e]");
            assertThat(probe.stderr()).doesNotContainPattern("[\\p{Cntrl}&&[^\\n]]|[\u0080-\u009f\u202e]");
        }
    }
}
