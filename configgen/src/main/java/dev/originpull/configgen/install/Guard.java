package dev.originpull.configgen.install;

import java.io.IOException;
import java.time.Duration;

/** A timer outside of this process, which takes the change back if nobody calls it off. */
public interface Guard {
    /**
     * Sets it.
     *
     * @param change the change's number in the journal
     * @param proof how much longer than usual the change may take to be proven, as what is probed answers slowly or there is much of it
     * @throws IOException where no timer can be had: then nothing may be changed
     */
    Armed arm(String change, Duration proof) throws IOException, InterruptedException;

    /** A timer that runs. */
    interface Armed {
        /** Which it is, for people. */
        String description();

        /** Calls it off; a timer that fires all the same finds nothing to do. */
        void disarm();
    }
}
