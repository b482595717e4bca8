package dev.originpull.agent.config;

import dev.originpull.configgen.catalog.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code origins:}. */
final class OriginsReading {
    private record Served(Address address, Hostname hostname) {}

    private final Map<Served, Integer> lines = new HashMap<>();

    private OriginsReading() {}

    static List<OriginEntry> read(Section file) {
        OriginsReading reading = new OriginsReading();
        List<OriginEntry> origins = new ArrayList<>();
        for (Section origin : file.sections("origins", Keys.ORIGIN)) {
            reading.origin(origin).ifPresent(origins::add);
        }
        return origins;
    }

    private Optional<OriginEntry> origin(Section origin) {
        List<Section.Word> words = origin.words("addresses");
        Optional<Hostname> hostname = origin.required("hostname", whose(words), Hostname::parse);
        List<Address> addresses = new ArrayList<>();
        for (Section.Word word : words) {
            origin.parsed(origin.named("addresses"), word, Address::parse)
                    .filter(address -> hostname.map(name -> isNew(origin, word, address, name))
                            .orElse(true))
                    .ifPresent(addresses::add);
        }
        Optional<Stage> expected = origin.text("expect", StageWord::parse);
        String path = origin.text("path", RequestPath::check).orElse(RequestPath.DEFAULT);
        Optional<String> identity = origin.text("identity", name -> name);
        Optional<ProxyProtocol> proxyProtocol = origin.text("proxy-protocol", ProxyProtocol::parse);
        if (words.isEmpty() && (!origin.has("addresses") || origin.isEmptyList("addresses"))) {
            origin.complain(
                    origin.line("addresses"),
                    "'" + origin.named("addresses") + "' names no address: list where "
                            + hostname.map(Hostname::name).orElse("the hostname") + " is served, as in [203.0.113.10]");
        }
        if (hostname.isEmpty() || addresses.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new OriginEntry(hostname.get(), addresses, expected, path, identity, proxyProtocol, origin.place()));
    }

    private boolean isNew(Section origin, Section.Word word, Address address, Hostname hostname) {
        Integer before = lines.putIfAbsent(new Served(address, hostname), word.line());
        if (before != null) {
            origin.complain(
                    word.line(),
                    address + " stands here a second time for " + hostname + ": it stands in line " + before
                            + ", too; leave one out");
        }
        return before == null;
    }

    private static String whose(List<Section.Word> addresses) {
        return "say which hostname is served"
                + (addresses.isEmpty()
                        ? ""
                        : " at " + Printable.of(addresses.get(0).text()));
    }
}
