package dev.originpull.agent.web.pages;

import java.util.List;
import java.util.Optional;

/**
 * What an origin's page shows.
 *
 * @param reason one sentence; empty until somebody has looked
 * @param path what is asked for
 * @param identity which leaf is presented; empty for the configuration's own
 * @param issuers whose certificates the origin says it takes
 * @param lookedAt when the look that is shown ended
 * @param command looks at the same from a shell
 * @param probeLink lets the agent look now
 * @param hostnameLink all addresses of the hostname
 */
public record OriginView(
        OriginRow row,
        Optional<String> reason,
        String path,
        Optional<String> identity,
        List<AttemptView> attempts,
        List<String> issuers,
        List<FindingView> findings,
        Optional<CertificateView> certificate,
        Optional<Moment> lookedAt,
        HistoryView history,
        String command,
        String probeLink,
        String hostnameLink) {}
