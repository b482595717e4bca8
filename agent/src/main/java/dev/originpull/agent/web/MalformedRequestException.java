package dev.originpull.agent.web;

/** A request that means nothing, or could mean two things. The message is one printable sentence for who sent it. */
final class MalformedRequestException extends Exception {
    MalformedRequestException(String message) {
        super(message);
    }
}
