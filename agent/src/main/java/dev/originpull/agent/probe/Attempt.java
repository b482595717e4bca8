package dev.originpull.agent.probe;

/**
 * One connection to make: to whom, as whom, how.
 *
 * @param origin to whom
 * @param identity as whom
 * @param approach how
 * @param quiet whether the request waits until the origin had time to send its alert: written at once, an unread request makes
 *     some hosts answer with a reset that overtakes the alert
 * @param withCa whether the forged certificate is sent with the forged CA's behind it, instead of alone
 */
public record Attempt(Origin origin, Identity identity, Approach approach, boolean quiet, boolean withCa) {
    public Attempt {
        if (withCa && identity != Identity.FORGED) {
            throw new IllegalArgumentException("only the forged identity has a CA to send");
        }
    }

    public Attempt(Origin origin, Identity identity, Approach approach) {
        this(origin, identity, approach, false, false);
    }

    /** The same once more, waiting for an alert before it writes. */
    public Attempt quietly() {
        return new Attempt(origin, identity, approach, true, withCa);
    }

    /** The same with the forged certificate's CA behind it. */
    public Attempt bringingItsCa() {
        return new Attempt(origin, identity, approach, quiet, true);
    }

    /** The same with another identity. */
    public Attempt as(Identity other) {
        return new Attempt(origin, other, approach, quiet, false);
    }
}
