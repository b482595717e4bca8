package dev.originpull.agent.monitor;

import dev.originpull.agent.config.Address;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.Target;
import dev.originpull.agent.probe.Origin;
import dev.originpull.agent.report.Result;
import dev.originpull.configgen.catalog.Stage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns names into addresses: every one that a name has. */
public final class Resolver {
    private final Lookups lookups;

    public Resolver(Lookups lookups) {
        this.lookups = lookups;
    }

    /** What a target comes to. */
    public sealed interface Place {
        /** Equal for places that need not be looked at twice. */
        String key();
    }

    /** An address to probe. */
    public record Found(Origin origin, Optional<Stage> expected) implements Place {
        @Override
        public String key() {
            return origin.endpoint() + " " + origin.hostname()
                    + expected.map(stage -> " " + stage.word()).orElse("");
        }
    }

    /** A name without one. */
    public record Lost(Result.Unresolved result) implements Place {
        @Override
        public String key() {
            return result.address() + " " + result.hostname();
        }
    }

    /** The places of all targets in their order, each once. */
    public List<Place> resolve(List<Target> targets) throws InterruptedException {
        Map<Hostname, Lookups.Answer> answers = lookups.of(names(targets));
        // By text: the first hash of a record costs a start-up more than all of this.
        Map<String, Place> places = new LinkedHashMap<>();
        for (Target target : targets) {
            if (target.address() instanceof Address.Literal literal) {
                Found found = found(target, literal.ip());
                places.putIfAbsent(found.key(), found);
            } else if (target.address() instanceof Address.Name name) {
                places(target, name, answers.get(name.name())).forEach(place -> places.putIfAbsent(place.key(), place));
            }
        }
        return List.copyOf(places.values());
    }

    private static List<Hostname> names(List<Target> targets) {
        return targets.stream()
                .map(Target::address)
                .filter(Address.Name.class::isInstance)
                .map(Address.Name.class::cast)
                .map(Address.Name::name)
                .toList();
    }

    private static List<Place> places(Target target, Address.Name name, Lookups.@Nullable Answer answer) {
        List<Place> places = new ArrayList<>();
        if (answer instanceof Lookups.Addresses found) {
            found.addresses().forEach(ip -> places.add(found(target, ip)));
        } else if (answer instanceof Lookups.NoAnswer none) {
            places.add(lost(target, name, none.why()));
        }
        return places;
    }

    private static Found found(Target target, InetAddress ip) {
        return new Found(
                new Origin(new InetSocketAddress(ip, target.address().port()), target.hostname()), target.expected());
    }

    private static Lost lost(Target target, Address.Name name, String why) {
        String reason = name + " cannot be probed: " + why + ".";
        return new Lost(new Result.Unresolved(name, target.hostname(), target.expected(), reason));
    }
}
