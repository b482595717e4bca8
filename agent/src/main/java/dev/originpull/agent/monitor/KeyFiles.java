package dev.originpull.agent.monitor;

import dev.originpull.agent.config.AgentConfig;
import dev.originpull.agent.config.IdentityFiles;
import dev.originpull.agent.config.Place;
import dev.originpull.agent.config.Printable;
import dev.originpull.agent.config.WebTls;
import dev.originpull.agent.pki.Certificates;
import dev.originpull.agent.pki.Credential;
import dev.originpull.agent.pki.CredentialException;
import dev.originpull.agent.pki.KeyFilePermissions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the key files that a configuration names, and gathers what is wrong with them. */
final class KeyFiles {
    private final AgentConfig config;
    private final Map<String, Presentation> before;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** @param before what is still good where its files have not changed */
    KeyFiles(AgentConfig config, Map<String, Presentation> before) {
        this.config = config;
        this.before = Map.copyOf(before);
    }

    /** Those that could be read. */
    Map<String, Presentation> load() {
        Map<String, Presentation> loaded = new LinkedHashMap<>();
        for (Map.Entry<String, IdentityFiles> identity : config.identities().entrySet()) {
            IdentityFiles files = identity.getValue();
            try {
                loaded.put(identity.getKey(), load(identity.getKey(), files));
                warnOfPermissions(files.place(), files.privateKey());
                files.passphraseFile().ifPresent(file -> warnOfPermissions(files.place(), file));
            } catch (CredentialException e) {
                complain(files.place(), "the identity '" + identity.getKey() + "': ", e);
            }
        }
        Presentation nobody = before.get(Settings.NO_IDENTITY);
        loaded.put(Settings.NO_IDENTITY, nobody == null ? Presentation.withoutLeaf() : nobody);
        return loaded;
    }

    private Presentation load(String name, IdentityFiles files) throws CredentialException {
        Presentation old = before.get(name);
        return old != null && old.isOf(files) && !old.changedOnDisk() ? old : Presentation.load(files);
    }

    /** The web server's files; its socket is opened, and they are read again, when it starts. */
    void checkWeb() {
        config.web().tls().ifPresent(this::checkTls);
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    private void checkTls(WebTls tls) {
        try {
            KeyFilePermissions.refusePipe(tls.certFile());
            KeyFilePermissions.refusePipe(tls.keyFile());
            Credential.ofServer(tls.certFile(), tls.keyFile());
            warnOfPermissions(tls.place(), tls.keyFile());
        } catch (CredentialException e) {
            complain(tls.place(), "'web.tls': ", e);
        }
        if (tls.clientCaFile().isPresent()) {
            try {
                KeyFilePermissions.refusePipe(tls.clientCaFile().get());
                Certificates.read(tls.clientCaFile().get());
            } catch (CredentialException e) {
                complain(tls.place(), "'web.tls.client-ca-file': ", e);
            }
        }
    }

    private void warnOfPermissions(Place place, Path file) {
        KeyFilePermissions.warning(file).ifPresent(warning -> warnings.add(place + ": " + warning));
    }

    private void complain(Place place, String what, CredentialException e) {
        complaints.add(place + ": " + Printable.whole(what + e.getMessage()));
    }
}
