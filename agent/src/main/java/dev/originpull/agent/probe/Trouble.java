package dev.originpull.agent.probe;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Reads an exception of Netty, BoringSSL or the kernel as the fact that it stands for. */
final class Trouble {
    private static final Pattern BORINGSSL_ERROR = Pattern.compile("error:([0-9a-fA-F]{8}):[^:]*:[^:]*:([A-Z0-9_]+)");
    private static final int SSL_LIBRARY = 0x10;
    /** Reads the key of the server's certificate; the keys of this side are read before there is a connection. */
    private static final int PUBLIC_KEY_LIBRARY = 0x06;
    /** BoringSSL's reason for an alert from the peer is this plus the alert's number (SSL_AD_REASON_OFFSET). */
    private static final int ALERT_OFFSET = 1000;
    /** Causes may run in a circle. */
    private static final int DEEPEST = 20;

    private Trouble() {}

    /**
     * The ending that an exception stands for.
     *
     * @param phase how far the attempt had come
     * @param cause what went wrong
     */
    static Ending ending(Phase phase, Throwable cause) {
        int depth = 0;
        for (Throwable each = cause; each != null && depth < DEEPEST; each = each.getCause(), depth++) {
            Optional<Ending> alert = alert(phase, each);
            if (alert.isPresent()) {
                return alert.get();
            }
        }
        Throwable root = cause;
        for (depth = 0; root.getCause() != null && depth < DEEPEST; depth++) {
            root = root.getCause();
        }
        if (root instanceof ClosedChannelException || isClosedEngine(root)) {
            return new Ending.Closed(phase, false);
        }
        if (root instanceof LinkageError) {
            return new Ending.Hindered("this machine cannot load BoringSSL: " + root.getMessage());
        }
        String message = String.valueOf(root.getMessage()).toLowerCase(Locale.ROOT);
        if (root instanceof IOException && (message.contains("reset") || message.contains("broken pipe"))) {
            return new Ending.Closed(phase, true);
        }
        if (root instanceof SSLException) {
            return new Ending.Unreachable("TLS failed: " + tlsReason(root));
        }
        Optional<String> hindrance = hindrance(message);
        return hindrance.isPresent()
                ? new Ending.Hindered(hindrance.get())
                : new Ending.Unreachable(networkReason(root, message));
    }

    /**
     * Whether BoringSSL found that the certificate it was given fits nothing that the origin takes: in TLS 1.3 by its signature
     * algorithms, before by the kinds of keys too.
     */
    static boolean isUnpresentable(Throwable cause) {
        Throwable each = cause;
        for (int depth = 0; each != null && depth < DEEPEST; each = each.getCause(), depth++) {
            String message = String.valueOf(each.getMessage());
            if (message.contains("NO_COMMON_SIGNATURE_ALGORITHMS") || message.contains("UNKNOWN_CERTIFICATE_TYPE")) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> hindrance(String message) {
        if (message.contains("too many open files")) {
            return Optional.of("this machine has no file descriptor left (ulimit -n)");
        }
        if (message.contains("cannot assign requested address")) {
            return Optional.of("this machine has no free port or no address of that family left");
        }
        return Optional.empty();
    }

    private static Optional<Ending> alert(Phase phase, Throwable cause) {
        Matcher error = BORINGSSL_ERROR.matcher(String.valueOf(cause.getMessage()));
        if (!error.find()) {
            return Optional.empty();
        }
        int code = Integer.parseUnsignedInt(error.group(1), 16);
        int reason = code & 0xFFF;
        if (code >>> 24 != SSL_LIBRARY || reason < ALERT_OFFSET) {
            return Optional.empty();
        }
        return Optional.of(new Ending.Alerted(new Alert(reason - ALERT_OFFSET), phase == Phase.ANSWER));
    }

    private static boolean isClosedEngine(Throwable root) {
        return root instanceof SSLException
                && String.valueOf(root.getMessage()).toLowerCase(Locale.ROOT).contains("closed");
    }

    private static String tlsReason(Throwable root) {
        String message = String.valueOf(root.getMessage());
        Matcher error = BORINGSSL_ERROR.matcher(message);
        if (!error.find()) {
            return message;
        }
        String reason = error.group(2).toLowerCase(Locale.ROOT).replace('_', ' ');
        int library = Integer.parseUnsignedInt(error.group(1), 16) >>> 24;
        if (reason.equals("excessive message size")) {
            return "the server's certificate chain is too long for BoringSSL, which Cloudflare's edge uses (" + reason
                    + ")";
        }
        return library == PUBLIC_KEY_LIBRARY || reason.equals("cannot parse leaf cert")
                ? "BoringSSL, which Cloudflare's edge uses, cannot read the server's own certificate ("
                        + reason.replace(" leaf cert", "")
                        + ")"
                : reason;
    }

    private static String networkReason(Throwable root, String message) {
        if (message.contains("refused")) {
            return "connection refused";
        }
        if (root instanceof NoRouteToHostException || message.contains("no route") || message.contains("unreachable")) {
            return message.contains("network") ? "network is unreachable" : "no route to host";
        }
        return root instanceof ConnectException ? "connection failed: " + message : message;
    }
}
