package dev.originpull.agent.pki;

import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.security.auth.x500.X500Principal;

/**
 * Distinguished names as text (RFC 4514). Java writes an attribute that it has no keyword for as its number and its bytes; the
 * attributes that certificates use get their usual keywords here. Never throws because of what a name holds.
 */
public final class DistinguishedNames {
    private static final Map<String, String> KEYWORDS = Map.ofEntries(
            Map.entry("1.2.840.113549.1.9.1", "emailAddress"),
            Map.entry("1.2.840.113549.1.9.2", "unstructuredName"),
            Map.entry("1.2.840.113549.1.9.8", "unstructuredAddress"),
            Map.entry("2.5.4.4", "SN"),
            Map.entry("2.5.4.5", "serialNumber"),
            Map.entry("2.5.4.12", "title"),
            Map.entry("2.5.4.13", "description"),
            Map.entry("2.5.4.15", "businessCategory"),
            Map.entry("2.5.4.16", "postalAddress"),
            Map.entry("2.5.4.17", "postalCode"),
            Map.entry("2.5.4.20", "telephoneNumber"),
            Map.entry("2.5.4.41", "name"),
            Map.entry("2.5.4.42", "GN"),
            Map.entry("2.5.4.43", "initials"),
            Map.entry("2.5.4.44", "generationQualifier"),
            Map.entry("2.5.4.45", "x500UniqueIdentifier"),
            Map.entry("2.5.4.46", "dnQualifier"),
            Map.entry("2.5.4.65", "pseudonym"),
            Map.entry("2.5.4.72", "role"),
            Map.entry("2.5.4.97", "organizationIdentifier"),
            Map.entry("1.3.6.1.4.1.311.60.2.1.1", "jurisdictionL"),
            Map.entry("1.3.6.1.4.1.311.60.2.1.2", "jurisdictionST"),
            Map.entry("1.3.6.1.4.1.311.60.2.1.3", "jurisdictionC"));

    private static final Map<String, String> NUMBERS = numbers();

    private DistinguishedNames() {}

    /** The name, most specific part first; not made printable. */
    public static String of(X500Principal name) {
        try {
            return name.getName(X500Principal.RFC2253, KEYWORDS);
        } catch (RuntimeException e) {
            // The bytes come from a peer or a file, and Java documents no exception for a name that it has taken in
            // already.
            return "a name that cannot be read";
        }
    }

    /**
     * Whether two names are the same to Java's comparison, which ignores case and repeated blanks.
     *
     * @param text as {@link #of} writes it
     */
    public static boolean isSame(X500Principal name, String text) {
        if (of(name).equalsIgnoreCase(text)) {
            return true;
        }
        try {
            return name.equals(new X500Principal(text, NUMBERS));
        } catch (RuntimeException e) {
            // Text that Java cannot read as a name: only the same text is the same name.
            return false;
        }
    }

    private static Map<String, String> numbers() {
        Map<String, String> numbers = new HashMap<>();
        KEYWORDS.forEach((number, keyword) -> numbers.put(keyword.toUpperCase(Locale.ROOT), number));
        return Collections.unmodifiableMap(numbers);
    }
}
