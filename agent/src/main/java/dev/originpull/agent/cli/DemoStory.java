package dev.originpull.agent.cli;

import dev.originpull.agent.cli.render.Prose;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.demo.Behaviour;
import dev.originpull.agent.generate.CommandWords;
import dev.originpull.agent.probe.Origin;
import dev.originpull.configgen.catalog.ServerPath;
import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.render.Request;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The text around the demo's reports. */
final class DemoStory {
    private static final String SERVER = "nginx";
    private static final ServerPath CA_FILE = new ServerPath("/etc/nginx/origin-pull-ca.pem");

    private final Console console;
    private final Hostname hostname;
    private final Prose prose;

    DemoStory(Console console, Hostname hostname) {
        this.console = console;
        this.hostname = hostname;
        this.prose = new Prose(console.out(), console.terminal());
    }

    /** Up to the reports. */
    void begin(DemoFolder folder, Map<Behaviour, Origin> origins) {
        prose.paragraph(
                "A web server behind Cloudflare should accept only Cloudflare. originpull checks whether yours does. "
                        + "This demo starts four small servers on this machine and probes them.");

        prose.heading("1. Certificates");
        Map<String, String> files = new LinkedHashMap<>();
        files.put(name(folder.files().ca()), "the CA that your servers trust");
        files.put(name(folder.files().leaf()), "the leaf: the client certificate that Cloudflare presents to them");
        files.put(name(folder.files().key()), "the leaf's private key");
        prose.terms(files);
        prose.paragraph(
                folder.isKept()
                        ? "They are kept in " + folder.path() + "."
                        : "They are in " + folder.path() + " until the demo ends; --keep DIR keeps them.");

        prose.heading("2. Servers");
        Map<String, String> servers = new LinkedHashMap<>();
        origins.forEach((behaviour, origin) -> servers.put(origin.endpoint(), behaviour.story()));
        prose.terms(servers);

        prose.heading("3. Probe");
        prose.literal(probe(origins.values().iterator().next().endpoint() + " ..."));
        prose.paragraph(
                "The probe connects three times to each server: with the leaf, with nothing, and with a forged leaf, "
                        + "whose CA has the right name but another key. A server is REQUIRED only if it accepts the leaf alone.");
        prose.gap();
    }

    /** What comes after the reports. */
    void end() throws CommandException {
        prose.heading("4. Fix");
        prose.paragraph("With these lines, NGINX requires certificates. For other servers: originpull generate --list");
        prose.gap();
        console.out().print(configuration());

        prose.heading("5. Next");
        prose.literal(probe("203.0.113.10"));
        prose.paragraph(
                "Use your server's own address and hostname, and the leaf that you uploaded to Cloudflare. Without "
                        + "--cert and --key, the probe presents only nothing and a forged leaf.");
    }

    private String probe(String address) {
        return "originpull probe " + address + " --hostname " + hostname
                + " \\\n    --cert leaf.pem --key leaf.key --expect required";
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private String configuration() throws CommandException {
        CommandWords words = new CommandWords("originpull", "generate", SERVER)
                .option("--stage", Optional.of(Stage.REQUIRED))
                .option("--ca-file", Optional.of(CA_FILE))
                .option("--hostname", Optional.of(hostname));
        Request request = new Request(
                Stage.REQUIRED,
                Optional.of(CA_FILE),
                Optional.of(new dev.originpull.configgen.render.Hostname(hostname.name())),
                Optional.empty(),
                1,
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                words.provenance(VersionLines.version()));
        return Templates.load(Optional.empty()).configuration(SERVER, request);
    }
}
