package dev.originpull.it.apply;

import dev.originpull.it.client.Curl;
import dev.originpull.it.client.CurlAnswer;
import dev.originpull.it.client.Tls;
import dev.originpull.it.pki.TestPki;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests of one client, one after the other, until it is closed. */
final class Traffic implements AutoCloseable {
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final Thread thread;
    private volatile boolean ended;

    private Traffic(Curl curl) {
        thread = new Thread(() -> run(curl), "traffic");
        thread.start();
    }

    /** With the leaf, as Cloudflare would make them. */
    static Traffic to(int port) {
        return new Traffic(Curl.to(port, Optional.of(TestPki.get().leaf()), Tls.TLS_1_2));
    }

    /** Without a certificate. */
    static Traffic without(int port) {
        return new Traffic(Curl.to(port, Optional.empty(), Tls.TLS_1_2));
    }

    private void run(Curl curl) {
        while (!ended) {
            CurlAnswer answer = curl.ask();
            requests.incrementAndGet();
            if (answer.status() == 200) {
                answered.incrementAndGet();
            } else {
                failures.add(answer.toString());
            }
        }
    }

    /** What came back that was not 200. */
    List<String> failures() {
        return failures;
    }

    int requests() {
        return requests.get();
    }

    /** How many requests got the page. */
    int answered() {
        return answered.get();
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
