package dev.originpull.agent.verdict;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Observation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the software that ends TLS names itself, where that can be told; pure. */
final class ServerSoftware {
    /** The foot of NGINX's own error pages. */
    private static final Pattern NGINX_PAGE = Pattern.compile("<center>(nginx(?:/[0-9.]+)?)</center>");
    /** The foot of Apache httpd's own error pages ({@code ServerSignature On}). */
    private static final Pattern APACHE_PAGE = Pattern.compile("<address>(Apache(?:/[0-9.]+)?)[ <]");

    private ServerSoftware() {}

    /**
     * The name as a {@code Server} field has it (RFC 9110, 10.2.4), such as {@code nginx/1.22.1}; printable.
     *
     * <p>A refusal in the server's own words comes first: the field may be another's, behind a proxy that ends TLS. For the same
     * reason NGINX by its field only is not believed where a certificate was refused by an alert, which NGINX never does.
     */
    static Optional<String> of(List<Observation> observations) {
        List<HttpAnswer> answers = observations.stream()
                .filter(seen -> seen.ending() instanceof Ending.Answered)
                .map(seen -> HttpAnswer.of((Ending.Answered) seen.ending()))
                .toList();
        Optional<String> bySpeech = answers.stream()
                .flatMap(answer -> KnownRefusal.in(answer).stream().flatMap(known -> speaker(known, answer).stream()))
                .findFirst();
        boolean refusesByAlert = observations.stream()
                .anyMatch(seen -> seen.ending() instanceof Ending.Alerted
                        && Reading.of(seen).equals(new Reading.Refusal(false)));
        return bySpeech.or(() -> answers.stream()
                        .flatMap(answer -> answer.field("Server").or(() -> page(answer)).stream())
                        .findFirst()
                        .filter(name -> !(refusesByAlert && isNginx(name))))
                .map(Printable::of);
    }

    private static Optional<String> speaker(KnownRefusal known, HttpAnswer answer) {
        Optional<String> named = answer.field("Server").or(() -> page(answer));
        return switch (known) {
            case NGINX_NO_CERTIFICATE, NGINX_CERTIFICATE_ERROR ->
                Optional.of(named.filter(ServerSoftware::isNginx).orElse("nginx"));
            case APACHE_POST_HANDSHAKE ->
                Optional.of(named.filter(name -> name.startsWith("Apache")).orElse("Apache"));
            case STATUS_495, STATUS_496 -> Optional.empty();
        };
    }

    private static Optional<String> page(HttpAnswer answer) {
        for (Pattern pattern : List.of(NGINX_PAGE, APACHE_PAGE)) {
            Matcher foot = pattern.matcher(answer.body());
            if (foot.find()) {
                return Optional.of(foot.group(1));
            }
        }
        return Optional.empty();
    }

    private static boolean isNginx(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith("nginx");
    }
}
