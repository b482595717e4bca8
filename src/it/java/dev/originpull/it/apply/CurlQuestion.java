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

    /** One process for the three of them: a connection each, as their certificates differ. */
    @Override
    public Answer ask(Listener address, String hostname, Optional<Stage> expected) {
        List<String> words = new ArrayList<>(List.of("curl", "--disable"));
        words.addAll(request(address, hostname, Optional.empty()));
        for (Identity identity : List.of(leaf, forged)) {
            words.add("--next");
            words.addAll(request(address, hostname, Optional.of(identity)));
        }
        Finished curl = Command.of(words).run();
        List<Boolean> passed = curl.stdout().lines().map("200"::equals).toList();
        if (passed.size() != 3) {
            throw new AssertionError(curl);
        }
        boolean none = passed.get(0);
        boolean withForged = passed.get(2);
        String seen = "nothing, leaf and forged: " + passed;
        if (!passed.get(1)) {
            return new Answer(none ? "mismatch" : "unreachable", seen);
        }
        return new Answer(none ? withForged ? "off" : "optional" : withForged ? "required-any" : "required", seen);
    }

    private static List<String> request(Listener address, String hostname, Optional<Identity> identity) {
        String host = address.address().contains(":") ? "[" + address.address() + "]" : address.address();
        List<String> words = new ArrayList<>(List.of(
                "--silent",
                "--insecure",
                "--no-sessionid",
                "--noproxy",
                "*",
                "--max-time",
                "5",
                "--output",
                "/dev/null",
                "--write-out",
                "%{http_code}\n",
                "--resolve",
                hostname + ":" + address.port() + ":" + host));
        identity.ifPresent(each -> words.addAll(List.of(
                "--cert", each.certificate().toString(), "--key", each.key().toString())));
        words.add("https://" + hostname + ":" + address.port() + "/");
        return words;
    }
}
