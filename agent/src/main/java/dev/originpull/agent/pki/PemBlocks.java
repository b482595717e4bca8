package dev.originpull.agent.pki;

import dev.originpull.agent.pki.CredentialException.Reason;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Splits text into PEM blocks (RFC 7468, lax: text around the blocks, any line ends, blanks at line ends). Lax does not
 * mean guessing: a block that is cut off or holds anything but Base64 is an error.
 */
final class PemBlocks {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    private final Material material;
    private final String[] lines;
    private int next;

    private PemBlocks(Material material) {
        this.material = material;
        // `cat a.pem b.pem` glues two blocks together where the first has no line end.
        this.lines = material.text()
                .replace("----------BEGIN ", "-----\n-----BEGIN ")
                .split("\r\n|\r|\n", -1);
    }

    /** All blocks of the file, in their order; empty when it holds none. */
    static List<PemBlock> of(Material material) throws CredentialException {
        PemBlocks parser = new PemBlocks(material);
        List<PemBlock> blocks = new ArrayList<>();
        while (parser.next < parser.lines.length) {
            Optional<String> label = label(parser.lines[parser.next++], BEGIN);
            if (label.isPresent()) {
                blocks.add(parser.block(label.get(), blocks.size() + 1));
            }
        }
        return List.copyOf(blocks);
    }

    private PemBlock block(String label, int number) throws CredentialException {
        Map<String, String> headers = headers();
        StringBuilder base64 = new StringBuilder();
        while (next < lines.length) {
            String line = lines[next++].strip();
            Optional<String> end = label(line, END);
            if (end.isPresent() && end.get().equals(label)) {
                return new PemBlock(label, headers, decode(base64.toString(), label, number), number);
            }
            if (line.startsWith(DASHES)) {
                break;
            }
            base64.append(line);
        }
        throw broken(label, number, "has no line \"" + END + label + DASHES + "\" of its own: was the file cut off?");
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        while (next < lines.length && lines[next].indexOf(':') > 0) {
            String line = lines[next++];
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
        return headers;
    }

    private byte[] decode(String base64, String label, int number) throws CredentialException {
        byte[] der;
        try {
            der = Base64.getDecoder().decode(base64.replaceAll("[ \t]", ""));
        } catch (IllegalArgumentException e) {
            // The cause stays behind: its message quotes characters of what may be a key.
            throw broken(label, number, "is not Base64: copy the file again, unchanged.");
        }
        if (der.length == 0) {
            throw broken(label, number, "is empty: copy the file again, unchanged.");
        }
        return der;
    }

    private CredentialException broken(String label, int number, String what) {
        return new CredentialException(
                Reason.BROKEN, material.file() + ": block " + number + " (" + label + ") " + what);
    }

    /** The label of a BEGIN or END line; empty for any other line. */
    private static Optional<String> label(String line, String prefix) {
        String stripped = line.strip();
        if (!stripped.startsWith(prefix)
                || !stripped.endsWith(DASHES)
                || stripped.length() < prefix.length() + DASHES.length()) {
            return Optional.empty();
        }
        String label = stripped.substring(prefix.length(), stripped.length() - DASHES.length());
        return label.contains(DASHES) ? Optional.empty() : Optional.of(label);
    }
}
