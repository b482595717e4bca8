package dev.originpull.agent.probe;

/**
 * One connection to make: to whom, as whom, how.
 *
 * @param origin to whom
 * @param identity as whom
 * @param approach how
 * @param quiet whether the request waits until the origin had time to send its alert: written at once, an unread request makes
 *     some hosts answer with a reset that overtakes the alert
 */
public record Attempt(Origin origin, Identity identity, Approach approach, boolean quiet) {
    public Attempt(Origin origin, Identity identity, Approach approach) {
        this(origin, identity, approach, false);
    }

    /** The same once more, waiting for an alert before it writes. */
    public Attempt quietly() {
        return new Attempt(origin, identity, approach, true);
    }

    /** The same with another identity. */
    public Attempt as(Identity other) {
        return new Attempt(origin, other, approach, quiet);
    }
}
