package dev.originpull.agent.report;

import dev.originpull.agent.config.Address;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.verdict.ExitStatus;
import dev.originpull.agent.verdict.OriginReport;
import dev.originpull.configgen.catalog.Stage;
import java.util.Optional;

/** What came of one target's address. */
public sealed interface Result {

    ExitStatus status();

    Optional<Stage> expected();

    /** It was probed and judged. */
    record Judged(OriginReport report) implements Result {
        @Override
        public ExitStatus status() {
            return ExitStatus.of(report);
        }

        @Override
        public Optional<Stage> expected() {
            return report.expected();
        }
    }

    /**
     * Its name has no address, so that there was nothing to probe.
     *
     * @param reason one sentence
     */
    record Unresolved(Address.Name address, Hostname hostname, Optional<Stage> expected, String reason)
            implements Result {
        @Override
        public ExitStatus status() {
            return ExitStatus.COULD_NOT_TELL;
        }
    }
}
