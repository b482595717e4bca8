package dev.originpull.agent.rollout;

import dev.originpull.agent.config.Printable;
import dev.originpull.configgen.locate.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The parts of the configuration that answer for the hostname answer for nobody else. */
record OwnBlock(String hostname) implements Gate {
    @Override
    public GateName name() {
        return GateName.OWN_BLOCK;
    }

    @Override
    public Finding look(Sight sight) {
        List<String> foreign = new ArrayList<>();
        List<String> shared = new ArrayList<>();
        for (Block block : sight.located().blocks()) {
            List<String> others = block.names().stream()
                    .filter(name -> !name.toLowerCase(Locale.ROOT).equals(hostname))
                    .map(Printable::of)
                    .toList();
            switch (block.match()) {
                case WILDCARD, DEFAULT -> foreign.add(foreign(block, others));
                case EXACT -> {
                    if (!others.isEmpty()) {
                        shared.add(String.join(", ", others) + " at " + place(block));
                    }
                }
            }
        }
        if (!foreign.isEmpty()) {
            return Finding.no(String.join("; ", foreign) + ": give " + hostname + " a block of its own");
        }
        if (!shared.isEmpty()) {
            return Finding.note("changes with it: " + String.join("; ", shared));
        }
        return Finding.holds("nothing else is served by "
                + sight.located().blocks().stream()
                        .map(OwnBlock::place)
                        .reduce((one, other) -> one + ", " + other)
                        .orElse("it"));
    }

    private static String foreign(Block block, List<String> others) {
        String all = others.isEmpty() ? "" : " (" + String.join(", ", others) + ")";
        return block.match() == Block.Match.WILDCARD
                ? place(block) + " serves it by a pattern, and everything else that fits" + all
                : place(block) + " serves it as the default of its address, and every name that nobody else has" + all;
    }

    private static String place(Block block) {
        return Printable.whole(block.place());
    }
}
