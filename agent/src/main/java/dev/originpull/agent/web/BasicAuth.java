package dev.originpull.agent.web;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Passwords of people and of Prometheus (RFC 7617), against bcrypt hashes. A password that was right a moment ago costs no bcrypt
 * again. An unknown user costs as much as a wrong password. Thread-safe.
 */
final class BasicAuth {
    private static final String SCHEME = "basic ";
    /** Of a hash: {@code $2y$10$}, then salt and digest. */
    private static final int COST_START = 4;

    private static final int COST_END = 6;
    private static final BCrypt.Verifyer VERIFIER =
            BCrypt.verifyer(BCrypt.Version.VERSION_2Y, LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2Y));

    private final Map<String, String> users;
    private final String nobody;
    private final Verified verified = new Verified();
    private final Executor turn;

    /**
     * @param users with the bcrypt hashes of their passwords; when empty, all are let in
     * @param turn where bcrypt runs: not on many threads at once, and not for a queue without end
     */
    BasicAuth(Map<String, String> users, Executor turn) {
        this.users = Map.copyOf(users);
        this.turn = turn;
        // No password has it; as much work as the most costly of the others.
        String cost = users.values().stream()
                .map(hash -> hash.substring(COST_START, COST_END))
                .max(String::compareTo)
                .orElse("10");
        this.nobody = "$2y$" + cost + "$" + ".".repeat(53);
    }

    /**
     * Whether the value of an Authorization header names a user with the right password.
     *
     * @throws java.util.concurrent.RejectedExecutionException when too many passwords are waiting to be checked
     */
    CompletionStage<Boolean> lets(Optional<String> authorization) {
        if (users.isEmpty()) {
            return CompletableFuture.completedFuture(true);
        }
        Optional<Login> sent = authorization.flatMap(Login::parse);
        if (sent.isEmpty()) {
            return CompletableFuture.completedFuture(false);
        }
        Login login = sent.get();
        Optional<String> known = Optional.ofNullable(users.get(login.user()));
        String hash = known.orElse(nobody);
        byte[] password = login.password().getBytes(StandardCharsets.UTF_8);
        ByteBuffer proof = verified.proof(login.user(), password, hash);
        if (verified.has(proof)) {
            return CompletableFuture.completedFuture(true);
        }
        return CompletableFuture.supplyAsync(
                () -> {
                    boolean right = VERIFIER.verify(password, hash.getBytes(StandardCharsets.US_ASCII)).verified
                            && known.isPresent();
                    if (right) {
                        verified.remember(proof);
                    }
                    return right;
                },
                turn);
    }

    private record Login(String user, String password) {
        static Optional<Login> parse(String authorization) {
            if (!authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
                return Optional.empty();
            }
            try {
                String pair = new String(
                        Base64.getDecoder()
                                .decode(authorization.substring(SCHEME.length()).strip()),
                        StandardCharsets.UTF_8);
                int colon = pair.indexOf(':');
                return colon < 0
                        ? Optional.empty()
                        : Optional.of(new Login(pair.substring(0, colon), pair.substring(colon + 1)));
            } catch (IllegalArgumentException e) {
                // Not Base64.
                return Optional.empty();
            }
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "login of " + user;
        }
    }
}
