package dev.originpull.configgen.render;

import dev.originpull.configgen.catalog.InvalidValueException;
import dev.originpull.configgen.catalog.ServerPath;
import dev.originpull.configgen.catalog.Site;
import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.catalog.Version;
import java.util.List;
import java.util.Optional;

/** Builds a request of which a test names only what it is about. */
final class Requests {
    private final Stage stage;
    private Optional<ServerPath> caFile;
    private Optional<Hostname> hostname = Optional.empty();
    private Optional<Version> version = Optional.empty();
    private int depth = 1;
    private Optional<ServerPath> crlFile = Optional.empty();
    private boolean log;
    private boolean full;
    private Optional<Site> site = Optional.empty();
    private List<String> command = List.of("originpull", "generate");

    private Requests(Stage stage, Optional<ServerPath> caFile) {
        this.stage = stage;
        this.caFile = caFile;
    }

    static Requests at(Stage stage) throws InvalidValueException {
        return new Requests(stage, Optional.of(ServerPath.parse("/etc/ssl/origin-pull-ca.pem")));
    }

    Requests ca(String path) throws InvalidValueException {
        caFile = Optional.of(ServerPath.parse(path));
        return this;
    }

    Requests withoutCa() {
        caFile = Optional.empty();
        return this;
    }

    Requests hostname(String name) throws InvalidValueException {
        hostname = Optional.of(Hostname.parse(name));
        return this;
    }

    Requests version(String text) throws InvalidValueException {
        version = Optional.of(Version.parse(text));
        return this;
    }

    Requests depth(int certificates) {
        depth = certificates;
        return this;
    }

    Requests crl(String path) throws InvalidValueException {
        crlFile = Optional.of(ServerPath.parse(path));
        return this;
    }

    Requests log() {
        log = true;
        return this;
    }

    Requests full() {
        full = true;
        return this;
    }

    Requests site(Site places) {
        site = Optional.of(places);
        return this;
    }

    Requests command(String... words) {
        command = List.of(words);
        return this;
    }

    Request build() {
        return new Request(
                stage, caFile, hostname, version, depth, crlFile, log, full, site, new Provenance("1.2.3", command));
    }
}
