package dev.originpull.it.pki;

import java.util.List;

/** A kind of key. */
enum KeyKind {
    RSA,
    EC;

    /** The options of {@code openssl req} that make one. */
    List<String> newKey() {
        return switch (this) {
            case RSA -> List.of("-newkey", "rsa:2048");
            case EC -> List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
        };
    }
}
