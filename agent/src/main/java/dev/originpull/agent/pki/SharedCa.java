package dev.originpull.agent.pki;

import java.security.cert.X509Certificate;
import java.util.regex.Pattern;

/** Cloudflare's own origin-pull CA, with which it signs for all its customers: who trusts it lets any of them in. */
public final class SharedCa {
    private static final Pattern NAME =
            Pattern.compile("(^|[,+])\\s*CN=origin-pull\\.cloudflare\\.net\\s*($|[,+])", Pattern.CASE_INSENSITIVE);

    private SharedCa() {}

    /**
     * Whether it is the subject of that CA.
     *
     * @param distinguished as in RFC 2253
     */
    public static boolean isName(String distinguished) {
        return NAME.matcher(distinguished).find();
    }

    /** Whether it calls itself that; nobody else has a reason to. */
    public static boolean is(X509Certificate authority) {
        return isName(DistinguishedNames.of(authority.getSubjectX500Principal()));
    }
}
