package dev.originpull.agent.rollout;

import dev.originpull.agent.verdict.ExitStatus;
import dev.originpull.configgen.install.Question;
import dev.originpull.configgen.install.Status;
import dev.originpull.configgen.locate.Listener;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a hostname stands on this host.
 *
 * @param files what the files say
 * @param hook whether the line that takes up our file is in the server's configuration
 * @param addresses what each address does, as probed
 * @param trouble why it could not be told who answers for it, or what the server's own test says where it fails
 * @param names the hostnames that the change is one of: its own first, then the further configured ones of the same blocks
 * @param alongside what the further ones do, by {@code hostname at address}
 */
public record HostStatus(
        Status files,
        Hook hook,
        Map<Listener, Question.Answer> addresses,
        Optional<String> trouble,
        List<String> names,
        Map<String, Question.Answer> alongside) {
    public HostStatus(Status files, Hook hook, Map<Listener, Question.Answer> addresses, Optional<String> trouble) {
        this(files, hook, addresses, trouble, List.of(files.hostname()), Map.of());
    }

    public HostStatus {
        names = List.copyOf(names);
        alongside = Collections.unmodifiableMap(new LinkedHashMap<>(alongside));
        addresses = Collections.unmodifiableMap(new LinkedHashMap<>(addresses));
    }

    /** Where the line is. */
    public enum Hook {
        PRESENT,
        ABSENT,
        /** Some parts of the configuration that answer for the hostname have it, and some do not. */
        PARTIAL,
        /** This server does not answer for the hostname. */
        NOT_SERVED,
        UNKNOWN
    }

    /** Whether what runs is what was written: where nothing was written, whatever runs. */
    public ExitStatus verdict() {
        boolean ours = files.stage().isPresent();
        boolean wrong = Stream.concat(addresses.values().stream(), alongside.values().stream())
                .anyMatch(answer -> answer.tells()
                        && files.stage().filter(stage -> !answer.shows(stage)).isPresent());
        boolean unhooked = ours && (hook == Hook.ABSENT || hook == Hook.PARTIAL || hook == Hook.NOT_SERVED);
        if (wrong || unhooked || files.pending().isPresent() || !files.drift().isEmpty()) {
            return ExitStatus.NOT_AS_EXPECTED;
        }
        boolean untold = trouble.isPresent() || addresses.values().stream().anyMatch(answer -> !answer.tells());
        return untold ? ExitStatus.COULD_NOT_TELL : ExitStatus.AS_EXPECTED;
    }
}
