package dev.originpull.agent.cli.render;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.originpull.agent.config.Printable;
import dev.originpull.configgen.install.Bytes;
import dev.originpull.configgen.install.Edit;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What becomes of a file, in the form that patch(1) takes. */
public final class UnifiedDiff {
    private static final int CONTEXT = 3;
    private static final String NOWHERE = "/dev/null";

    private UnifiedDiff() {}

    /** Lines with their ends; nothing where nothing changes. */
    public static String of(Edit edit) {
        String name = Printable.whole(edit.file().toString());
        List<String> before = lines(edit.before());
        return UnifiedDiffUtils.generateUnifiedDiff(
                        edit.before().isPresent() ? name : NOWHERE,
                        edit.after().isPresent() ? name : NOWHERE,
                        before,
                        DiffUtils.diff(before, lines(edit.after())),
                        CONTEXT)
                .stream()
                .map(line -> line.startsWith("@@") ? header(line) : line)
                .map(line -> Printable.whole(line.replace("\t", "    ")) + "\n")
                .collect(Collectors.joining());
    }

    /** Of a file that is not there, diff(1) says that its no lines come after line 0, the library that they begin with line 1. */
    private static String header(String line) {
        return line.replace("@@ -1,0 +", "@@ -0,0 +").replace(" +1,0 @@", " +0,0 @@");
    }

    private static List<String> lines(Optional<Bytes> content) {
        return content.map(bytes -> text(bytes).lines().toList()).orElse(List.of());
    }

    /** As UTF-8 where it is, or else a character a byte. */
    private static String text(Bytes bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return bytes.text();
        }
    }
}
