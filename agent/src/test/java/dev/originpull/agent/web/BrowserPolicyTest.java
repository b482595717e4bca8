package dev.originpull.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserPolicyTest {
    private static final String HASH = "$2y$10$" + ".".repeat(53);

    @ParameterizedTest
    @CsvSource({
        "localhost:9820,          true",
        "LOCALHOST,               true",
        "127.0.0.1:9820,          true",
        "[::1]:9820,              true",
        "[::1],                   true",
        "app.localhost:9820,      true",
        "myhost:9820,             true",
        "rebound.example.com:9820, false",
        "127.0.0.1.example.com,   false",
        "localhost.example.com,   false",
        "example.com,             false",
        "'',                      true",
    })
    void letsLocalNamesIn(String host, boolean let) throws UnknownHostException {
        assertThat(policy("127.0.0.1", Map.of())
                        .refuse(request("GET", "Host", host))
                        .map(Response::status))
                .isEqualTo(let ? Optional.empty() : Optional.of(421));
    }

    @Test
    void doesNotMindTheNameElsewhereOrWithAPassword() throws UnknownHostException {
        Request request = request("GET", "Host", "originpull.example.com");
        assertThat(policy("10.0.0.1", Map.of()).refuse(request)).isEmpty();
        assertThat(policy("127.0.0.1", Map.of("user", HASH)).refuse(request)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // Programs
        "POST, '',                        '',          '',       '',       true",
        // Browsers with fetch metadata
        "GET,  '',                        same-origin, no-cors,  style,    true",
        "GET,  '',                        none,        navigate, document, true",
        "GET,  '',                        cross-site,  navigate, document, true",
        "GET,  '',                        cross-site,  navigate, iframe,   false",
        "GET,  '',                        cross-site,  no-cors,  image,    false",
        "GET,  '',                        same-site,   cors,     empty,    false",
        "POST, http://localhost:9820,     same-origin, cors,     empty,    true",
        "POST, https://evil.example,      cross-site,  navigate, document, false",
        // Browsers without: plain HTTP to a name
        "POST, http://localhost:9820,     '',          '',       '',       true",
        "POST, https://evil.example,      '',          '',       '',       false",
        "POST, null,                      '',          '',       '',       false",
        "PUT,  http://localhost:1,        '',          '',       '',       false",
        "GET,  https://evil.example,      '',          '',       '',       false",
        "GET,  null,                      '',          '',       '',       false",
        "GET,  http://localhost:9820,     '',          '',       '',       true",
        "HEAD, https://evil.example,      '',          '',       '',       false",
        "GET,  '',                        '',          '',       '',       true",
    })
    void keepsPagesOfOtherSitesOut(String method, String origin, String site, String mode, String dest, boolean let)
            throws UnknownHostException {
        Request request = request(
                method,
                "Host",
                "localhost:9820",
                "Origin",
                origin,
                "Sec-Fetch-Site",
                site,
                "Sec-Fetch-Mode",
                mode,
                "Sec-Fetch-Dest",
                dest);
        assertThat(policy("127.0.0.1", Map.of()).refuse(request).map(Response::status))
                .isEqualTo(let ? Optional.empty() : Optional.of(403));
    }

    private static BrowserPolicy policy(String address, Map<String, String> users) throws UnknownHostException {
        InetAddress ip = InetAddress.getByName(address);
        return new BrowserPolicy(ip, new Listening(new InetSocketAddress(ip, 9820), Optional.empty(), users));
    }

    private static Request request(String method, String... headers) {
        Map<String, List<String>> named = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            if (!headers[i + 1].isEmpty()) {
                named.put(headers[i].toLowerCase(Locale.ROOT), List.of(headers[i + 1]));
            }
        }
        return new Request(method, "/", Map.of(), named);
    }
}
