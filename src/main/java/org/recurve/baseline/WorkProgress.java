package org.recurve.baseline;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.recurve.core.Cancellation;
import org.recurve.core.Events;
import org.recurve.core.ProgressEvent;

/** Tells how far a piece of work is, at most five times a second, and looks whether to stop. */
final class WorkProgress implements AutoCloseable {
    private static final AtomicLong IDS = new AtomicLong();
    private static final long BETWEEN_EVENTS = Duration.ofMillis(200).toNanos();

    private final String id = "baseline-" + IDS.incrementAndGet();
    private final long start = System.nanoTime();
    private final String task;
    private final long total;
    private final String unit;
    private long done;
    private long lastEvent = start;

    WorkProgress(String task, long total, String unit) {
        this.task = task;
        this.total = total;
        this.unit = unit;
    }

    /**
     * So many are done now.
     *
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    void done(long units) {
        done = units;
        Cancellation.check(task);
        if (System.nanoTime() - lastEvent >= BETWEEN_EVENTS) {
            publish(false);
        }
    }

    private void publish(boolean finished) {
        lastEvent = System.nanoTime();
        Duration elapsed = Duration.ofNanos(lastEvent - start);
        Events.publish(new ProgressEvent(id, task, done, total, unit, elapsed, Map.of(), finished));
    }

    @Override
    public void close() {
        publish(true);
    }
}
