package org.recurve.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** What runs and in which order, and what is computed from times; no time itself is judged. */
class StopwatchTest {
    private final List<String> ran = new ArrayList<>();

    private Stopwatch watch(String... names) {
        Stopwatch watch = new Stopwatch();
        for (String name : names) {
            watch.add(name, () -> ran.add(name));
        }
        return watch;
    }

    @Test
    void candidatesRunInTurnsInChangingOrder() {
        Timings timings = watch("a", "b", "c").warmUp(1).rounds(40).time();
        Set<List<String>> orders = new HashSet<>();
        for (int round = 0; round < 41; round++) {
            List<String> order = ran.subList(3 * round, 3 * round + 3);
            assertThat(order).containsExactlyInAnyOrder("a", "b", "c");
            orders.add(order);
        }
        assertThat(ran).hasSize(3 * 41);
        assertThat(orders).hasSize(6);
        assertThat(timings.names()).containsExactly("a", "b", "c");
        assertThat(timings.all()).allSatisfy(t -> assertThat(t.seconds()).hasSize(40));
        assertThat(timings.all())
                .allSatisfy(t -> assertThat(t.seconds()).allMatch(s -> s >= 0 && s < 600));
    }

    @Test
    void whatTakesLongerShows() {
        Timings timings =
                new Stopwatch()
                        .rounds(1)
                        .add("nothing", () -> {})
                        .add("sleeps", StopwatchTest::sleep)
                        .time();
        assertThat(timings.of("sleeps").fastest()).isGreaterThanOrEqualTo(0.02);
    }

    private static void sleep() {
        try {
            Thread.sleep(21);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theLimitEndsTheRoundsButOneIsTimed() {
        Timings timings = watch("a", "b").warmUp(5).within(Duration.ofNanos(1)).time();
        assertThat(ran).containsExactlyInAnyOrder("a", "b");
        assertThat(timings.of("b").seconds()).hasSize(1);
    }

    @Test
    void figures() {
        Timing slow = new Timing("slow", List.of(4.0, 8.0, 40.0));
        Timing fast = new Timing("fast", List.of(2.0, 2.0, 4.0));
        assertThat(slow.median()).isEqualTo(8);
        assertThat(slow.fastest()).isEqualTo(4);
        assertThat(slow.quantile(0.75)).isEqualTo(24);
        assertThat(new Timing("even", List.of(1.0, 2.0)).median()).isEqualTo(1.5);
        Timings timings = new Timings(List.of(fast, slow));
        // Round by round 2, 4 and 10: the ratio of medians would be 4, that of means 6.5.
        assertThat(timings.ratio("slow", "fast")).isEqualTo(4);
        assertThat(timings.ratio("fast", "slow")).isCloseTo(0.25, within(1e-15));
        TimingSeries series =
                new TimingSeries(
                        "T",
                        List.of(64, 128),
                        List.of(timings, new Timings(List.of(fast, alike(3)))));
        assertThat(series.seconds("slow")).containsExactly(8, 3);
        assertThat(series.ratios("slow", "fast")).containsExactly(4, 1.5);
        assertThat(series.positions()).containsExactly(64, 128);
        assertThat(timings.toString()).contains("slow", "8000.0", "4.000");
    }

    private static Timing alike(double seconds) {
        return new Timing("slow", List.of(seconds, seconds, seconds));
    }

    @Test
    void anInterruptEndsTheTiming() {
        Stopwatch watch = watch("a").add("interrupts", () -> Thread.currentThread().interrupt());
        assertThatThrownBy(watch::time).isInstanceOf(CancellationException.class);
        assertThat(ran).hasSizeLessThan(2);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void whatFailsEndsTheTiming() {
        RuntimeException broken = new IllegalStateException("broken");
        Stopwatch watch =
                watch("a")
                        .add(
                                "b",
                                () -> {
                                    throw broken;
                                });
        assertThatThrownBy(watch::time).isSameAs(broken);
    }

    @Test
    void wrongUseIsTold() {
        assertThatThrownBy(() -> new Stopwatch().time()).hasMessageContaining("nothing to time");
        assertThatThrownBy(() -> watch("a", "a")).hasMessageContaining("called a");
        assertThatThrownBy(() -> watch().rounds(0)).hasMessageContaining("0");
        assertThatThrownBy(() -> watch().warmUp(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> watch().within(Duration.ZERO)).hasMessageContaining("above zero");
        Timings timings = watch("a").time();
        assertThatThrownBy(() -> timings.of("b"))
                .hasMessageContaining("\"b\"")
                .hasMessageContaining("[a]");
        assertThatThrownBy(() -> timings.of("a").quantile(2)).hasMessageContaining("2.0");
        assertThatThrownBy(() -> new Timing("a", List.of())).hasMessageContaining("never");
        assertThatThrownBy(() -> new TimingSeries("T", List.of(1), List.of()))
                .hasMessageContaining("1 sizes");
        Timing once = new Timing("x", List.of(1.0));
        assertThatThrownBy(() -> new Timings(List.of(once, once))).hasMessageContaining("called x");
        Timing twice = new Timing("y", List.of(1.0, 1.0));
        assertThatThrownBy(() -> new Timings(List.of(once, twice)))
                .hasMessageContaining("y ran 2 times, but x 1");
    }
}
