package dev.originpull.configgen.catalog;

import java.util.List;
import java.util.Optional;

/**
 * How a server on this host is driven: tested, reloaded, started, and hooked into. {@code {config}} in a word stands for its main
 * configuration file.
 *
 * @param usualConfig the main configuration file that the systemd unit starts it with
 * @param locator the way to find who answers for a hostname: {@code nginx} or {@code apache}
 * @param program what every command begins with
 * @param test checks the configuration on disk and changes nothing
 * @param dump makes the server report its configuration
 * @param reload makes the running server read it
 * @param start starts a server that is dead
 * @param service the systemd unit that starts it instead, where systemd runs it
 * @param hook the line that takes up the fragment, where {@code {folder}} and {@code {hostname}} stand for it: must be legal where the
 *     fragment is missing
 * @param outerHook the same for what a log needs in the block around all blocks; empty for a server that needs nothing there
 */
public record Driving(
        String usualConfig,
        String locator,
        List<String> program,
        List<String> test,
        List<String> dump,
        List<String> reload,
        List<String> start,
        Optional<String> service,
        String hook,
        Optional<String> outerHook) {
    public Driving {
        program = List.copyOf(program);
        test = List.copyOf(test);
        dump = List.copyOf(dump);
        reload = List.copyOf(reload);
        start = List.copyOf(start);
    }

    /** Of a server that needs nothing around its blocks. */
    public Driving(
            String usualConfig,
            String locator,
            List<String> program,
            List<String> test,
            List<String> dump,
            List<String> reload,
            List<String> start,
            Optional<String> service,
            String hook) {
        this(usualConfig, locator, program, test, dump, reload, start, service, hook, Optional.empty());
    }
}
