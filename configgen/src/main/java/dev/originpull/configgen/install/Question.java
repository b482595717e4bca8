package dev.originpull.configgen.install;

import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.locate.Listener;
import java.util.Optional;

/** Asks an address what it does with client certificates, on new connections. Thread-safe. */
public interface Question {
    /**
     * Asks.
     *
     * @param expected what it is hoped to do
     */
    Answer ask(Listener address, String hostname, Optional<Stage> expected) throws InterruptedException;

    /** Whether an address is this host's now. One that it is not (a floating one) is answered by another host, or by nobody. */
    default boolean isHere(Listener address) {
        return true;
    }

    /**
     * What was seen.
     *
     * @param mode a word: {@code off}, {@code observe}, {@code optional}, {@code required}, or another that is no stage
     * @param reason a sentence that says why
     */
    record Answer(String mode, String reason) {
        /** Whether the address does what a server at this stage does. */
        public boolean shows(Stage stage) {
            return mode.equals(stage.word());
        }

        /** What to do where it is undetermined what the address does, with a blank before it. */
        public String advice() {
            return mode.equals("inconclusive")
                    ? " Set 'path:' of the origin in originpull.yaml to a page that answers, or raise 'probe.timeout:'."
                    : "";
        }

        /** Whether it could be told what the address does. */
        public boolean tells() {
            return !mode.equals("unreachable") && !mode.equals("inconclusive");
        }
    }
}
