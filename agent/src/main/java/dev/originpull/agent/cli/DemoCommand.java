package dev.originpull.agent.cli;

import dev.originpull.agent.cli.render.JsonFormat;
import dev.originpull.agent.cli.render.ReportFormat;
import dev.originpull.agent.cli.render.ReportSink;
import dev.originpull.agent.cli.render.TextFormat;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.demo.Behaviour;
import dev.originpull.agent.demo.Demo;
import dev.originpull.agent.demo.DemoCertificates;
import dev.originpull.agent.demo.DemoFiles;
import dev.originpull.agent.pki.Credential;
import dev.originpull.agent.pki.CredentialException;
import dev.originpull.agent.probe.Origin;
import dev.originpull.agent.report.Result;
import dev.originpull.agent.verdict.Judge;
import dev.originpull.agent.verdict.OriginReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what the program does, on origins of its own. */
@Command(
        name = "demo",
        header = "Show a probe of four small servers in this process.",
        customSynopsis = "originpull demo [OPTIONS]",
        description = {
            "",
            "Issues certificates, starts four small web servers in this process, probes them, and prints the configuration that fixes "
                    + "the wrong ones. Needs nothing installed and no network."
        },
        footer = {
            "",
            "Exit code: 0 if all four servers were classified correctly, 70 otherwise.",
            "",
            "Examples:",
            "  originpull demo",
            "  originpull demo --keep demo-certificates"
        })
final class DemoCommand implements Callable<Integer> {
    private static final Hostname HOSTNAME = new Hostname("app.example.com");

    private final Originpull top;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Write the certificates to this directory and keep them (default: they are removed).")
    private @Nullable Path keep;

    DemoCommand(Originpull top) {
        this.top = top;
    }

    @Override
    public Integer call() throws CommandException {
        Preparation.requireTls();
        try (DemoFolder folder = DemoFolder.open(Optional.ofNullable(keep))) {
            DemoCertificates certificates = DemoCertificates.issue(HOSTNAME, Clock.systemUTC());
            DemoFiles files = folder.write(certificates);
            Credential leaf = Credential.load(files.leaf(), files.key(), Optional.empty());
            try (Demo demo = Demo.start(HOSTNAME, certificates)) {
                return show(demo, folder, leaf).code();
            }
        } catch (CredentialException | IOException e) {
            throw CommandException.untold("the demo cannot run: " + e.getMessage(), e);
        }
    }

    private Exit show(Demo demo, DemoFolder folder, Credential leaf) throws CommandException {
        Console console = top.console();
        boolean told = top.output() == OutputKind.TEXT && !top.quiet();
        DemoStory story = new DemoStory(console, HOSTNAME);
        Map<Behaviour, Origin> origins = demo.origins();
        if (told) {
            story.begin(folder, origins);
        }
        Judge judge = new Judge(new TemplateRemedies(), chain -> false);
        Map<Behaviour, OriginReport> reports = demo.probe(leaf, "originpull/" + VersionLines.version(), judge);
        write(reports);
        if (told) {
            story.end();
        }
        return check(reports);
    }

    private void write(Map<Behaviour, OriginReport> reports) {
        Console console = top.console();
        ReportFormat format =
                top.output() == OutputKind.JSON ? new JsonFormat() : new TextFormat(console.terminal(), reports.size());
        ReportSink sink = new ReportSink(format, console.out(), reports.size());
        int index = 0;
        for (OriginReport report : reports.values()) {
            sink.put(index++, new Result.Judged(report));
        }
        sink.finish();
    }

    /** The demo is a test of the whole, too. */
    private Exit check(Map<Behaviour, OriginReport> reports) {
        Exit exit = Exit.DONE;
        for (Map.Entry<Behaviour, OriginReport> shown : reports.entrySet()) {
            OriginReport report = shown.getValue();
            if (report.mode() != shown.getKey().mode()) {
                top.console()
                        .error("a bug in originpull: the origin that "
                                + shown.getKey().story() + " is "
                                + shown.getKey().mode().word() + ", and was judged to be "
                                + report.mode().word() + ": " + report.reason()
                                + " Please report it with what originpull demo -o json prints.");
                exit = Exit.BUG;
            }
        }
        return exit;
    }
}
