package dev.originpull.agent.cli.render;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.probe.Approach;
import dev.originpull.agent.probe.Attempt;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.TlsFacts;
import dev.originpull.agent.report.Asked;
import dev.originpull.agent.report.AttemptWords;
import dev.originpull.agent.report.Millis;
import dev.originpull.agent.verdict.JudgedAttempt;
import java.util.ArrayList;
import java.util.List;

/**
 * One attempt as a row of words.
 *
 * @param presented the identity in plain words, or {@code again} for a further look with the same one
 */
record AttemptRow(String presented, String asked, String answer, String where, String ms) {

    /** The rows of an origin: the leaf's, nothing's, the forged one's, then those that tried another way in. */
    static List<AttemptRow> of(List<JudgedAttempt> attempts) {
        List<AttemptRow> rows = new ArrayList<>();
        if (attempts.isEmpty()) {
            return rows;
        }
        Approach usual = attempt(attempts.get(0)).approach();
        for (Identity identity : List.of(Identity.LEAF, Identity.NONE, Identity.FORGED)) {
            String presented = word(identity);
            for (JudgedAttempt judged : attempts) {
                if (attempt(judged).identity() == identity
                        && AttemptWords.way(attempt(judged).approach(), usual).isEmpty()) {
                    rows.add(row(presented, "", judged));
                    presented = "again";
                }
            }
        }
        for (JudgedAttempt judged : attempts) {
            AttemptWords.way(attempt(judged).approach(), usual)
                    .ifPresent(way -> rows.add(row(word(attempt(judged).identity()), way + ": ", judged)));
        }
        return rows;
    }

    private static Attempt attempt(JudgedAttempt judged) {
        return judged.observation().attempt();
    }

    private static AttemptRow row(String presented, String way, JudgedAttempt judged) {
        return new AttemptRow(
                presented,
                Asked.of(judged.observation())
                        .map(asked -> asked ? "yes" : "no")
                        .orElse("-"),
                Printable.of(way + judged.detail()),
                where(judged),
                Millis.of(judged.observation().timings().total()));
    }

    private static String word(Identity identity) {
        return switch (identity) {
            case LEAF -> "leaf";
            case NONE -> "nothing";
            case FORGED -> "forged";
        };
    }

    private static String where(JudgedAttempt judged) {
        return AttemptWords.where(
                judged.layer().word(),
                AttemptWords.phase(judged).map(AttemptWords::word),
                judged.observation().tls().flatMap(TlsFacts::version));
    }
}
