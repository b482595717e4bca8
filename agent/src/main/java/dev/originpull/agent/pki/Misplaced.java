package dev.originpull.agent.pki;

import dev.originpull.agent.pki.CredentialException.Reason;
import java.nio.file.Path;
import java.util.List;

/** Says what a file is that should have held a certificate or a private key, and holds neither. */
final class Misplaced {
    private Misplaced() {}

    static CredentialException insteadOfCertificate(Material material, List<PemBlock> blocks) {
        if (blocks.isEmpty()) {
            return notPem(material, "CERTIFICATE", "openssl x509 -inform der -in FILE -out leaf.pem");
        }
        PemBlock first = blocks.get(0);
        if (blocks.stream().anyMatch(PemBlock::isPrivateKey)) {
            return new CredentialException(
                    Reason.SWAPPED,
                    material.file() + " holds a private key, not a certificate: were certificate and key swapped?");
        }
        return wrongKind(material.file(), first, "certificate");
    }

    static CredentialException insteadOfKey(Material material, List<PemBlock> blocks) {
        if (blocks.isEmpty()) {
            return notPem(material, "PRIVATE KEY", "openssl pkey -inform der -in FILE -out leaf.key");
        }
        if (blocks.stream().anyMatch(PemBlock::isCertificate)) {
            return new CredentialException(
                    Reason.SWAPPED,
                    material.file() + " holds a certificate, not a private key: were certificate and key swapped?");
        }
        return wrongKind(material.file(), blocks.get(0), "private key");
    }

    static CredentialException wrongKind(Path file, PemBlock block, String wanted) {
        String what = file + " holds ";
        String advice = switch (block.label()) {
            case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST" ->
                "a certificate request (CSR), not a " + wanted
                        + (wanted.equals("certificate")
                                ? ": name the certificate that the CA made of it."
                                : ": name the key that it was made with.");
            case "PUBLIC KEY", "RSA PUBLIC KEY" ->
                "a public key, not a " + wanted + ": name the "
                        + (wanted.equals("certificate") ? "certificate." : "private key that belongs to it.");
            case "EC PARAMETERS" -> "only EC PARAMETERS, not a " + wanted + ": the key itself is missing.";
            case "PKCS7" ->
                "a PKCS#7 bundle, not a " + wanted
                        + ": unpack it with `openssl pkcs7 -print_certs -in FILE -out leaf.pem`.";
            default -> "a block \"" + abbreviated(block.label()) + "\", not a " + wanted + ": check the path.";
        };
        return new CredentialException(Reason.WRONG_KIND, what + advice);
    }

    private static CredentialException notPem(Material material, String label, String conversion) {
        return new CredentialException(
                Reason.NOT_PEM, material.file() + " " + notPemBecause(material, label, conversion));
    }

    private static String notPemBecause(Material material, String label, String conversion) {
        if (material.bytes().length == 0) {
            return "is empty: check the path.";
        }
        if (material.startsWith(0xFF, 0xFE) || material.startsWith(0xFE, 0xFF)) {
            return "is UTF-16 text: save it as plain ASCII or UTF-8.";
        }
        if (isPkcs12(material)) {
            return "is a PKCS#12 store: unpack it with `openssl pkcs12 -in FILE -clcerts -nokeys -out leaf.pem` and"
                    + " `openssl pkcs12 -in FILE -nocerts -nodes -out leaf.key`.";
        }
        if (material.startsWith(0xFE, 0xED, 0xFE, 0xED)) {
            return "is a Java key store: turn it into PKCS#12 with `keytool -importkeystore` and unpack that with"
                    + " `openssl pkcs12`.";
        }
        if (isDer(material)) {
            return "is DER, not PEM: convert it with `" + conversion + "`.";
        }
        if (material.text().contains("-----BEGIN ")) {
            return "has a BEGIN line that is not alone on its line: were the line breaks lost on the way?";
        }
        return "is not PEM: a line \"-----BEGIN " + label + "-----\" is expected. Check the path.";
    }

    private static boolean isDer(Material material) {
        try {
            return DerValue.parse(material.bytes()).is(Der.SEQUENCE);
        } catch (DerValue.Malformed e) {
            return false;
        }
    }

    /** PFX (RFC 7292, 4): a sequence that starts with version 3 and goes on with a sequence that starts with an OID. */
    private static boolean isPkcs12(Material material) {
        try {
            DerValue pfx = DerValue.parse(material.bytes());
            byte[] version = pfx.child(0).encoded();
            return version.length == 3
                    && version[0] == Der.INTEGER
                    && version[2] == 3
                    && pfx.child(1).child(0).is(Der.OID);
        } catch (DerValue.Malformed e) {
            return false;
        }
    }

    private static String abbreviated(String label) {
        return label.length() <= 40 ? label : label.substring(0, 40) + "…";
    }
}
