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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    private static final Hostname ONE = Hostname.parse("one.example.net");
    private static final Hostname OTHER = Hostname.parse("other.example.net");
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final Map<String, String[]> zone = new ConcurrentHashMap<>();
    /** What the C library says of a name that is not in the zone. */
    private volatile String refusal = "";

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one.example.net: Name or service not known",
                "one.example.net: No address associated with hostname",
                "one.example.net: Name does not resolve",
                "one.example.net: nodename nor servname provided, or not known"
            })
    void letsAddressesGoThatANameServerDeniesTimeAndAgain(String denial) throws InterruptedException {
        Names names = new Names(new Lookups(this::lookUp, LONG));
        zone.put(ONE.name(), new String[] {"192.0.2.1"});
        names.addressesOf(List.of(ONE));
        zone.clear();
        refusal = denial;

        for (int n = 1; n < Names.DENIALS; n++) {
            assertThat(names.addressesOf(List.of(ONE)))
                    .as("after %d denials", n)
                    .containsEntry(ONE, List.of(ip("192.0.2.1")));
        }
        assertThat(names.addressesOf(List.of(ONE))).containsEntry(ONE, List.of());

        zone.put(ONE.name(), new String[] {"192.0.2.9"});
        assertThat(names.addressesOf(List.of(ONE))).as("when it is back").containsEntry(ONE, List.of(ip("192.0.2.9")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one.example.net: Temporary failure in name resolution",
                "one.example.net: Non-recoverable failure in name resolution",
                "one.example.net: Try again",
                "one.example.net",
                ""
            })
    void keepsAddressesWhereTheNameServerFails(String failure) throws InterruptedException {
        Names names = new Names(new Lookups(this::lookUp, LONG));
        zone.put(ONE.name(), new String[] {"192.0.2.1"});
        names.addressesOf(List.of(ONE));
        zone.clear();
        refusal = failure;

        for (int n = 0; n < 10; n++) {
            assertThat(names.addressesOf(List.of(ONE))).containsEntry(ONE, List.of(ip("192.0.2.1")));
        }
        assertThat(names.areAllAnswered()).isFalse();
    }

    @Test
    void countsDenialsInARowOnly() throws InterruptedException {
        Names names = new Names(new Lookups(this::lookUp, LONG));
        refusal = "one.example.net: Name or service not known";

        for (int n = 0; n < 10; n++) {
            zone.put(ONE.name(), new String[] {"192.0.2.1"});
            names.addressesOf(List.of(ONE));
            zone.clear();
            for (int denial = 1; denial < Names.DENIALS; denial++) {
                assertThat(names.addressesOf(List.of(ONE))).containsEntry(ONE, List.of(ip("192.0.2.1")));
            }
        }
    }

    @Test
    void tellsOfTheQuickOnesWhileTheSlowAreAsked() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        zone.put(OTHER.name(), new String[] {"192.0.2.2"});
        Names names = new Names(new Lookups(
                name -> {
                    if (name.equals(ONE.name())) {
                        uninterrupted(answered);
                    }
                    return lookUp(name);
                },
                LONG));
        Thread round = new Thread(() -> {
            try {
                names.addressesOf(List.of(ONE, OTHER));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        round.start();

        while (!names.takeNews()) {
            Thread.onSpinWait();
        }
        assertThat(names.known()).containsOnly(Map.entry(OTHER, List.of(ip("192.0.2.2"))));
        answered.countDown();
        round.join();
        assertThat(names.known()).containsEntry(ONE, List.of());
    }

    @Test
    void asksNoMoreThreadsWhileEarlierOnesWaitForANameServer() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        Lookups lookups = new Lookups(
                name -> {
                    asked.incrementAndGet();
                    uninterrupted(never);
                    throw new UnknownHostException(name);
                },
                SHORT);
        List<Hostname> many = IntStream.range(0, 40)
                .mapToObj(n -> Hostname.parse("name" + n + ".example.net"))
                .toList();

        for (int round = 0; round < 5; round++) {
            assertThat(lookups.of(many).values()).allMatch(Lookups.NoAnswer.class::isInstance);
        }

        assertThat(asked).hasValue(16);
        never.countDown();
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
                    uninterrupted(never);
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
            throw new UnknownHostException(refusal);
        }
        String[] texts = zone.get(name);
        InetAddress[] addresses = new InetAddress[texts.length];
        for (int i = 0; i < texts.length; i++) {
            addresses[i] = InetAddress.getByName(texts[i]);
        }
        return addresses;
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static InetAddress ip(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
