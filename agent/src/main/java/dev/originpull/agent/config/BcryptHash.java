package dev.originpull.agent.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A password's hash by bcrypt, as {@code htpasswd -nBC 10 ""} prints it. */
public final class BcryptHash {
    /** What the algorithm begins at. */
    static final int LOWEST_COST = 4;
    /** Some seconds a guess, and as much for everybody who logs in. */
    static final int HIGHEST_COST = 16;

    private static final Pattern FORM = Pattern.compile("\\$2[aby]\\$([0-9]{2})\\$[./A-Za-z0-9]{53}");

    private BcryptHash() {}

    /**
     * The hash as it is.
     *
     * @throws IllegalArgumentException with one printable line that does not repeat the text: it may be a password
     */
    public static String check(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "no bcrypt hash of a password ($2y$10$ and 53 characters): make one with `htpasswd -nBC 10 \"\"`");
        }
        int cost = Integer.parseInt(form.group(1));
        if (cost < LOWEST_COST || cost > HIGHEST_COST) {
            throw new IllegalArgumentException("a bcrypt hash of cost " + cost + ": use one of " + LOWEST_COST + " to "
                    + HIGHEST_COST + ", as in `htpasswd -nBC 10 \"\"`");
        }
        return text;
    }
}
