package dev.originpull.configgen.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.originpull.configgen.locate.Listener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskingTest {
    /** How many questions are under way, and were at most. */
    private static final class Gauge {
        private final Map<Listener, Integer> now = new HashMap<>();
        private int most;
        private int mostAtAnAddress;

        synchronized void enter(Listener address) {
            int here = now.merge(address, 1, Integer::sum);
            mostAtAnAddress = Math.max(mostAtAnAddress, here);
            most = Math.max(
                    most, now.values().stream().mapToInt(Integer::intValue).sum());
        }

        synchronized void leave(Listener address) {
            now.merge(address, -1, Integer::sum);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,50", "2,3", "3,25", "9,7", "40,2"})
    void asksEachOnceInOrderAndFewAtATime(int addresses, int names) throws Exception {
        Gauge gauge = new Gauge();
        List<Subject> subjects = subjects(addresses, names);

        Map<Subject, Question.Answer> answers = new Asking((address, hostname, expected) -> {
                    gauge.enter(address);
                    Thread.onSpinWait();
                    gauge.leave(address);
                    return new Question.Answer(hostname + " " + address, "");
                })
                .ask(subjects, Optional.empty());

        assertThat(answers.keySet()).containsExactlyElementsOf(subjects);
        answers.forEach(
                (subject, answer) -> assertThat(answer.mode()).isEqualTo(subject.hostname() + " " + subject.address()));
        assertThat(gauge.most).isLessThanOrEqualTo(Asking.IN_ALL);
        assertThat(gauge.mostAtAnAddress).isLessThanOrEqualTo(Asking.AT_AN_ADDRESS);
    }

    /** Each waits until as many are under way as may be: with fewer the barrier would break. */
    @Test
    void asksAsManyAtOnceAsMayBe() throws Exception {
        CyclicBarrier together = new CyclicBarrier(Asking.AT_AN_ADDRESS);

        Map<Subject, Question.Answer> answers = new Asking((address, hostname, expected) -> {
                    try {
                        together.await(30, TimeUnit.SECONDS);
                    } catch (BrokenBarrierException | TimeoutException e) {
                        return new Question.Answer("alone", "");
                    }
                    return new Question.Answer("off", "");
                })
                .ask(subjects(1, 2 * Asking.AT_AN_ADDRESS), Optional.empty());

        assertThat(answers.values()).extracting(Question.Answer::mode).containsOnly("off");
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "30"})
    void anExceptionCostsNoOtherItsAnswer(int names) throws Exception {
        Map<Subject, Question.Answer> answers = new Asking((address, hostname, expected) -> {
                    if (hostname.equals("n0.example.org")) {
                        throw new IllegalStateException("what a peer sent");
                    }
                    return new Question.Answer("off", "");
                })
                .ask(subjects(1, names), Optional.empty());

        List<Question.Answer> all = new ArrayList<>(answers.values());
        assertThat(all.remove(0))
                .isEqualTo(new Question.Answer(
                        "inconclusive", "a bug in originpull: java.lang.IllegalStateException: what a peer sent"));
        assertThat(all).hasSize(names - 1).extracting(Question.Answer::mode).allMatch("off"::equals);
    }

    /** A machine without a file descriptor left cannot load a class. */
    @Test
    void aClassThatCannotBeLoadedIsAnAnswer() throws Exception {
        Map<Subject, Question.Answer> answers = new Asking((address, hostname, expected) -> {
                    throw new NoClassDefFoundError("a/Class");
                })
                .ask(subjects(1, 2), Optional.empty());

        assertThat(answers.values())
                .hasSize(2)
                .extracting(Question.Answer::mode)
                .allMatch("inconclusive"::equals);
    }

    @Test
    void anInterruptEndsWhatIsUnderWay() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch ended = new CountDownLatch(2);
        Thread caller = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            try {
                begun.await();
                caller.interrupt();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        interrupter.start();

        assertThatThrownBy(() -> new Asking((address, hostname, expected) -> {
                            begun.countDown();
                            try {
                                new CountDownLatch(1).await();
                                throw new AssertionError("it was let go");
                            } finally {
                                ended.countDown();
                            }
                        })
                        .ask(subjects(2, 1), Optional.empty()))
                .isInstanceOf(InterruptedException.class);

        assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        interrupter.join();
    }

    private static List<Subject> subjects(int addresses, int names) {
        List<Subject> subjects = new ArrayList<>();
        for (int name = 0; name < names; name++) {
            for (int address = 1; address <= addresses; address++) {
                subjects.add(new Subject("n" + name + ".example.org", new Listener("192.0.2." + address, 8443)));
            }
        }
        return subjects;
    }
}
