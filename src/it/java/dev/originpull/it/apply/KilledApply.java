package dev.originpull.it.apply;

import dev.originpull.configgen.catalog.Stage;
import dev.originpull.it.pki.Identity;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that applies a change and ends as kill -9 ends it, before the n-th thing that it does. */
final class KilledApply {
    /** 128 and the number of SIGKILL. */
    static final int KILLED = 137;

    private KilledApply() {}

    /**
     * Applies a stage; exits with {@link #KILLED}, or 0 where there were fewer things to do.
     *
     * @param args kind, home, port, number, file of the fragment, stage, then the leaf's and the forgery's certificate and key
     */
    public static void main(String[] args) throws Exception {
        Host host = new Host(Host.Kind.valueOf(args[0]), Path.of(args[1]), Integer.parseInt(args[2]));
        Interference interference = new Interference(
                Integer.parseInt(args[3]), before -> Runtime.getRuntime().halt(KILLED));
        CurlQuestion question = new CurlQuestion(identity(args, 6), identity(args, 8));
        new Applying(host, question, interference).apply(Stage.parse(args[5]), Files.readString(Path.of(args[4])));
    }

    private static Identity identity(String[] args, int at) {
        return new Identity(Path.of(args[at]), Path.of(args[at + 1]));
    }
}
