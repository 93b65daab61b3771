package org.recurve.core;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Tells the world how far a piece of work is that may be short: nothing within its first second,
 * then at most four times a second. Closing it says that the work is over.
 */
public final class Progress implements AutoCloseable {
    private static final long FIRST_NANOS = 1_000_000_000;
    private static final long INTERVAL_NANOS = 250_000_000;

    private final String id = "work-" + UUID.randomUUID();
    private final String task;
    private final String unit;
    private final long total;
    private final LongSupplier clock;
    private final long started;
    private long next;
    private long done;
    private boolean shown;

    /**
     * Begins.
     *
     * @param task what is being done, for a reader
     * @param total units of work in all
     * @param unit of work ({@code "texts"})
     */
    public Progress(String task, long total, String unit) {
        this(task, total, unit, System::nanoTime);
    }

    /**
     * @param clock of nanoseconds, for tests
     */
    Progress(String task, long total, String unit, LongSupplier clock) {
        this.task = task;
        this.total = total;
        this.unit = unit;
        this.clock = clock;
        started = clock.getAsLong();
        next = started + FIRST_NANOS;
    }

    /**
     * Takes note of work.
     *
     * @param units finished since the last call
     */
    public void add(long units) {
        done += units;
        if (clock.getAsLong() - next >= 0) {
            publish(false);
            next = clock.getAsLong() + INTERVAL_NANOS;
            shown = true;
        }
    }

    @Override
    public void close() {
        if (shown) {
            publish(true);
        }
    }

    private void publish(boolean finished) {
        Duration elapsed = Duration.ofNanos(clock.getAsLong() - started);
        Events.publish(new ProgressEvent(id, task, done, total, unit, elapsed, Map.of(), finished));
    }
}
