package dev.originpull.configgen.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    @ParameterizedTest
    @CsvSource({
        "ngnix, nginx",
        "NGINX, nginx",
        "apache2, apache",
        "apatche, apache",
        "ha-proxy, haproxy",
        "postgres,",
        "'',"
    })
    void findsWhatSomebodyProbablyMeant(String typed, String meant) {
        assertThat(Nearest.to(typed, List.of("apache", "haproxy", "nginx"))).isEqualTo(Optional.ofNullable(meant));
    }
}
