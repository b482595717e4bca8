package dev.originpull.agent.config;

import dev.originpull.configgen.catalog.Stage;
import java.util.List;
import java.util.Optional;

/**
 * A hostname and where it is served.
 *
 * @param addresses at least one, none twice; a name stands for every address that it has
 * @param expected what it is meant to do; empty to learn what it does
 * @param path what is asked for, checked by {@link RequestPath}
 * @param identity the name of another identity than the default one
 * @param proxyProtocol what its addresses expect before TLS; empty for nothing
 */
public record OriginEntry(
        Hostname hostname,
        List<Address> addresses,
        Optional<Stage> expected,
        String path,
        Optional<String> identity,
        Optional<ProxyProtocol> proxyProtocol,
        Place place) {
    public OriginEntry {
        addresses = List.copyOf(addresses);
        RequestPath.check(path);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException(hostname + " without an address");
        }
    }
}
