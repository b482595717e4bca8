package dev.originpull.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LanesTest {
    private final Map<String, CompletableFuture<Void>> underWay = new LinkedHashMap<>();

    private CompletionStage<?> begin(String item) {
        CompletableFuture<Void> working = new CompletableFuture<>();
        underWay.put(item, working);
        return working.thenRun(() -> underWay.remove(item));
    }

    private void finish(String item) {
        Objects.requireNonNull(underWay.get(item), item).complete(null);
    }

    @Test
    void worksOnOneItemOfALaneAtATime() {
        CompletionStage<Void> all = Lanes.run(List.of("a1", "a2", "b1", "c1"), item -> item.charAt(0), 2, this::begin);

        assertThat(underWay).containsOnlyKeys("a1", "b1");
        finish("b1");
        assertThat(underWay).containsOnlyKeys("a1", "c1");
        finish("a1");
        assertThat(underWay).containsOnlyKeys("a2", "c1");
        finish("c1");
        assertThat(all.toCompletableFuture()).isNotDone();
        finish("a2");
        assertThat(all.toCompletableFuture()).isCompleted();
    }

    @Test
    void isDoneAtOnceWithNothingToDo() {
        assertThat(Lanes.run(List.<String>of(), item -> item, 4, this::begin).toCompletableFuture())
                .isCompleted();
    }

    @Test
    void keepsItsStackWhenAHundredThousandItemsAreDoneAtOnce() {
        List<Integer> items = IntStream.range(0, 100_000).boxed().toList();
        List<Integer> seen = new ArrayList<>();

        CompletionStage<Void> all = Lanes.run(items, item -> "one lane", 1, item -> {
            seen.add(item);
            return CompletableFuture.completedFuture(null);
        });

        assertThat(all.toCompletableFuture()).isCompleted();
        assertThat(seen).isEqualTo(items);
    }

    @Test
    void failsWithTheItemThatFailed() {
        IllegalStateException bug = new IllegalStateException("a bug");

        assertThat(Lanes.run(List.of("a", "b"), item -> item, 1, item -> CompletableFuture.failedFuture(bug))
                        .toCompletableFuture())
                .isCompletedExceptionally();
    }

    @Test
    void failsWhereAnItemCannotBeBegunInsteadOfWaitingForEver() {
        CompletionStage<Void> all = Lanes.run(List.of("a1", "a2"), item -> item.charAt(0), 1, item -> {
            if (item.equals("a2")) {
                throw new IllegalStateException("a bug");
            }
            return begin(item);
        });

        finish("a1");

        assertThat(all.toCompletableFuture()).isCompletedExceptionally();
    }

    @Test
    void wantsAConcurrencyOfAtLeastOne() {
        assertThatThrownBy(() -> Lanes.run(List.of("a"), item -> item, 0, this::begin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("concurrency is 1 or more: 0");
    }
}
