package dev.originpull.configgen.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.originpull.configgen.locate.Listener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalEntryTest {
    private final JsonMapper json = new JsonMapper();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void remembersWhetherAnAddressExpectsAHeader(boolean proxied) throws Exception {
        Subject subject = new Subject("app.example.com", new Listener("192.0.2.1", 8443, proxied));

        String text = json.writeValueAsString(JournalEntry.Seen.of(subject, "optional"));
        JournalEntry.Seen read = json.readValue(text, JournalEntry.Seen.class);

        assertThat(text.contains("proxied")).isEqualTo(proxied);
        assertThat(read.mode()).isEqualTo("optional");
        assertThat(read.subject()).isEqualTo(subject);
        assertThat(read.subject().address().proxied()).isEqualTo(proxied);
    }

    @Test
    void readsAnEntryOfBeforeThatWasNoted() throws Exception {
        JournalEntry.Seen read = json.readValue(
                "{\"hostname\": \"app.example.com\", \"address\": \"::1\", \"port\": 443, \"mode\": \"off\"}",
                JournalEntry.Seen.class);

        assertThat(read).isEqualTo(new JournalEntry.Seen("app.example.com", "::1", 443, "off", false));
    }
}
