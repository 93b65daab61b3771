package org.recurve.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.recurve.core.EpochEvent;
import org.recurve.core.ProgressEvent;

class LiveProgressTest {
    private final AtomicLong clock = new AtomicLong();
    private final List<String> calls = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private final LiveProgress progress =
            new LiveProgress(
                    new LiveProgress.Screen() {
                        @Override
                        public String show(ProgressView view) {
                            times.add(clock.get());
                            calls.add("show");
                            return "id" + calls.size();
                        }

                        @Override
                        public void update(String id, ProgressView view) {
                            times.add(clock.get());
                            calls.add("update " + id);
                        }
                    },
                    clock::get);

    private void at(long millis, boolean finished) {
        clock.set(Duration.ofMillis(millis).toNanos());
        progress.accept(
                new ProgressEvent(
                        "t",
                        "training",
                        millis,
                        9000,
                        "steps",
                        Duration.ofMillis(millis),
                        Map.of("loss", 1.0, "tokens/s", 500.0),
                        finished));
    }

    @Test
    void oneDisplayChangesAtMostFourTimesASecond() {
        for (int millis = 0; millis < 9000; millis += 20) {
            at(millis, false);
            progress.accept(new EpochEvent("t", "training", 1, 1, Map.of("loss", 1.0), true));
        }
        assertThat(calls.get(0)).isEqualTo("show");
        assertThat(calls.subList(1, calls.size())).containsOnly("update id1");
        for (int i = 4; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 4))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
        }
        assertThat(calls.size()).isBetween(30, 36);
    }

    @Test
    void theEndIsShownAtOnce() {
        at(2000, false);
        at(2010, false);
        assertThat(calls).containsExactly("show");
        at(2020, true);
        assertThat(calls).containsExactly("show", "update id1");
        progress.end();
        assertThat(calls).hasSize(2);
    }

    @Test
    void whatWasHeldBackIsShownWhenTheCellEnds() {
        at(2000, false);
        at(2010, false);
        progress.end();
        assertThat(calls).containsExactly("show", "update id1");
        at(3000, false);
        assertThat(calls).endsWith("show");
    }
}
