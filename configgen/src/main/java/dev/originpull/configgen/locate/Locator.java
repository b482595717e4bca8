package dev.originpull.configgen.locate;

import dev.originpull.configgen.render.Hostname;

/** Finds who answers for a hostname, in the configuration that the server itself reports. */
public interface Locator {
    /**
     * Finds every part of the configuration that answers TLS for the hostname.
     *
     * @param hook our line for this hostname, as it stands in the configuration: what it takes up is passed over
     * @throws LocateException where nobody answers, or it cannot be decided who; never a guess
     */
    Located locate(Hostname hostname, String hook) throws LocateException, InterruptedException;
}
