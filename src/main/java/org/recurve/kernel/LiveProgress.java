package org.recurve.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.recurve.core.Event;
import org.recurve.core.ProgressEvent;

/** Shows long work as one display for each piece of it, which changes in place. */
final class LiveProgress implements Consumer<Event> {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final JavaKernel kernel;
    private final Map<String, Shown> shown = new HashMap<>();

    /** A piece of work on display. */
    private static final class Shown {
        private String displayId;
        private long nanos;
        private ProgressEvent waiting;
    }

    LiveProgress(JavaKernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public synchronized void accept(Event event) {
        if (event instanceof ProgressEvent progress) {
            progress(progress);
        }
    }

    /** The cell has ended: what was held back is shown, and later work has displays of its own. */
    synchronized void end() {
        for (Shown one : shown.values()) {
            if (one.waiting != null) {
                show(one, one.waiting);
            }
        }
        shown.clear();
    }

    private void progress(ProgressEvent event) {
        Shown one = shown.computeIfAbsent(event.id(), id -> new Shown());
        boolean due =
                one.displayId == null
                        || event.finished()
                        || System.nanoTime() - one.nanos >= PAUSE_NANOS;
        if (due) {
            show(one, event);
        } else {
            one.waiting = event;
        }
        if (event.finished()) {
            shown.remove(event.id());
        }
    }

    private void show(Shown one, ProgressEvent event) {
        DisplayData data = kernel.rendering().render(event);
        if (one.displayId == null) {
            one.displayId = kernel.show(data);
        } else {
            kernel.update(one.displayId, data);
        }
        one.nanos = System.nanoTime();
        one.waiting = null;
    }
}
