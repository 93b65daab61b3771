package org.recurve.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.recurve.core.Event;
import org.recurve.core.ProgressEvent;

/** Shows the progress of long work, such as a download, in the console's changing line. */
final class WorkProgress implements Consumer<Event> {
    private static final double MEGA = 1e6;

    private final Console console;

    WorkProgress(Console console) {
        this.console = console;
    }

    @Override
    public void accept(Event event) {
        if (event instanceof ProgressEvent progress) {
            console.progress(line(progress));
        }
    }

    static String line(ProgressEvent event) {
        boolean bytes = event.unit().equals("bytes");
        StringBuilder line = new StringBuilder(event.task()).append(": ");
        line.append(amount(event.done(), bytes));
        if (event.total() >= 0) {
            line.append(" of ").append(amount(event.total(), bytes));
        }
        line.append(bytes ? " MB" : " " + event.unit());
        Duration remaining = event.remaining();
        if (remaining != null && !event.finished()) {
            line.append(", ").append(remaining.toSeconds()).append(" s left");
        }
        return line.toString();
    }

    private static String amount(long amount, boolean bytes) {
        return bytes ? String.format(Locale.ROOT, "%.1f", amount / MEGA) : Long.toString(amount);
    }
}
