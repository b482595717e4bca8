package dev.originpull.it.locate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.configgen.install.Bytes;
import dev.originpull.configgen.install.Hook;
import dev.originpull.configgen.locate.Block;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.LocateException;
import dev.originpull.configgen.locate.Locators;
import dev.originpull.configgen.render.Hostname;
import dev.originpull.configgen.run.ServerProgram;
import dev.originpull.it.pki.TestPki;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** The blocks of the tests' hostname on a server of this machine. */
record Located(ServerProgram program, Hook hook, List<Block> blocks) {
    static Located on(ServerProgram program, String hook) throws LocateException, InterruptedException {
        return new Located(
                program,
                new Hook(hook),
                Locators.of(program)
                        .locate(new Hostname(TestPki.HOSTNAME), hook)
                        .blocks());
    }

    /** What the block holds that answers on a port of 127.0.0.1. */
    String blockAt(int port) throws IOException {
        Block block = blocks.stream()
                .filter(one -> one.listeners().contains(new Listener("127.0.0.1", port))
                        || one.listeners().contains(new Listener(Listener.ANY_V4, port)))
                // The address comes before the wildcard.
                .min(Comparator.comparing(one -> !one.listeners().contains(new Listener("127.0.0.1", port))))
                .orElseThrow();
        String text = Files.readString(block.file(), StandardCharsets.ISO_8859_1);
        long start = text.lines()
                .limit(block.line() - 1L)
                .mapToLong(line -> line.length() + 1L)
                .sum();
        return text.substring(Math.toIntExact(start), block.closing());
    }

    /** Puts the line in and takes it out again, and has the server test its configuration at each step. */
    void takeTheLine() throws IOException, LocateException, InterruptedException {
        for (Path file : blocks.stream().map(Block::file).distinct().toList()) {
            byte[] before = Files.readAllBytes(file);
            Files.write(
                    file,
                    hook.into(
                                    Bytes.of(before),
                                    blocks.stream()
                                            .filter(block -> block.file().equals(file))
                                            .toList())
                            .toArray());
            assertThat(program.test()).matches(ran -> ran.succeeded(), "passes with the line");
            assertThat(on(program, hook.line()).blocks())
                    .filteredOn(block -> block.file().equals(file))
                    .allMatch(Block::hooked);

            Files.write(file, hook.outOf(Bytes.of(Files.readAllBytes(file))).toArray());
            assertThat(Files.readAllBytes(file)).isEqualTo(before);
        }
        assertThat(program.test()).matches(ran -> ran.succeeded(), "passes without the line");
    }
}
