package dev.originpull.agent.rollout;

import dev.originpull.agent.config.Printable;
import dev.originpull.configgen.locate.Block;
import dev.originpull.configgen.render.Hostname;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts of the configuration that answer for the hostname answer for nobody else, but for hostnames that are configured here too.
 *
 * @param configured the hostnames of originpull.yaml's origins
 */
record OwnBlock(String hostname, Set<String> configured) implements Gate {
    OwnBlock {
        configured = Set.copyOf(configured);
    }

    @Override
    public GateName name() {
        return GateName.OWN_BLOCK;
    }

    @Override
    public Finding look(Sight sight) {
        List<String> foreign = new ArrayList<>();
        List<String> shared = new ArrayList<>();
        for (Block block : sight.located().blocks()) {
            switch (block.match()) {
                case WILDCARD -> foreign.add(block(block, "serves it by a pattern, and everything else that fits"));
                case DEFAULT ->
                    foreign.add(block(
                            block, "serves it as the default of its address, and every name that nobody else has"));
                case EXACT -> {
                    patterns(block, foreign);
                    named(block, foreign, shared);
                    beside(block, shared);
                }
            }
        }
        if (!foreign.isEmpty()) {
            return Finding.no(String.join("; ", foreign));
        }
        if (!shared.isEmpty()) {
            return Finding.note(String.join("; ", shared));
        }
        return Finding.holds("nothing else is served by "
                + sight.located().blocks().stream()
                        .map(OwnBlock::place)
                        .reduce((one, other) -> one + ", " + other)
                        .orElse("it"));
    }

    private String block(Block block, String serves) {
        String others = shown(block.names().stream().filter(name -> !isIt(name)));
        return place(block) + " " + serves + (others.isEmpty() ? "" : " (" + others + ")") + ": give " + hostname
                + " a block of its own";
    }

    private void patterns(Block block, List<String> foreign) {
        if (!block.patterns().isEmpty()) {
            foreign.add(place(block) + " also serves whatever fits " + shown(block.patterns().stream()) + ": give "
                    + hostname + " a block of its own");
        }
    }

    private void named(Block block, List<String> foreign, List<String> shared) {
        List<String> others = block.hostnames().stream()
                .map(Hostname::name)
                .filter(name -> !isIt(name))
                .toList();
        String strangers = shown(others.stream().filter(name -> !configured.contains(name)));
        String known = shown(others.stream().filter(configured::contains));
        if (!strangers.isEmpty()) {
            foreign.add(place(block) + " also serves " + strangers
                    + ", which would change with it: add what may change to 'origins:' of originpull.yaml, "
                    + "or give it a block of its own");
        }
        if (!known.isEmpty()) {
            shared.add("changes with it: " + known + " at " + place(block));
        }
    }

    /** What comes to the block without a name that somebody configured. */
    private void beside(Block block, List<String> shared) {
        List<String> askable = block.hostnames().stream().map(Hostname::name).toList();
        String others = shown(block.names().stream()
                .filter(name -> !askable.contains(name.toLowerCase(Locale.ROOT))
                        && !block.patterns().contains(name)
                        && name.chars().anyMatch(Character::isLetterOrDigit)));
        if (!others.isEmpty()) {
            shared.add("changes with it: " + others + " at " + place(block));
        }
        if (block.isDefault()) {
            shared.add(
                    place(block)
                            + " is the default of its address: names that no other block has there, and clients that send none, change with it");
        }
    }

    private boolean isIt(String name) {
        return name.toLowerCase(Locale.ROOT).equals(hostname);
    }

    private static String shown(Stream<String> names) {
        return names.map(Printable::of).collect(Collectors.joining(", "));
    }

    private static String place(Block block) {
        return Printable.whole(block.place());
    }
}
