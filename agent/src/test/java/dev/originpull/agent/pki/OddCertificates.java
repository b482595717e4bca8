package dev.originpull.agent.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates for app.example.com that servers show and that Java's parser refuses, or may. All have the same P-256 key. */
public enum OddCertificates {
    /** RFC 5280, 4.2.1.6: the alternative name would have to be critical. */
    EMPTY_SUBJECT,
    /** A critical alternative name whose address has five bytes. */
    CRITICAL_NAMES,
    /** A string in place of a sequence. */
    CRITICAL_CONSTRAINTS,
    CRITICAL_KEY_USAGE,
    NEGATIVE_SERIAL,
    SERIAL_ZERO,
    /** RFC 5480, 2.1.1 forbids curves that are written out. */
    EXPLICIT_CURVE,
    UNKNOWN_CRITICAL_EXTENSION,
    WILD_SUBJECT;

    private static final KeyPair KEYS = KeyType.P256.generate();

    public PrivateKey key() {
        return KEYS.getPrivate();
    }

    /** The certificate in DER. */
    public byte[] bytes() {
        Draft certificate = new Draft();
        spoil(certificate);
        return certificate.sign();
    }

    private void spoil(Draft certificate) {
        switch (this) {
            case EMPTY_SUBJECT -> {
                certificate.subject = new X500Name("");
                certificate.extension(Extension.subjectAlternativeName, false, names("app.example.com"));
            }
            case CRITICAL_NAMES -> {
                certificate.extension(
                        Extension.subjectAlternativeName, true, new byte[] {0x30, 0x07, (byte) 0x87, 0x05, 1, 2, 3, 4, 5
                        });
            }
            case CRITICAL_CONSTRAINTS -> {
                certificate.extension(Extension.subjectAlternativeName, false, names("app.example.com"));
                certificate.extension(Extension.basicConstraints, true, encoded(new DERUTF8String("TRUE")));
            }
            case CRITICAL_KEY_USAGE -> {
                certificate.extension(Extension.subjectAlternativeName, false, names("app.example.com"));
                certificate.extension(Extension.keyUsage, true, encoded(new DEROctetString(new byte[] {7})));
            }
            case NEGATIVE_SERIAL -> {
                certificate.serial = BigInteger.valueOf(-77);
                certificate.extension(Extension.subjectAlternativeName, false, names("app.example.com"));
            }
            case SERIAL_ZERO -> {
                certificate.serial = BigInteger.ZERO;
                certificate.extension(Extension.subjectAlternativeName, false, names("app.example.com"));
            }
            case EXPLICIT_CURVE -> {
                certificate.key = explicit(certificate.key);
                certificate.extension(Extension.subjectAlternativeName, false, names("app.example.com"));
            }
            case UNKNOWN_CRITICAL_EXTENSION -> {
                certificate.extension(
                        new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.2"), true, encoded(new ASN1Integer(1)));
            }
            case WILD_SUBJECT -> {
                certificate.subject = new X500Name("CN=\\0D\\0A\\1B[2J,1.2.3.4.5=#04030102FF,E=x@y.test");
                certificate.extension(Extension.subjectAlternativeName, false, names("app.example.com"));
            }
        }
    }

    /** What a certificate is made of. */
    private static final class Draft {
        private X500Name subject = new X500Name("CN=app.example.com");
        private BigInteger serial = BigInteger.TEN;
        private SubjectPublicKeyInfo key =
                SubjectPublicKeyInfo.getInstance(KEYS.getPublic().getEncoded());
        private final List<Extension> extensions = new ArrayList<>();

        void extension(ASN1ObjectIdentifier oid, boolean critical, byte[] value) {
            extensions.add(new Extension(oid, critical, value));
        }

        byte[] sign() {
            Instant now = Instant.now();
            try {
                X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                        new X500Name("CN=Odd CA"),
                        serial,
                        Date.from(now.minus(Duration.ofDays(1))),
                        Date.from(now.plus(Duration.ofDays(90))),
                        subject,
                        key);
                for (Extension extension : extensions) {
                    builder.addExtension(extension);
                }
                return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(KEYS.getPrivate()))
                        .getEncoded();
            } catch (IOException | OperatorCreationException e) {
                throw new AssertionError("a test's certificate could not be made", e);
            }
        }
    }

    private static byte[] names(String name) {
        return encoded(new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
    }

    private static SubjectPublicKeyInfo explicit(SubjectPublicKeyInfo named) {
        return new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECNamedCurves.getByName("secp256r1")),
                named.getPublicKeyData().getBytes());
    }

    private static byte[] encoded(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded("DER");
        } catch (IOException e) {
            throw new AssertionError("a test's value could not be encoded", e);
        }
    }
}
