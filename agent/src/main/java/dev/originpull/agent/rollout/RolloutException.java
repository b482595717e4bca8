package dev.originpull.agent.rollout;

/** What was asked for cannot be tried: the configuration or the request is wrong. The message is one line: what, where, what to do. */
public final class RolloutException extends Exception {
    RolloutException(String message) {
        super(message);
    }

    RolloutException(String message, Throwable cause) {
        super(message, cause);
    }
}
