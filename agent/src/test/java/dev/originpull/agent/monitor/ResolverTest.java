package dev.originpull.agent.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.config.Address;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.Target;
import dev.originpull.agent.report.Result;
import dev.originpull.configgen.catalog.Stage;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ResolverTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void findsEveryAddressOfANameInOrder() throws Exception {
        Resolver resolver = resolver(
                name -> new InetAddress[] {InetAddress.getByName("203.0.113.1"), InetAddress.getByName("2001:db8::1")},
                LONG);

        assertThat(described(resolver.resolve(List.of(target("origin.example:8443"), target("203.0.113.9")))))
                .containsExactly("203.0.113.1:8443", "[2001:db8::1]:8443", "203.0.113.9:443");
    }

    @Test
    void keepsAnAddressOfTwoNamesOnce() throws Exception {
        Resolver resolver = resolver(name -> new InetAddress[] {InetAddress.getByName("203.0.113.1")}, LONG);

        assertThat(described(
                        resolver.resolve(List.of(target("a.example"), target("b.example"), target("203.0.113.1")))))
                .containsExactly("203.0.113.1:443");
    }

    @Test
    void keepsItsPlaceForANameWithoutAddress() throws Exception {
        Resolver resolver = resolver(
                name -> {
                    throw new UnknownHostException(name);
                },
                LONG);

        assertThat(described(resolver.resolve(
                        List.of(target("203.0.113.1"), target("gone.example"), target("203.0.113.2")))))
                .containsExactly(
                        "203.0.113.1:443",
                        "gone.example:443 cannot be probed: the name has no address.",
                        "203.0.113.2:443");
    }

    @Test
    void doesNotWaitForANameServerThatIsSilent() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Resolver resolver = resolver(
                name -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return new InetAddress[0];
                },
                Duration.ofMillis(30));

        assertThat(described(resolver.resolve(List.of(target("slow.example")))))
                .containsExactly("slow.example:443 cannot be probed: the name server gave no answer within 30 ms.");
        never.countDown();
    }

    private static Resolver resolver(Lookups.Lookup lookup, Duration limit) {
        return new Resolver(new Lookups(lookup, limit));
    }

    private static Target target(String address) {
        return Target.of(
                Address.parse(address),
                new Target.Defaults(Optional.of(new Hostname("app.example.com")), Optional.of(Stage.REQUIRED)));
    }

    private static List<String> described(List<Resolver.Place> places) {
        return places.stream()
                .map(place -> {
                    if (place instanceof Resolver.Found found) {
                        return found.origin().endpoint();
                    }
                    Result.Unresolved lost = ((Resolver.Lost) place).result();
                    return lost.reason();
                })
                .toList();
    }
}
