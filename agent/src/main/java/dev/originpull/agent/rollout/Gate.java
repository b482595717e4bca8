package dev.originpull.agent.rollout;

import dev.originpull.configgen.install.Question;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.Located;
import java.util.Map;

/** Something that has to hold before a change is made. */
interface Gate {
    GateName name();

    /** Looks whether it holds. */
    Finding look(Sight sight);

    /**
     * What is known by then.
     *
     * @param located who answers for the hostname
     * @param seen what each address does now
     */
    record Sight(Located located, Map<Listener, Question.Answer> seen) {
        public Sight {
            seen = Map.copyOf(seen);
        }
    }

    /**
     * What a gate found.
     *
     * @param evidence half a sentence: what was seen, and where the gate says no, what to do
     */
    record Finding(Kind kind, String evidence) {
        static Finding holds(String evidence) {
            return new Finding(Kind.HOLDS, evidence);
        }

        static Finding note(String evidence) {
            return new Finding(Kind.NOTE, evidence);
        }

        static Finding no(String evidence) {
            return new Finding(Kind.NO, evidence);
        }
    }

    /** Whether it holds. */
    enum Kind {
        HOLDS,
        /** It was not looked at, or there is something to know. */
        NOTE,
        NO
    }
}
