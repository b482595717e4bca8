package dev.originpull.agent.rollout;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.OriginLogSettings;
import dev.originpull.agent.config.Printable;
import dev.originpull.agent.monitor.originlog.ClientVerify;
import dev.originpull.agent.monitor.originlog.RecentRequests;
import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.locate.Block;
import dev.originpull.configgen.locate.Listener;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The origin's own log shows that what comes from Cloudflare brings the leaf, and nothing without it.
 *
 * @param log empty where none is configured
 * @param fragment our file for the hostname, which may have the log written
 */
record LogVerified(Optional<OriginLogSettings> log, Hostname hostname, Clock clock, Path fragment) implements Gate {
    private static final String AFTERWARDS = "request the site through Cloudflare, then try again";

    private static final String BALANCER =
            "; the listener expects a PROXY protocol header, so the log has the load balancer's address and not Cloudflare's "
                    + "unless the http block has `set_real_ip_from BALANCER;` and `real_ip_header proxy_protocol;`";

    static final Duration LOOKED_BACK = Duration.ofMinutes(10);

    @Override
    public GateName name() {
        return GateName.LOG_VERIFIED;
    }

    @Override
    public Finding look(Sight sight) {
        if (log.isEmpty()) {
            return Finding.note("not checked: no 'origin-log' is configured");
        }
        if (log.get().cloudflareRanges().isEmpty()) {
            return Finding.note(
                    "not checked: 'origin-log.cloudflare-ranges' is empty, so nobody can tell Cloudflare's requests");
        }
        Optional<String> unwritten = unwritten(log.get(), sight);
        if (unwritten.isPresent()) {
            return Finding.no(unwritten.get());
        }
        try {
            return judge(
                    RecentRequests.read(log.get(), hostname, clock.instant().minus(LOOKED_BACK)),
                    sight.located().listeners().stream().anyMatch(Listener::proxied));
        } catch (NoSuchFileException e) {
            return Finding.no("there is no log " + Printable.whole(String.valueOf(e.getFile()))
                    + ", although the server is configured to write it: " + AFTERWARDS);
        } catch (AccessDeniedException e) {
            return Finding.no(
                    "this user may not read " + Printable.whole(String.valueOf(e.getFile())) + ": run it as root");
        } catch (IOException e) {
            return Finding.no("the log cannot be read (" + Printable.whole(String.valueOf(e.getMessage())) + ")");
        }
    }

    /** Why no request of the hostname can be in the log, and what to do; empty where they can. */
    private Optional<String> unwritten(OriginLogSettings settings, Sight sight) {
        for (Block block : sight.located().blocks()) {
            boolean theirs = block.logging()
                    .inEffect()
                    .anyMatch(
                            each -> each.verifies() && settings.files().stream().anyMatch(each::writes));
            if (!theirs && !(block.hooked() && isWrittenByUs(settings))) {
                String missing = "the block at " + Printable.whole(block.place()) + " does not log the result of the "
                        + "verification to "
                        + Printable.whole(settings.files().get(0).toString());
                return Optional.of(block.logging()
                        .obstacle()
                        .map(obstacle -> missing + ", and no log can be added: " + Printable.whole(obstacle))
                        .orElse(missing + ": run `originpull apply " + hostname + " --stage " + stage(sight)
                                + "`, which adds that log, then " + AFTERWARDS));
            }
        }
        return Optional.empty();
    }

    /** The stage that the log can be added at: where a certificate is required already, nobody else may be let in for it. */
    private static String stage(Sight sight) {
        boolean required = !sight.seen().isEmpty()
                && sight.seen().values().stream().allMatch(answer -> answer.shows(Stage.REQUIRED));
        boolean adopts = sight.located().blocks().stream()
                .anyMatch(block -> !block.existing().isEmpty());
        return (required ? Stage.REQUIRED : Stage.OPTIONAL).word() + (adopts ? " --adopt" : "");
    }

    private boolean isWrittenByUs(OriginLogSettings settings) {
        try {
            String ours = Files.readString(fragment);
            return settings.files().stream().anyMatch(file -> ours.contains(file.toString()));
        } catch (IOException e) {
            return false;
        }
    }

    private Finding judge(RecentRequests requests, boolean proxied) {
        long verified = requests.count(ClientVerify.SUCCESS);
        long others = requests.fromCloudflare().values().stream()
                        .mapToLong(Long::longValue)
                        .sum()
                - verified;
        if (requests.since().isEmpty()) {
            return Finding.no("the log holds no request that can be read: " + AFTERWARDS);
        }
        Duration covered = Duration.between(requests.since().get(), clock.instant());
        boolean whole = covered.compareTo(LOOKED_BACK) >= 0;
        String when = " in the last " + span(covered) + (whole ? "" : ", all that the log holds");
        if (others > 0) {
            return Finding.no(
                    others + " of Cloudflare's " + (verified + others) + " requests" + when
                            + (whole ? "" : ",") + " came without a verified certificate ("
                            + requests.count(ClientVerify.NONE)
                            + " without any, "
                            + requests.count(ClientVerify.FAILED)
                            + " with a wrong one), and would be refused: switch the certificate on for the hostname at Cloudflare");
        }
        if (verified == 0) {
            return Finding.no("no request from Cloudflare" + when + ": " + AFTERWARDS + (proxied ? BALANCER : ""));
        }
        return Finding.holds(verified + (verified == 1 ? " request" : " requests") + " from Cloudflare" + when
                + ", verified every one");
    }

    private static String span(Duration covered) {
        return covered.toMinutes() > 0 ? covered.toMinutes() + " min" : Math.max(0, covered.toSeconds()) + " s";
    }
}
