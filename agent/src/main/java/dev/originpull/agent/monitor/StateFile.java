package dev.originpull.agent.monitor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.originpull.agent.config.StageWord;
import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.Verdict;
import dev.originpull.configgen.catalog.Stage;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Where results survive a restart: one JSON document a line, gzipped (RFC 1952), a heading first. Replaced as a whole by renaming, so
 * that whatever happens there is an old one or a new one.
 *
 * <p>A database would be another dependency for what one writer reads once, at its start.
 */
final class StateFile {
    private static final int VERSION = 1;
    private static final String SUFFIX = ".tmp";
    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Path file;

    StateFile(Path file) {
        this.file = file;
    }

    /**
     * What an earlier process knew of an origin.
     *
     * @param expected what it was meant to do then
     * @param look empty where it had not been looked at since it is meant to do that
     */
    record Memory(Optional<Stage> expected, Optional<Look> look, Instant probedAt, List<Change> history) {
        Memory {
            history = List.copyOf(history);
        }
    }

    /**
     * Replaces the file.
     *
     * @throws IOException when there is no room or no right to; the old file is left as it was
     */
    void write(List<Standing> standings, Instant now) throws IOException {
        if (!Files.isDirectory(folder())) {
            throw new IOException("there is no folder " + folder());
        }
        Path fresh = Files.createTempFile(folder(), prefix(), SUFFIX);
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE);
                    Writer out = new BufferedWriter(new OutputStreamWriter(
                            new GZIPOutputStream(Channels.newOutputStream(channel)), StandardCharsets.UTF_8))) {
                out.write("{\"version\":" + VERSION + ",\"writtenAt\":\"" + now + "\"}\n");
                for (Standing standing : standings) {
                    if (standing.probedAt().isPresent()) {
                        line(out, standing);
                    }
                }
            }
            // Renamed before its content is on the disk, it could be empty after a power cut.
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /**
     * Reads what an earlier process wrote.
     *
     * @return by {@link Watch#id()}; nothing where there is no such file
     * @throws IOException when it cannot be read, or is not what this wrote
     */
    Map<String, Memory> read() throws IOException {
        Map<String, Memory> memories = new HashMap<>();
        try (InputStream packed = Files.newInputStream(file);
                InputStream in = new GZIPInputStream(packed);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String heading = lines.readLine();
            if (heading == null || MAPPER.readTree(heading).path("version").asInt() != VERSION) {
                throw new IOException("it is not of version " + VERSION);
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode node = MAPPER.readTree(line);
                memories.put(node.path("id").asText(), memory(node));
            }
        } catch (NoSuchFileException none) {
            return Map.of();
        } catch (EOFException e) {
            throw new IOException("it is cut off", e);
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
            throw new IOException("it is damaged (" + e.getClass().getSimpleName() + ")", e);
        }
        return memories;
    }

    /** Removes what a process that was killed while it wrote left behind. */
    void removeRemains() throws IOException {
        try (DirectoryStream<Path> remains = Files.newDirectoryStream(
                folder(),
                each -> each.getFileName().toString().startsWith(prefix())
                        && each.getFileName().toString().endsWith(SUFFIX))) {
            for (Path each : remains) {
                Files.deleteIfExists(each);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private Path folder() {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
    }

    private String prefix() {
        return "." + file.getFileName() + ".";
    }

    /** Moves a file that cannot be read out of the way, so that nothing is lost. */
    Path setAside() throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".unreadable");
        return Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public String toString() {
        return file.toString();
    }

    private static void line(Writer out, Standing standing) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            json.writeStartObject();
            json.writeStringField("id", standing.watch().id());
            json.writeStringField("probedAt", standing.probedAt().orElseThrow().toString());
            json.writeArrayFieldStart("history");
            for (Change change : standing.history()) {
                json.writeStartObject();
                json.writeStringField("at", change.at().toString());
                json.writeStringField("mode", change.mode().word());
                json.writeStringField("verdict", change.verdict().word());
                json.writeEndObject();
            }
            json.writeEndArray();
            if (standing.look().isPresent()) {
                look(json, standing.look().get());
            }
            json.writeEndObject();
        }
        out.write('\n');
    }

    private static void look(JsonGenerator json, Look look) throws IOException {
        json.writeStringField("at", look.at().toString());
        json.writeBooleanField("up", look.up());
        json.writeArrayFieldStart("findings");
        json.writeNumber(look.findings().critical());
        json.writeNumber(look.findings().error());
        json.writeNumber(look.findings().warning());
        json.writeNumber(look.findings().info());
        json.writeEndArray();
        if (look.serverNotAfter().isPresent()) {
            json.writeStringField("serverNotAfter", look.serverNotAfter().get().toString());
        }
        if (look.failure().isPresent()) {
            json.writeStringField("failure", look.failure().get().word());
        }
        json.writeFieldName("report");
        json.writeRawValue(look.json());
    }

    private static Memory memory(JsonNode node) {
        List<Change> history = new ArrayList<>();
        for (JsonNode change : node.path("history")) {
            history.add(
                    new Change(instant(change.path("at")), mode(change.path("mode")), verdict(change.path("verdict"))));
        }
        return new Memory(
                StageWord.find(node.path("report").path("expected").asText()),
                node.has("report") ? Optional.of(look(node)) : Optional.empty(),
                instant(node.path("probedAt")),
                history);
    }

    private static Look look(JsonNode node) {
        JsonNode report = node.path("report");
        JsonNode findings = node.path("findings");
        return new Look(
                instant(node.path("at")),
                mode(report.path("mode")),
                verdict(report.path("verdict")),
                node.path("up").asBoolean(),
                new FindingCounts(
                        findings.path(0).asInt(),
                        findings.path(1).asInt(),
                        findings.path(2).asInt(),
                        findings.path(3).asInt()),
                node.has("serverNotAfter") ? Optional.of(instant(node.path("serverNotAfter"))) : Optional.empty(),
                FailureReason.find(node.path("failure").asText()),
                PackedText.of(report.toString()));
    }

    private static Instant instant(JsonNode node) {
        return Instant.parse(node.asText());
    }

    private static Mode mode(JsonNode node) {
        return Mode.valueOf(node.asText().toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static Verdict verdict(JsonNode node) {
        return Verdict.valueOf(node.asText().toUpperCase(Locale.ROOT));
    }
}
