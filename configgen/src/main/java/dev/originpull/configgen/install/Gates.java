package dev.originpull.configgen.install;

import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.Located;
import java.util.Map;
import java.util.Optional;

/** What has to hold before anything is changed, beside what every change needs. */
public interface Gates {
    /**
     * Looks at each gate and reports it as {@link Step#GATES}.
     *
     * @param seen what each address does now
     * @return why the change must not be made; empty where it may
     */
    Optional<String> refusal(Located located, Map<Listener, Question.Answer> seen, Progress progress)
            throws InterruptedException;
}
