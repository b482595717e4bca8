package dev.originpull.configgen.catalog;

import java.util.List;

/**
 * A server's own commands, word by word: no shell reads them.
 *
 * @param test checks the configuration on disk and changes nothing
 * @param reload makes the running server read it
 */
public record Commands(List<String> test, List<String> reload) {
    public Commands {
        test = List.copyOf(test);
        reload = List.copyOf(reload);
        if (test.isEmpty() || reload.isEmpty()) {
            throw new IllegalArgumentException("empty command");
        }
    }
}
