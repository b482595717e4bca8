package dev.originpull.agent.config;

/** What an origin is asked for (RFC 9112, 3.2.1). */
public final class RequestPath {
    /** Where none is named. */
    public static final String DEFAULT = "/";

    private RequestPath() {}

    /**
     * The path as it is.
     *
     * @throws IllegalArgumentException with one printable line, where it would not be one word of a request line
     */
    public static String check(String text) {
        if (!text.startsWith("/") || !text.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException("'" + Printable.of(text)
                    + "': a path begins with / and holds visible ASCII only; write the rest %-encoded");
        }
        return text;
    }
}
