package dev.originpull.it.apply;

import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.install.Question;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.it.pki.Identity;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Command;
import dev.originpull.it.process.Finished;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks with curl, which knows nothing of originpull. */
record CurlQuestion(Identity leaf, Identity forged) implements Question {
    static CurlQuestion ofTheTest() {
        return new CurlQuestion(TestPki.get().leaf(), TestPki.get().forged());
    }

    @Override
    public Answer ask(Listener address, String hostname, Optional<Stage> expected) {
        boolean none = passes(address, hostname, Optional.empty());
        boolean withLeaf = passes(address, hostname, Optional.of(leaf));
        boolean withForged = passes(address, hostname, Optional.of(forged));
        String seen = "nothing " + none + ", leaf " + withLeaf + ", forged " + withForged;
        if (!withLeaf) {
            return new Answer(none ? "mismatch" : "unreachable", seen);
        }
        return new Answer(none ? withForged ? "off" : "optional" : withForged ? "required-any" : "required", seen);
    }

    private static boolean passes(Listener address, String hostname, Optional<Identity> identity) {
        String host = address.address().contains(":") ? "[" + address.address() + "]" : address.address();
        List<String> words = new ArrayList<>(List.of(
                "curl",
                "--disable",
                "--silent",
                "--insecure",
                "--noproxy",
                "*",
                "--max-time",
                "5",
                "--output",
                "/dev/null",
                "--write-out",
                "%{http_code}",
                "--resolve",
                hostname + ":" + address.port() + ":" + host));
        identity.ifPresent(each -> words.addAll(List.of(
                "--cert", each.certificate().toString(), "--key", each.key().toString())));
        words.add("https://" + hostname + ":" + address.port() + "/");
        Finished curl = Command.of(words).run();
        return curl.stdout().equals("200");
    }
}
