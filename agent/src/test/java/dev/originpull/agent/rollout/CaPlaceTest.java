package dev.originpull.agent.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaPlaceTest {
    @ParameterizedTest
    @CsvSource({
        "/root/ca.pem, /root",
        "/home/eva/pki/ca.pem, /home",
        "/tmp/x/ca.pem, /tmp",
        "/var/tmp/ca.pem, /var/tmp",
        "/etc/../tmp/ca.pem, /tmp",
        "/run/user/1000/ca.pem, /run/user"
    })
    void warnsOfAPlaceThatDoesNotStay(String file, String folder) {
        assertThat(CaPlace.note(Path.of(file)))
                .hasValueSatisfying(note -> assertThat(note)
                        .startsWith("identity.ca: ")
                        .contains(" is below " + folder + ", and the server needs the file at each start and reload")
                        .contains("/etc/originpull/ca.pem"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/etc/originpull/ca.pem", "/etc/nginx/tmp/ca.pem", "/rooted/ca.pem", "/var/lib/ca/home/ca.pem"})
    void saysNothingOfOneThatStays(String file) {
        assertThat(CaPlace.note(Path.of(file))).isEmpty();
    }
}
