package dev.originpull.configgen.install;

import dev.originpull.configgen.locate.AccessLog;
import dev.originpull.configgen.locate.Block;
import dev.originpull.configgen.locate.ConfigFile;
import dev.originpull.configgen.locate.Located;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The log that shows what became of each request's client certificate.
 *
 * @param files where it may be written already; the first one is what {@code directives} write
 * @param directives what has it written, for our file
 * @param outer what the block around all blocks must have for it; empty for a server that wants nothing there
 */
public record RequestLog(List<Path> files, String directives, Optional<String> outer) {
    public RequestLog {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a log without a file");
        }
    }

    /** What is to be done about it where a hostname is served. */
    sealed interface Fate {
        /** Our file has it written, and repeats the logs that the blocks would lose. */
        record Written(List<AccessLog> repeated) implements Fate {}

        /** Every block writes it without us. */
        record There(String place) implements Fate {}

        /** It cannot be had. */
        record Obstructed(String reason) implements Fate {}
    }

    Fate fate(Located located) {
        List<Block> blocks = located.blocks();
        if (blocks.stream().allMatch(block -> writer(block).isPresent())) {
            return new Fate.There(writer(blocks.get(0)).map(AccessLog::place).orElseThrow());
        }
        Optional<AccessLog> other = blocks.stream()
                .flatMap(block -> block.logging().inEffect())
                .filter(log -> log.writes(files.get(0)))
                .findFirst();
        if (other.isPresent()) {
            return new Fate.Obstructed(other.get().place() + " writes " + files.get(0)
                    + (other.get().verifies()
                            ? ", but not every block that answers for the hostname does: have them all write it"
                            : " in a format without the certificate: name a file of its own under 'origin-log.files'"));
        }
        Optional<String> obstacle = blocks.stream()
                .flatMap(block -> block.logging().obstacle().stream())
                .findFirst();
        if (obstacle.isPresent()) {
            return new Fate.Obstructed(obstacle.get());
        }
        List<List<String>> lost = blocks.stream()
                .map(block -> block.logging().inherited().stream()
                        .map(AccessLog::text)
                        .toList())
                .distinct()
                .toList();
        if (lost.size() > 1) {
            return new Fate.Obstructed("one of the blocks " + located.places()
                    + " has a log of its own and another inherits its log: give each a log of its own");
        }
        return new Fate.Written(blocks.get(0).logging().inherited());
    }

    private Optional<AccessLog> writer(Block block) {
        return block.logging()
                .inEffect()
                .filter(log -> log.verifies() && files.stream().anyMatch(log::writes))
                .findFirst();
    }

    /** For the end of our file. */
    String text(Fate.Written fate) {
        StringBuilder text = new StringBuilder();
        if (!fate.repeated().isEmpty()) {
            text.append("# A log in a block replaces the logs from outside of it. These keep them:\n");
            fate.repeated()
                    .forEach(
                            log -> text.append(ConfigFile.fromBytes(log.text())).append('\n'));
        }
        return text.append(directives.strip()).append('\n').toString();
    }

    /** Half a sentence on it. */
    String said(Fate fate) {
        if (fate instanceof Fate.Written written) {
            return "logs the verification result to " + files.get(0)
                    + (written.repeated().isEmpty()
                            ? ""
                            : ", and keeps the log of "
                                    + written.repeated().stream()
                                            .map(AccessLog::place)
                                            .collect(Collectors.joining(", ")));
        }
        return fate instanceof Fate.Obstructed obstructed
                ? "no log is added (" + obstructed.reason() + ")"
                : fate instanceof Fate.There there ? "the log is written by " + there.place() + " already" : "";
    }
}
