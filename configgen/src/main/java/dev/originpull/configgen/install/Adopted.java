package dev.originpull.configgen.install;

import dev.originpull.configgen.locate.Block;
import dev.originpull.configgen.locate.ConfigFile;
import dev.originpull.configgen.locate.Existing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The user's own directives, whose place our file takes, and what of them stays in force. */
final class Adopted {
    private static final String KEPT = "# Kept from ";

    private Adopted() {}

    /** Takes them out of the file. */
    static List<Splice> splices(Bytes file, List<Block> blocks) {
        String text = file.text();
        List<Existing> all = blocks.stream()
                .flatMap(block -> block.existing().stream())
                .distinct()
                .sorted(Comparator.comparingInt(Existing::start))
                .toList();
        List<Splice> splices = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < all.size(); i++) {
            Existing existing = all.get(i);
            if (existing.end() > text.length() || !text.startsWith(existing.name(), existing.start())) {
                throw new IllegalArgumentException(existing.place() + ": the file is another");
            }
            // Several in one line go together, and the line with them.
            if (i + 1 == all.size()
                    || !isGap(text, existing.end(), all.get(i + 1).start())) {
                splices.add(Splice.without(text, all.get(first).start(), existing.end()));
                first = i + 1;
            }
        }
        return splices;
    }

    private static boolean isGap(String text, int from, int to) {
        return from <= to && text.substring(from, to).chars().allMatch(c -> c == ' ' || c == '\t');
    }

    /** What stands for our line where the file has been edited since: for each block that gets the line, in their order. */
    static List<String> insteadOfHooks(List<Block> blocks) {
        boolean none = blocks.stream().allMatch(block -> block.existing().isEmpty());
        return none
                ? List.of()
                : blocks.stream()
                        .filter(block -> !block.hooked())
                        .sorted(Comparator.comparingInt(Block::closing))
                        .map(block -> block.existing().stream()
                                .map(existing -> ConfigFile.fromBytes(existing.text()))
                                .collect(Collectors.joining("\n")))
                        .toList();
    }

    /** What our file keeps of them, for its end: the lists of revoked certificates, from now and from before. */
    static String kept(List<Block> blocks, Optional<Bytes> fragment) {
        Map<String, String> origins = new LinkedHashMap<>();
        String origin = "";
        for (String line : fragment.map(Adopted::lines).orElse(List.of())) {
            if (origin.startsWith(KEPT)) {
                origins.putIfAbsent(line, origin);
            }
            origin = line;
        }
        for (Block block : blocks) {
            for (Existing existing : block.existing()) {
                if (existing.revokes()) {
                    origins.putIfAbsent(oneLine(existing), KEPT + existing.place());
                }
            }
        }
        return origins.entrySet().stream()
                .map(each -> each.getValue() + "\n" + each.getKey() + "\n")
                .collect(Collectors.joining());
    }

    private static List<String> lines(Bytes text) {
        return new String(text.toArray(), StandardCharsets.UTF_8).lines().toList();
    }

    private static String oneLine(Existing existing) {
        return ConfigFile.fromBytes(existing.text()).replaceAll("\\s*\\R\\s*", " ");
    }

    /** {@code file:line: `ssl_verify_client on;`} of each, for people. */
    static String places(List<Block> blocks) {
        return blocks.stream()
                .flatMap(block -> block.existing().stream())
                .map(existing -> existing.place() + ": `" + oneLine(existing) + "`")
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
