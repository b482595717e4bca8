package dev.originpull.it.serve;

import dev.originpull.it.pki.Identity;
import dev.originpull.it.pki.TestPki;

/** Lines of originpull.yaml. */
final class Configuration {
    private Configuration() {}

    /** The leaf that the origins take; the origins' own lines are to follow. */
    static String leaf() {
        return leaf(TestPki.get().leaf());
    }

    /** One whose signatures cost little, for many origins. */
    static String ecLeaf() {
        return leaf(TestPki.get().ecLeaf());
    }

    static String leaf(Identity identity) {
        return "identity: {certificate: %s, private-key: %s}\norigins:\n"
                .formatted(identity.certificate(), identity.key());
    }

    static String origin(String hostname, String address, String expected) {
        return "  - {hostname: %s, addresses: [\"%s\"], expect: %s}\n".formatted(hostname, address, expected);
    }

    static String origin(String address) {
        return origin(TestPki.HOSTNAME, address, "required");
    }
}
