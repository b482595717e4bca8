package dev.originpull.configgen.catalog;

/**
 * What a whole site needs to name besides the client certificates' CA, all on the server's host.
 *
 * @param certificate the server's own certificate and chain, PEM
 * @param privateKey the key of {@code certificate}, PEM
 * @param log the access log that the option {@code log} writes
 * @param root the directory whose files the site serves
 * @param port to listen on, 1 to 65535
 */
public record Site(ServerPath certificate, ServerPath privateKey, ServerPath log, ServerPath root, int port) {
    public Site {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not within 1 to 65535");
        }
    }

    public Site withCertificate(ServerPath newCertificate, ServerPath newPrivateKey) {
        return new Site(newCertificate, newPrivateKey, log, root, port);
    }

    public Site withLog(ServerPath newLog) {
        return new Site(certificate, privateKey, newLog, root, port);
    }

    public Site withRoot(ServerPath newRoot) {
        return new Site(certificate, privateKey, log, newRoot, port);
    }

    public Site withPort(int newPort) {
        return new Site(certificate, privateKey, log, root, newPort);
    }
}
