package org.recurve.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.recurve.core.EpochEvent;
import org.recurve.core.Event;
import org.recurve.core.ProgressEvent;
import org.recurve.display.ProgressView;

/**
 * Shows long work as one display for each piece of it, which changes in place. What is over within
 * a second leaves nothing behind, except a training. Where a cell runs many trainings, a line of
 * each remains.
 */
final class LiveProgress implements Consumer<Event> {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final int MANY = 3;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final JavaKernel kernel;
    private final Map<String, Shown> shown = new LinkedHashMap<>();

    /** A piece of work on display. */
    private static final class Shown {
        private final ProgressView view = new ProgressView();
        private String displayId;
        private long nanos;
        private boolean changed;
    }

    LiveProgress(JavaKernel kernel) {
        this.kernel = kernel;
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
    synchronized void end() {
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

    private void change(String id, Event event, boolean now, boolean brief) {
        Shown one = shown.computeIfAbsent(id, key -> new Shown());
        one.view.accept(event);
        one.changed = true;
        if (brief && one.displayId == null) {
            return;
        }
        if (now || one.displayId == null || System.nanoTime() - one.nanos >= PAUSE_NANOS) {
            show(one);
        }
    }

    private void show(Shown one) {
        DisplayData data = kernel.rendering().render(one.view);
        if (one.displayId == null) {
            one.displayId = kernel.show(data);
        } else {
            kernel.update(one.displayId, data);
        }
        one.nanos = System.nanoTime();
        one.changed = false;
    }
}
