package dev.originpull.agent.monitor.originlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** An access log holds what strangers sent, and its file is moved, cut and replaced at any moment. */
class HostileLogTest {
    private static final String JSON_LINE = "{\"time\":\"2026-11-28T18:00:00+00:00\",\"client\":\"192.0.2.1\","
            + "\"host\":\"app.example.com\",\"verify\":\"SUCCESS\"}";
    private static final String PAIRS_LINE =
            "time=\"2026-11-28T18:00:00+0000\" client=\"192.0.2.1\" host=\"app.example.com\" verify=\"NONE\"";

    @Provide
    Arbitrary<String> lines() {
        Arbitrary<String> part = Arbitraries.of(
                "{",
                "}",
                "\"",
                "\\",
                "\\u0000",
                ":",
                ",",
                "=\"",
                "\" ",
                "client",
                "host",
                "verify",
                "time",
                "[",
                "]",
                "1e999",
                "null",
                "\u0000",
                "\u001b",
                "\u00ff",
                JSON_LINE,
                PAIRS_LINE,
                "-",
                " ");
        Arbitrary<String> cut = Arbitraries.of(JSON_LINE, PAIRS_LINE)
                .flatMap(
                        line -> Arbitraries.integers().between(0, line.length()).map(end -> line.substring(0, end)));
        return Arbitraries.oneOf(
                part.list().ofMaxSize(12).map(words -> String.join("", words)),
                cut,
                Arbitraries.strings().ofMaxLength(200));
    }

    @Property(tries = 5_000)
    void readsOrPassesOverAnyLine(@ForAll("lines") String line) {
        LogLine.parse(line).ifPresent(read -> {
            assertThat(read.client()).isNotNull();
            // Any text is a time or none.
            read.instant();
        });
        new LogLine("", "", "", line).instant();
    }

    /** However a file comes in pieces, its lines are the same. */
    @Property(tries = 1_000)
    void putsLinesTogetherFromAnyPieces(
            @ForAll("lines") String one, @ForAll("lines") String other, @ForAll @Size(max = 20) List<Byte> sizes) {
        byte[] bytes = (one + "\n" + other + "\r\n" + one + "\n").getBytes(StandardCharsets.ISO_8859_1);
        List<String> whole = new ArrayList<>();
        new LineBuffer().add(ByteBuffer.wrap(bytes), whole::add, () -> whole.add("too long"));
        List<String> pieced = new ArrayList<>();
        LineBuffer buffer = new LineBuffer();
        int at = 0;
        for (byte size : sizes) {
            int length = Math.min(bytes.length - at, size & 0xFF);
            buffer.add(ByteBuffer.wrap(bytes, at, length), pieced::add, () -> pieced.add("too long"));
            at += length;
        }
        buffer.add(ByteBuffer.wrap(bytes, at, bytes.length - at), pieced::add, () -> pieced.add("too long"));

        assertThat(pieced).isEqualTo(whole);
        assertThat(whole).hasSize((int) new String(bytes, StandardCharsets.ISO_8859_1)
                .chars()
                .filter(c -> c == '\n')
                .count());
    }

    private enum Deed {
        APPEND,
        APPEND_HALF,
        CUT,
        RENAME,
        DELETE,
        FOLDER,
        CREATE,
        POLL,
        POLL_A_LITTLE
    }

    /** No order of what a server, logrotate or a person does ends the following or counts a line twice. */
    @Property(tries = 500)
    void followsAFileWhateverIsDoneToIt(@ForAll @Size(max = 40) List<Deed> deeds) throws IOException {
        Path folder = Files.createTempDirectory("originpull-log");
        Path file = folder.resolve("access.log");
        AtomicInteger written = new AtomicInteger();
        List<String> read = new ArrayList<>();
        FollowedFile followed = new FollowedFile(file, read::add, Clock.systemUTC());
        try {
            for (Deed deed : deeds) {
                act(deed, file, written, followed);
            }
            followed.poll(Long.MAX_VALUE);
            // Of a file that was cut and has grown again since, the first line read may be the end of one: as with tail
            // -F.
            List<String> lines =
                    read.stream().filter(line -> line.matches("line \\d+")).toList();
            assertThat(lines).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(written.get());
        } finally {
            followed.close();
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private static void act(Deed deed, Path file, AtomicInteger written, FollowedFile followed) throws IOException {
        boolean regular = Files.isRegularFile(file);
        switch (deed) {
            case APPEND -> append(file, "line " + written.incrementAndGet() + "\n");
            case APPEND_HALF -> append(file, "half");
            case CUT -> {
                if (regular) {
                    Files.write(file, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
                }
            }
            case RENAME -> {
                if (regular) {
                    Files.move(file, file.resolveSibling("access.log." + System.nanoTime()));
                }
            }
            case DELETE -> Files.deleteIfExists(file);
            case FOLDER -> {
                if (!Files.exists(file)) {
                    Files.createDirectory(file);
                }
            }
            case CREATE -> append(file, "");
            case POLL -> followed.poll(Long.MAX_VALUE);
            case POLL_A_LITTLE -> followed.poll(1);
        }
    }

    private static void append(Path file, String text) throws IOException {
        if (!Files.isDirectory(file)) {
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
