package dev.originpull.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private final AnswerReader reader = new AnswerReader();

    private boolean feed(String text) {
        return reader.feed(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
                "HTTP/1.1 200 OK\r\ncontent-length:2\r\n\r\nhi",
                "HTTP/1.0 200\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 100\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\nContent-Length: 2\n\nhi"
            })
    void isCompleteWhereTheAnswerSaysSo(String answer) {
        assertThat(feed(answer.substring(0, answer.length() - 1))).isFalse();
        assertThat(feed(answer.substring(answer.length() - 1))).isTrue();
        assertThat(reader.isGarbled()).isFalse();
        assertThat(reader.status()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\n\r\nwithout a length",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
                "HTTP/1.1 200 OK\r\nX-Content-Length: 2\r\n\r\nhi",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n"
            })
    void waitsForMoreWhereTheEndIsTheClose(String answer) {
        assertThat(feed(answer)).isFalse();
        assertThat(reader.status()).hasValue(200);
    }

    @Test
    void passesOverInterimAnswers() {
        feed("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
        assertThat(reader.status()).isEmpty();
        assertThat(feed("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")).isTrue();
        assertThat(reader.status()).hasValue(403);
        assertThat(reader.head()).startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @CsvSource({
        "<html>HTTP/0.9 has no head</html>",
        "SSH-2.0-OpenSSH_9.2",
        "HTTP/2 200 is no status line over HTTP/1",
        "HTTP/1.1 abc",
        "HTTP/1.1 20 short"
    })
    void callsGarbledWhatIsNoStatusLine(String garbage) {
        assertThat(feed(garbage + "\r\n")).isTrue();
        assertThat(reader.isGarbled()).isTrue();
        assertThat(reader.status()).isEmpty();
    }

    @Test
    void callsGarbledBeforeTheFirstLineEndWhereNoStatusLineCanComeOfIt() {
        assertThat(feed("\0\0\22\4\0\0")).isTrue();
        assertThat(reader.isGarbled()).isTrue();
    }

    @Test
    void endsEndlessHeadersAtTheLimitWithTheirStatus() {
        feed("HTTP/1.1 200 OK\r\n");
        boolean complete = false;
        int lines = 0;
        while (!complete) {
            complete = feed("X-Header: once more\r\n");
            lines++;
        }
        assertThat(lines).isLessThan(AnswerReader.LIMIT / 20);
        assertThat(reader.status()).hasValue(200);
        assertThat(reader.bytesRead()).isEqualTo(AnswerReader.LIMIT);
    }

    @Test
    void callsEndlessInterimAnswersGarbled() {
        boolean complete = false;
        while (!complete) {
            complete = feed("HTTP/1.1 100 Continue\r\n\r\n");
        }
        assertThat(reader.isGarbled()).isTrue();
    }

    @Property
    void keepsWithinItsLimitWhateverComes(@ForAll @Size(max = 40) byte[][] parts) {
        for (byte[] part : parts) {
            reader.feed(part);
        }
        assertThat(reader.bytesRead()).isLessThanOrEqualTo(AnswerReader.LIMIT);
        assertThat(reader.head().length()).isLessThanOrEqualTo(AnswerReader.LIMIT);
    }

    @Property
    void readsTheSameHoweverTheBytesAreCut(@ForAll @IntRange(min = 1, max = 60) int size) {
        String answer = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 400 Bad Request\r\nContent-Length: 5\r\n\r\nhello";
        AnswerReader inPieces = new AnswerReader();
        boolean complete = false;
        for (int from = 0; from < answer.length(); from += size) {
            String piece = answer.substring(from, Math.min(answer.length(), from + size));
            complete = inPieces.feed(piece.getBytes(StandardCharsets.ISO_8859_1));
        }
        assertThat(complete).isTrue();
        assertThat(inPieces.status()).hasValue(400);
        assertThat(inPieces.head()).endsWith("hello").startsWith("HTTP/1.1 400");
    }
}
