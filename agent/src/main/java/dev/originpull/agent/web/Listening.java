package dev.originpull.agent.web;

import dev.originpull.agent.config.BcryptHash;
import dev.originpull.agent.config.Printable;
import dev.originpull.agent.config.WebTls;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/**
 * Where a server listens, and whom it answers.
 *
 * @param address port 0 for any free one
 * @param tls empty for plain HTTP
 * @param users who may ask, each with the bcrypt hash of a password; empty for everybody
 */
public record Listening(InetSocketAddress address, Optional<WebTls> tls, Map<String, String> users) {
    public Listening {
        users = Map.copyOf(users);
        users.forEach((user, hash) -> {
            // A colon ends the name in what a client sends (RFC 7617, 2).
            if (user.contains(":")) {
                throw new IllegalArgumentException(
                        "the user name '" + Printable.of(user) + "' has a colon, which no client can send");
            }
            try {
                BcryptHash.check(hash);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "the password of '" + Printable.of(user) + "' is " + e.getMessage(), e);
            }
        });
    }

    /** Plain HTTP for everybody who reaches the address. */
    public static Listening plainly(InetSocketAddress address) {
        return new Listening(address, Optional.empty(), Map.of());
    }

    /** Without the hashes. */
    @Override
    public String toString() {
        return (tls.isPresent() ? "https://" : "http://") + address + (users.isEmpty() ? "" : " with passwords");
    }
}
