package dev.originpull.agent.web.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.originpull.agent.monitor.Look;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A look's report, read back from its JSON. It may be another version's: what it does not say is missing, and no error. */
record StoredReport(JsonNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static StoredReport of(Look look) {
        try {
            return new StoredReport(JSON.readTree(look.json()));
        } catch (JsonProcessingException e) {
            return new StoredReport(MissingNode.getInstance());
        }
    }

    String reason() {
        return json.path("reason").asText();
    }

    /** The worst first. */
    List<FindingView> findings() {
        List<FindingView> findings = new ArrayList<>();
        for (JsonNode finding : json.path("findings")) {
            findings.add(new FindingView(
                    finding.path("code").asText(),
                    finding.path("severity").asText(),
                    finding.path("message").asText(),
                    finding.path("fix").asText()));
        }
        return findings;
    }

    List<AttemptView> attempts() {
        return AttemptView.of(json.path("attempts"));
    }

    /** Whom the origin names as issuers that it would take certificates of. */
    List<String> acceptableIssuers() {
        for (JsonNode attempt : json.path("attempts")) {
            JsonNode issuers = attempt.path("acceptableIssuers");
            if (!issuers.isEmpty()) {
                List<String> names = new ArrayList<>();
                issuers.forEach(name -> names.add(name.asText()));
                return names;
            }
        }
        return List.of();
    }

    Optional<CertificateView> serverCertificate(Instant now) {
        JsonNode certificate = json.path("serverCertificate");
        if (!certificate.isObject()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CertificateView(
                    certificate.path("subject").asText(),
                    certificate.path("issuer").asText(),
                    Expiry.of(Instant.parse(certificate.path("notAfter").asText()), now),
                    certificate.path("matchesHostname").asBoolean(),
                    certificate.path("trusted").asBoolean()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
