package dev.originpull.it.pki;

import dev.originpull.it.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A certificate authority kept by {@code openssl ca} in a directory of its own. */
final class Authority {
    /** Every certificate names these, and the loopback addresses. */
    private static final String CONFIGURATION = """
            [ca]
            default_ca = this
            [this]
            database = index.txt
            new_certs_dir = .
            certificate = ca.pem
            private_key = ca.key
            rand_serial = yes
            default_md = sha256
            default_crl_days = 30
            policy = any
            unique_subject = no
            string_mask = utf8only
            [any]
            commonName = supplied
            organizationName = optional
            [req]
            distinguished_name = subject
            string_mask = utf8only
            prompt = no
            [subject]
            [root]
            basicConstraints = critical, CA:TRUE
            keyUsage = critical, keyCertSign, cRLSign
            subjectKeyIdentifier = hash
            [client]
            basicConstraints = critical, CA:FALSE
            keyUsage = critical, digitalSignature
            extendedKeyUsage = clientAuth
            subjectKeyIdentifier = hash
            authorityKeyIdentifier = keyid
            subjectAltName = DNS:app.example.test
            [server_auth_only]
            basicConstraints = critical, CA:FALSE
            keyUsage = critical, digitalSignature
            extendedKeyUsage = serverAuth
            subjectKeyIdentifier = hash
            authorityKeyIdentifier = keyid
            subjectAltName = DNS:app.example.test
            [server]
            basicConstraints = critical, CA:FALSE
            keyUsage = critical, digitalSignature, keyEncipherment
            extendedKeyUsage = serverAuth
            subjectKeyIdentifier = hash
            authorityKeyIdentifier = keyid
            subjectAltName = DNS:example.test, DNS:*.example.test, IP:127.0.0.1, IP:::1
            """;

    private final Path directory;

    private Authority(Path directory) {
        this.directory = directory;
    }

    /** Makes a self-signed root with this subject, as {@code /CN=…/O=…}. */
    static Authority create(Path directory, String subject, KeyKind key) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("openssl.cnf"), CONFIGURATION);
        Files.createFile(directory.resolve("index.txt"));
        Authority authority = new Authority(directory);
        List<String> words = new ArrayList<>(List.of("req", "-x509", "-new", "-nodes", "-utf8", "-days", "1826"));
        words.addAll(key.newKey());
        words.addAll(List.of("-subj", subject, "-extensions", "root", "-keyout", "ca.key", "-out", "ca.pem"));
        authority.openssl(words);
        return authority;
    }

    Path certificate() {
        return directory.resolve("ca.pem");
    }

    Path key() {
        return directory.resolve("ca.key");
    }

    Identity issue(String name, String subject, KeyKind key, Purpose purpose, Validity validity) throws IOException {
        List<String> request = new ArrayList<>(List.of("req", "-new", "-nodes", "-utf8"));
        request.addAll(key.newKey());
        request.addAll(List.of("-subj", subject, "-keyout", name + ".key", "-out", name + ".csr"));
        openssl(request);
        openssl(List.of(
                "ca",
                "-batch",
                "-notext",
                "-utf8",
                "-in",
                name + ".csr",
                "-out",
                name + ".pem",
                "-startdate",
                validity.start(),
                "-enddate",
                validity.end(),
                "-extensions",
                purpose.name().toLowerCase(Locale.ROOT)));
        Path keyFile = directory.resolve(name + ".key");
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
        return new Identity(directory.resolve(name + ".pem"), keyFile);
    }

    void revoke(Identity identity) {
        openssl(List.of("ca", "-batch", "-revoke", identity.certificate().toString()));
    }

    Path revocationList() {
        openssl(List.of("ca", "-batch", "-gencrl", "-out", "ca.crl"));
        return directory.resolve("ca.crl");
    }

    private void openssl(List<String> words) {
        List<String> all = new ArrayList<>(List.of("openssl"));
        all.addAll(words);
        all.addAll(2, List.of("-config", "openssl.cnf"));
        Command.of(all).in(directory).succeed();
    }
}
