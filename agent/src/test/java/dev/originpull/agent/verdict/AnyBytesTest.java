package dev.originpull.agent.verdict;

import static dev.originpull.agent.verdict.Sight.asked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.pki.OddCertificates;
import dev.originpull.agent.pki.SentCertificate;
import dev.originpull.agent.probe.Alert;
import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Phase;
import dev.originpull.agent.report.JsonOrigin;
import dev.originpull.agent.report.Result;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** No bytes of a server make the judge or a report throw, nor does a bug's report. */
class AnyBytesTest {
    private static final byte[][] SEEDS = {
        OddCertificates.EXPLICIT_CURVE.bytes(),
        OddCertificates.WILD_SUBJECT.bytes(),
        OddCertificates.CRITICAL_NAMES.bytes()
    };
    private static final List<String> HEADS = List.of(
            "HTTP/1.1 200 OK\r\nLocation: /\r\n\r\nbody",
            "HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n<title>400 The SSL certificate error</title>",
            "HTTP/2 503\r\nserver: Apache/2\r\n\r\n",
            "\r\n\r\n",
            "");

    @Property(tries = 2000)
    void neverEndTheJudgement(@ForAll long seed) {
        Random random = new Random(seed);
        Scene scene = Scene.of(sight(random), sight(random), sight(random));

        OriginReport report = scene.judge();

        assertThat(report.isOfABug()).isFalse();
        assertThat(JsonOrigin.of(new Result.Judged(report))).startsWith("{").endsWith("}");
    }

    private static Sight sight(Random random) {
        byte[] certificate = spoilt(SEEDS[random.nextInt(SEEDS.length)], random);
        Ending ending = ending(random);
        Sight seen = random.nextInt(4) == 0 ? Sight.unasked(ending) : asked(ending);
        return seen.showing(new SentCertificate(certificate))
                .naming(text(random), "CN=\u202e" + text(random))
                .after(Duration.ofMillis(random.nextInt(9_000)));
    }

    private static Ending ending(Random random) {
        String head = HEADS.get(random.nextInt(HEADS.size()));
        String spoilt =
                new String(spoilt(head.getBytes(StandardCharsets.ISO_8859_1), random), StandardCharsets.ISO_8859_1);
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> new Ending.Answered(200 + random.nextInt(800), spoilt, random.nextBoolean());
            case 3 -> new Ending.Alerted(new Alert(random.nextInt(256)), random.nextBoolean());
            case 4 -> new Ending.Garbled(spoilt);
            case 5 -> new Ending.StayedOpen(spoilt);
            case 6 -> new Ending.Unreachable(text(random));
            case 7 -> new Ending.Unpresentable(List.of(text(random)));
            default -> new Ending.Closed(List.of(Phase.values()).get(random.nextInt(3)), random.nextBoolean());
        };
    }

    private static byte[] spoilt(byte[] sound, Random random) {
        byte[] bytes = sound.clone();
        for (int times = random.nextInt(6); times > 0 && bytes.length > 0; times--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    private static String text(Random random) {
        byte[] bytes = new byte[random.nextInt(30)];
        random.nextBytes(bytes);
        return new String(bytes, StandardCharsets.UTF_16BE);
    }
}
