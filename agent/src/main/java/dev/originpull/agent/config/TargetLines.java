package dev.originpull.agent.config;

import dev.originpull.configgen.catalog.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Pattern;

/** Targets as lines of {@code address hostname [expect]}, with {@code #} for comments. */
final class TargetLines {
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final TargetList targets;
    private final Target.Defaults defaults;

    TargetLines(TargetList targets, Target.Defaults defaults) {
        this.targets = targets;
        this.defaults = defaults;
    }

    void read(InputStream in) throws IOException {
        BoundedLines lines = new BoundedLines(in);
        for (Optional<BoundedLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
            BoundedLines.Line read = line.get();
            if (targets.isFull()) {
                targets.problem(read.number(), "more than " + TargetList.MAX_TARGETS + " targets: split the file");
                return;
            }
            if (read.content() instanceof BoundedLines.Text text) {
                take(
                        read.number(),
                        COMMENT.matcher(text.text()).replaceFirst("").strip());
            } else if (read.content() instanceof BoundedLines.NoText noText) {
                targets.problem(read.number(), noText.why());
            }
        }
    }

    private void take(int number, String line) {
        if (line.isEmpty()) {
            return;
        }
        try {
            targets.add(number, parse(SPACE.split(line, 5)));
        } catch (IllegalArgumentException e) {
            targets.problem(number, String.valueOf(e.getMessage()));
        }
    }

    private Target parse(String[] fields) {
        if (fields.length > 3) {
            throw new IllegalArgumentException("too many words on the line: write address hostname [expect]");
        }
        Address address = Address.parse(fields[0]);
        if (fields.length == 2 && StageWord.find(fields[1]).isPresent()) {
            throw new IllegalArgumentException(
                    "the hostname before '" + fields[1] + "' is missing: write address hostname expect");
        }
        Optional<Hostname> hostname = fields.length < 2 ? Optional.empty() : Optional.of(Hostname.parse(fields[1]));
        Optional<Stage> expected = fields.length < 3 ? Optional.empty() : Optional.of(StageWord.parse(fields[2]));
        return Target.of(address, hostname, expected, defaults);
    }
}
