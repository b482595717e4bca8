package dev.originpull.agent.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.config.AgentConfig;
import dev.originpull.agent.config.AgentConfigFile;
import dev.originpull.agent.config.ConfigException;
import dev.originpull.agent.config.Hostname;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RosterTest {
    private static final Hostname POOL = Hostname.parse("pool.example.net");

    @TempDir
    private Path folder;

    @Test
    void watchesEachHostnameAtEachAddressInTheOrderOfTheConfiguration() throws Exception {
        AgentConfig config = config("""
                origins:
                  - {hostname: b.example.com, addresses: [192.0.2.2, pool.example.net], expect: optional, path: /x}
                  - {hostname: a.example.com, addresses: ["[2001:db8::1]:8443", pool.example.net]}
                """);

        assertThat(Roster.names(config)).containsExactly(POOL);
        assertThat(Roster.of(config, Map.of(POOL, addresses("192.0.2.2", "2001:db8::2"))))
                .extracting(watch -> watch.hostname() + " " + watch.address())
                .as("the name's first address is the one that is there already")
                .containsExactly(
                        "b.example.com 192.0.2.2:443",
                        "b.example.com [2001:db8::2]:443",
                        "a.example.com [2001:db8::1]:8443",
                        "a.example.com 192.0.2.2:443",
                        "a.example.com [2001:db8::2]:443");
    }

    @Test
    void watchesANameWithoutAddressesAsAName() throws Exception {
        AgentConfig config = config("origins: [{hostname: a.example.com, addresses: [pool.example.net:8443]}]");

        for (Map<Hostname, List<InetAddress>> known :
                List.of(Map.<Hostname, List<InetAddress>>of(), Map.of(POOL, List.<InetAddress>of()))) {
            assertThat(Roster.of(config, known)).singleElement().satisfies(watch -> {
                assertThat(watch.origin()).isEmpty();
                assertThat(watch.address()).isEqualTo("pool.example.net:8443");
            });
        }
    }

    @Test
    void givesEachHostnameAndAddressTheSameIdAtEveryStart() {
        assertThat(Looks.watch("app.example.com", "203.0.113.10").id()).isEqualTo("69882224c5757157");
        assertThat(Looks.watch("app.example.com", "203.0.113.10:444").id())
                .isNotEqualTo(Looks.watch("app.example.com", "203.0.113.10").id());
        assertThat(Looks.watch("b.example.com", "203.0.113.10").id())
                .isNotEqualTo(Looks.watch("app.example.com", "203.0.113.10").id());
    }

    private AgentConfig config(String text) throws IOException, ConfigException {
        return AgentConfigFile.read(Files.writeString(folder.resolve("originpull.yaml"), text));
    }

    private static List<InetAddress> addresses(String... texts) throws IOException {
        List<InetAddress> addresses = new ArrayList<>();
        for (String text : texts) {
            addresses.add(InetAddress.getByName(text));
        }
        return addresses;
    }
}
