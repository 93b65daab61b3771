package org.recurve.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final List<ProgressEvent> events = new ArrayList<>();
    private final Events.Subscription subscription =
            Events.subscribe(
                    event -> {
                        if (event instanceof ProgressEvent progress
                                && progress.task().equals("counting")) {
                            events.add(progress);
                        }
                    });
    // A clock may stand anywhere, also shortly before it overflows.
    private long nanos = Long.MAX_VALUE - 500_000_000;

    @AfterEach
    void unsubscribe() {
        subscription.close();
    }

    private Progress progress() {
        return new Progress("counting", 100, "apples", () -> nanos);
    }

    private void after(int millis) {
        nanos += Duration.ofMillis(millis).toNanos();
    }

    @Test
    void shortWorkIsNotSpokenOf() {
        try (Progress progress = progress()) {
            for (int i = 0; i < 9; i++) {
                after(100);
                progress.add(10);
            }
            after(5000); // whatever happens after the last unit
        }
        assertThat(events).isEmpty();
    }

    @Test
    void longWorkBeginsGoesOnAndEnds() {
        try (Progress progress = progress()) {
            after(999);
            progress.add(10);
            assertThat(events).isEmpty();
            after(1);
            progress.add(5);
            assertThat(events).hasSize(1);
            after(249);
            progress.add(1);
            assertThat(events).hasSize(1);
            after(1);
            progress.add(1);
            assertThat(events).hasSize(2);
            after(400);
        }
        assertThat(events).hasSize(3);
        assertThat(events).extracting(ProgressEvent::id).containsOnly(events.get(0).id());
        assertThat(events).extracting(ProgressEvent::done).containsExactly(15L, 17L, 17L);
        assertThat(events).extracting(ProgressEvent::total).containsOnly(100L);
        assertThat(events).extracting(ProgressEvent::unit).containsOnly("apples");
        assertThat(events).extracting(ProgressEvent::finished).containsExactly(false, false, true);
        assertThat(events)
                .extracting(event -> event.elapsed().toMillis())
                .containsExactly(1000L, 1250L, 1650L);
    }

    @Test
    void everyWorkHasAnIdOfItsOwn() {
        for (int i = 0; i < 2; i++) {
            try (Progress progress = progress()) {
                after(2000);
                progress.add(1);
            }
        }
        assertThat(events).hasSize(4);
        assertThat(events).extracting(ProgressEvent::id).doesNotContain("");
        assertThat(events.get(2).id()).isNotEqualTo(events.get(0).id());
    }
}
