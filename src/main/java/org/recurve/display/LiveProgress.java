package org.recurve.display;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.recurve.core.EpochEvent;
import org.recurve.core.Event;
import org.recurve.core.ProgressEvent;

/**
 * Shows long work in a notebook as one display for each piece of it, which changes in place, at
 * most four times a second. What is over within a second leaves nothing behind, except a training.
 * Where a cell runs many trainings, a line of each remains.
 */
public final class LiveProgress implements Consumer<Event> {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final int MANY = 3;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Screen screen;
    private final LongSupplier clock;
    private final Map<String, Shown> shown = new LinkedHashMap<>();

    /** Where a notebook shows things. */
    public interface Screen {
        /**
         * Shows something new.
         *
         * @param view of a piece of work
         * @return the id to change it by
         */
        String show(ProgressView view);

        /**
         * Shows something in place of what was there.
         *
         * @param id as {@link #show} returned it
         * @param view of the same piece of work
         */
        void update(String id, ProgressView view);
    }

    /** A piece of work on display. */
    private static final class Shown {
        private final ProgressView view = new ProgressView();
        private String displayId;
        private long nanos;
        private boolean changed;
    }

    /**
     * Shows work on a screen.
     *
     * @param screen of the notebook
     */
    public LiveProgress(Screen screen) {
        this(screen, System::nanoTime);
    }

    LiveProgress(Screen screen, LongSupplier clock) {
        this.screen = screen;
        this.clock = clock;
    }

    @Override
    public synchronized void accept(Event event) {
        if (event instanceof ProgressEvent progress) {
            boolean brief = progress.elapsed().compareTo(SHORT) < 0;
            change(progress.id(), progress, progress.finished(), brief);
        } else if (event instanceof EpochEvent epoch) {
            change(epoch.id(), epoch, false, false);
        }
    }

    /** The cell has ended: what was held back is shown, and later work has displays of its own. */
    public synchronized void end() {
        List<Shown> trainings = shown.values().stream().filter(one -> one.view.training()).toList();
        if (trainings.size() >= MANY) {
            trainings.forEach(one -> one.view.shorten());
            trainings.forEach(one -> one.changed = true);
        }
        for (Shown one : shown.values()) {
            if (one.changed && one.displayId != null) {
                show(one);
            }
        }
        shown.clear();
    }

    /** For kernels that do not tell when a cell ends: lets go of work that is over. */
    synchronized void forgetFinished() {
        shown.values().removeIf(one -> one.view.finished());
    }

    private void change(String id, Event event, boolean now, boolean brief) {
        Shown one = shown.computeIfAbsent(id, key -> new Shown());
        one.view.accept(event);
        one.changed = true;
        if (brief && one.displayId == null) {
            return;
        }
        if (now || one.displayId == null || clock.getAsLong() - one.nanos >= PAUSE_NANOS) {
            show(one);
        }
    }

    private void show(Shown one) {
        if (one.displayId == null) {
            one.displayId = screen.show(one.view);
        } else {
            screen.update(one.displayId, one.view);
        }
        one.nanos = clock.getAsLong();
        one.changed = false;
    }
}
