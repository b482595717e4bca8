package dev.originpull.it.client;

import dev.originpull.it.pki.Identity;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Command;
import dev.originpull.it.process.Finished;
import dev.originpull.it.process.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One request to an origin by curl: another client's opinion of what the origin does. */
public record Curl(int port, Optional<Identity> identity, Tls tls, List<String> options) {
    /** What curl ends its output with, after the answer's body. */
    private static final String STATUS_MARK = "\nstatus=";

    public Curl {
        options = List.copyOf(options);
    }

    public static Curl to(int port, Optional<Identity> identity, Tls tls) {
        return new Curl(port, identity, tls, List.of());
    }

    /** The same request with more of curl's options. */
    public Curl with(String... more) {
        return new Curl(port, identity, tls, List.of(more));
    }

    public CurlAnswer ask() {
        List<String> words = new ArrayList<>(List.of(
                Program.require("curl").path().toString(),
                // First, or it does not count: the user's own settings stay out of this.
                "--disable",
                "--silent",
                "--show-error",
                "--noproxy",
                "*",
                "--max-time",
                "5",
                "--http1.1",
                "--tlsv" + tls.number(),
                "--tls-max",
                tls.number(),
                "--cacert",
                TestPki.get().serverCa().toString(),
                "--resolve",
                TestPki.HOSTNAME + ":" + port + ":127.0.0.1",
                "--write-out",
                STATUS_MARK + "%{http_code}"));
        identity.ifPresent(presented -> words.addAll(List.of(
                "--cert",
                presented.certificate().toString(),
                "--key",
                presented.key().toString())));
        words.addAll(options);
        words.add("https://" + TestPki.HOSTNAME + ":" + port + "/");
        return answer(Command.of(words).run());
    }

    private static CurlAnswer answer(Finished curl) {
        int mark = curl.stdout().lastIndexOf(STATUS_MARK);
        int status = Integer.parseInt(curl.stdout().substring(mark + STATUS_MARK.length()));
        return new CurlAnswer(curl.exitCode(), status, curl.stdout().substring(0, mark), curl.stderr());
    }
}
