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
import java.util.function.BooleanSupplier;

/**
 * Passwords of people and of Prometheus (RFC 7617), against bcrypt hashes. A password that was right a moment ago costs no bcrypt
 * again. Every other login costs the same work, that of the dearest hash: for a user with a cheaper hash, and for an unknown one.
 * Thread-safe.
 */
final class BasicAuth {
    private static final String SCHEME = "basic ";
    /** Of a hash: {@code $2y$10$}, then salt and digest. */
    private static final int COST_START = 4;

    private static final int COST_END = 6;
    private static final int USUAL_COST = 10;
    private static final BCrypt.Verifyer VERIFIER =
            BCrypt.verifyer(BCrypt.Version.VERSION_2Y, LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2Y));

    private final Map<String, String> users;
    private final int dearest;
    private final Verified verified;
    private final Turn turn;

    /** Where bcrypt runs: not on many threads at once, not for a queue without end, and for one client as for another. */
    interface Turn {
        /** Fails with a {@link java.util.concurrent.RejectedExecutionException} when too many are waiting. */
        CompletionStage<Boolean> run(String client, BooleanSupplier check);
    }

    /**
     * @param users with the bcrypt hashes of their passwords; when empty, all are let in
     * @param verified logins that were right, which may be older than this
     */
    BasicAuth(Map<String, String> users, Verified verified, Turn turn) {
        this.users = Map.copyOf(users);
        this.verified = verified;
        this.turn = turn;
        this.dearest = users.values().stream().mapToInt(BasicAuth::cost).max().orElse(USUAL_COST);
    }

    private static int cost(String hash) {
        return Integer.parseInt(hash.substring(COST_START, COST_END));
    }

    /** A hash that no password has. */
    private static String nobody(int cost) {
        return (cost < 10 ? "$2y$0" : "$2y$") + cost + "$" + ".".repeat(53);
    }

    /**
     * Whether the value of an Authorization header names a user with the right password.
     *
     * @param client who asks, as {@link FairLane#client}
     * @return fails with a {@link java.util.concurrent.RejectedExecutionException} when too many passwords are waiting to be checked
     */
    CompletionStage<Boolean> lets(Optional<String> authorization, String client) {
        if (users.isEmpty()) {
            return CompletableFuture.completedFuture(true);
        }
        Optional<Login> sent = authorization.flatMap(Login::parse);
        if (sent.isEmpty()) {
            return CompletableFuture.completedFuture(false);
        }
        Login login = sent.get();
        Optional<String> known = Optional.ofNullable(users.get(login.user()));
        String hash = known.orElseGet(() -> nobody(dearest));
        byte[] password = login.password().getBytes(StandardCharsets.UTF_8);
        ByteBuffer proof = verified.proof(login.user(), password, hash);
        if (verified.has(proof)) {
            return CompletableFuture.completedFuture(true);
        }
        return turn.run(client, () -> {
            boolean right = matches(password, hash) && known.isPresent();
            if (right) {
                verified.remember(proof);
            }
            return right;
        });
    }

    /** A hash of cost n takes 2^n rounds; with those of n to m - 1 beside it, all take 2^m. */
    private boolean matches(byte[] password, String hash) {
        boolean right = verify(password, hash);
        for (int cost = cost(hash); cost < dearest; cost++) {
            verify(password, nobody(cost));
        }
        return right;
    }

    private static boolean verify(byte[] password, String hash) {
        return VERIFIER.verify(password, hash.getBytes(StandardCharsets.US_ASCII)).verified;
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
