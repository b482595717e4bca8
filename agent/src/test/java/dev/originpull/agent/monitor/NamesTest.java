package dev.originpull.agent.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.config.Hostname;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NamesTest {
    private static final Hostname ONE = Hostname.parse("one.example.net");
    private static final Hostname OTHER = Hostname.parse("other.example.net");
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final Map<String, String[]> zone = new ConcurrentHashMap<>();

    @Test
    void tellsEveryAddressOfAName() throws InterruptedException {
        zone.put(ONE.name(), new String[] {"192.0.2.1", "2001:db8::1"});
        Names names = new Names(new Lookups(this::lookUp, LONG));

        assertThat(names.addressesOf(List.of(ONE, OTHER)))
                .containsOnly(Map.entry(ONE, List.of(ip("192.0.2.1"), ip("2001:db8::1"))), Map.entry(OTHER, List.of()));
    }

    @Test
    void followsANameToItsNewAddresses() throws InterruptedException {
        Names names = new Names(new Lookups(this::lookUp, LONG));
        zone.put(ONE.name(), new String[] {"192.0.2.1"});
        names.addressesOf(List.of(ONE));

        zone.put(ONE.name(), new String[] {"192.0.2.2", "192.0.2.3"});

        assertThat(names.addressesOf(List.of(ONE))).containsEntry(ONE, List.of(ip("192.0.2.2"), ip("192.0.2.3")));
    }

    @Test
    void takesNobodyOffTheListForANameServerThatFails() throws InterruptedException {
        Names names = new Names(new Lookups(this::lookUp, LONG));
        zone.put(ONE.name(), new String[] {"192.0.2.1"});
        names.addressesOf(List.of(ONE));

        zone.clear();

        for (int n = 0; n < 3; n++) {
            assertThat(names.addressesOf(List.of(ONE))).containsEntry(ONE, List.of(ip("192.0.2.1")));
        }
    }

    @Test
    void keepsTheOrderOfAddressesThatANameServerTurnsRound() throws InterruptedException {
        Names names = new Names(new Lookups(this::lookUp, LONG));
        zone.put(ONE.name(), new String[] {"192.0.2.1", "192.0.2.2"});
        Map<Hostname, List<InetAddress>> before = names.addressesOf(List.of(ONE));

        zone.put(ONE.name(), new String[] {"192.0.2.2", "192.0.2.1"});

        assertThat(names.addressesOf(List.of(ONE))).isEqualTo(before);
    }

    @Test
    void waitsForManyNamesThatGiveNoAnswerNoLongerThanForOne() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        Lookups lookups = new Lookups(
                name -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    throw new UnknownHostException(name);
                },
                SHORT);
        List<Hostname> many = IntStream.range(0, 400)
                .mapToObj(n -> Hostname.parse("name" + n + ".example.net"))
                .toList();
        long start = System.nanoTime();

        Map<Hostname, Lookups.Answer> answers = lookups.of(many);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT.multipliedBy(100));
        assertThat(answers.values()).hasSize(400).allMatch(Lookups.NoAnswer.class::isInstance);
        never.countDown();
    }

    private InetAddress[] lookUp(String name) throws UnknownHostException {
        if (!zone.containsKey(name)) {
            throw new UnknownHostException(name);
        }
        String[] texts = zone.get(name);
        InetAddress[] addresses = new InetAddress[texts.length];
        for (int i = 0; i < texts.length; i++) {
            addresses[i] = InetAddress.getByName(texts[i]);
        }
        return addresses;
    }

    private static InetAddress ip(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
