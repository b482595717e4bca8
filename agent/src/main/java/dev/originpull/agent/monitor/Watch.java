package dev.originpull.agent.monitor;

import dev.originpull.agent.config.Address;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.ProxyProtocol;
import dev.originpull.agent.probe.Origin;
import dev.originpull.configgen.catalog.Stage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One hostname at one address, and what it is watched for.
 *
 * @param configured the address as the configuration has it; a name may stand for many watches
 * @param origin where that is; empty for a name that has no address
 * @param expected what it is meant to do; empty to learn what it does
 * @param path what is asked for
 * @param identity the name of the identity that is presented; empty for the configuration's own
 * @param proxyProtocol what the address expects before TLS; empty for nothing
 */
public record Watch(
        Address configured,
        Hostname hostname,
        Optional<Origin> origin,
        Optional<Stage> expected,
        String path,
        Optional<String> identity,
        Optional<ProxyProtocol> proxyProtocol) {
    private static final int ID_BYTES = 8;

    /** Of an address that expects TLS at once. */
    public Watch(
            Address configured,
            Hostname hostname,
            Optional<Origin> origin,
            Optional<Stage> expected,
            String path,
            Optional<String> identity) {
        this(configured, hostname, origin, expected, path, identity, Optional.empty());
    }

    public Watch expecting(Optional<Stage> other) {
        return new Watch(configured, hostname, origin, other, path, identity, proxyProtocol);
    }

    /** The address as reports and metrics show it: {@code IP:port}, or {@code name:port} where the name has no address. */
    public String address() {
        return origin.map(Origin::endpoint).orElseGet(configured::toString);
    }

    /** Sixteen hexadecimal digits that stand for hostname and address, now and after a restart. */
    public String id() {
        return id(hostname, address());
    }

    /** The {@link #id()} of the watch that has this hostname and address. */
    public static String id(Hostname hostname, String address) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((hostname + " " + address).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
