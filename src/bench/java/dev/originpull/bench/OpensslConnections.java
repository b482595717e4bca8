package dev.originpull.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Connections by {@code openssl s_time -new}, one after the other, each with a GET. */
final class OpensslConnections implements Contender {
    /** Told for how long, not how many: at about this rate, a turn is as long as the others'. */
    private static final int PER_SECOND = 600;

    private static final int SHORTEST_SECONDS = 2;
    private static final Pattern MADE = Pattern.compile("(?m)^([0-9]+) connections in [0-9.]+s;");

    private final KeyFiles leaf;
    private final int port;
    private final Path output;

    OpensslConnections(Workshop workshop, KeyFiles leaf, int port) {
        this.leaf = leaf;
        this.port = port;
        this.output = workshop.file("s_time.log");
    }

    @Override
    public Cost run(int attempts) throws BenchException, InterruptedException {
        Command.Ended ended = Command.run(
                List.of(
                        Program.OPENSSL.path(),
                        "s_time",
                        "-new",
                        "-www",
                        "/",
                        "-connect",
                        Fleet.addresses(1).get(0) + ":" + port,
                        "-cert",
                        leaf.certificate().toString(),
                        "-key",
                        leaf.key().toString(),
                        "-time",
                        Integer.toString(Math.max(SHORTEST_SECONDS, attempts / PER_SECOND))),
                output);
        Matcher made = MADE.matcher(Command.printed(output));
        if (ended.exitCode() != 0 || !made.find()) {
            throw new BenchException(
                    "openssl s_time ended with exit code " + ended.exitCode() + ":\n" + Command.printed(output));
        }
        return new Cost(
                Integer.parseInt(made.group(1)),
                ended.cost().cpu(),
                ended.cost().wall());
    }

    @Override
    public boolean compiles() {
        return false;
    }

    @Override
    public void close() {
        // Nothing runs between turns.
    }
}
