package dev.originpull.agent.cli;

import dev.originpull.agent.config.ProxyProtocol;
import dev.originpull.agent.config.RequestPath;
import dev.originpull.agent.probe.Approach;
import dev.originpull.agent.probe.Approach.AlpnOffer;
import dev.originpull.agent.probe.Approach.TlsOffer;
import dev.originpull.agent.probe.Approach.Wire;
import dev.originpull.agent.probe.Origin;
import java.util.Locale;
import java.util.Optional;

/**
 * How origins are talked to.
 *
 * @param path checked by {@link #path}
 * @param proxyProtocol the header that is sent first; empty for none
 */
record ProbeChoices(String path, Protocol protocol, Alpn alpn, Tls tls, Optional<ProxyProtocol> proxyProtocol) {
    enum Protocol {
        HTTP,
        RAW;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum Alpn {
        HTTP_1_1("http/1.1"),
        H2("h2"),
        AUTO("auto");

        private final String word;

        Alpn(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    enum Tls {
        ONLY_1_2("1.2"),
        ONLY_1_3("1.3"),
        AUTO("auto");

        private final String word;

        Tls(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /**
     * Checks a path.
     *
     * @param option where it was given
     */
    static String path(String option, String text) throws CommandException {
        try {
            return RequestPath.check(text);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage(option + " " + e.getMessage(), e);
        }
    }

    Approach approach(Origin origin) {
        return Approach.https(origin, path)
                .over(protocol == Protocol.RAW ? Wire.RAW : Wire.HTTP)
                .offering(alpn == Alpn.H2 ? AlpnOffer.H2 : AlpnOffer.HTTP_1_1)
                .offering(
                        switch (tls) {
                            case ONLY_1_2 -> TlsOffer.ONLY_1_2;
                            case ONLY_1_3 -> TlsOffer.ONLY_1_3;
                            case AUTO -> TlsOffer.ALL;
                        })
                .behind(proxyProtocol);
    }

    /** The same for origins whose path and header are these, unless the command line names a header. */
    ProbeChoices at(String otherPath, Optional<ProxyProtocol> configured) {
        return new ProbeChoices(otherPath, protocol, alpn, tls, proxyProtocol.or(() -> configured));
    }

    boolean h2WhereNeeded() {
        return alpn == Alpn.AUTO;
    }
}
