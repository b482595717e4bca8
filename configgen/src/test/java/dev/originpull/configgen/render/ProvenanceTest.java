package dev.originpull.configgen.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProvenanceTest {
    @Test
    void writesACommandThatAShellReadsBack() {
        Provenance provenance =
                new Provenance("1", List.of("originpull", "--ca-file", "/a b'c.pem", "", "$HOME", "ü", "~", "a\\"));
        assertThat(provenance.commandLine())
                .isEqualTo("originpull --ca-file '/a b'\\''c.pem' '' '$HOME' 'ü' '~' 'a\\'");
    }
}
