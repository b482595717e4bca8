package dev.originpull.agent.probe;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Makes attempts over the network. Safe for use by many threads. */
public interface Prober extends AutoCloseable {
    /**
     * Makes one attempt on a connection of its own.
     *
     * @param limit how long it may take as a whole; more than zero
     * @return the observation, complete by the limit; never exceptionally: what goes wrong with an origin is an observation
     */
    CompletionStage<Observation> attempt(Attempt attempt, Duration limit);

    @Override
    void close();
}
