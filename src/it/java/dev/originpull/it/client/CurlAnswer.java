package dev.originpull.it.client;

/**
 * What came back to curl.
 *
 * @param exitCode curl's own: 0 where it got an answer of any status
 * @param status the HTTP status; 0 where there was none
 * @param message curl's complaint, empty where it had none
 */
public record CurlAnswer(int exitCode, int status, String body, String message) {
    public boolean isAnswer() {
        return exitCode == 0 && status > 0;
    }
}
