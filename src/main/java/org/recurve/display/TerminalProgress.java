package org.recurve.display;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.recurve.core.EpochEvent;
import org.recurve.core.Event;
import org.recurve.core.ProgressEvent;

/**
 * Progress on a console. On a terminal each piece of work has a line that changes in place, at most
 * four times a second; into a file or pipe it writes a plain line at the start, every ten seconds
 * and at the end. Epochs get a line of their own on both. Safe for several threads.
 */
public final class TerminalProgress implements Consumer<Event> {
    private static final long TERMINAL_PAUSE = Duration.ofMillis(250).toNanos();
    private static final long PLAIN_PAUSE = Duration.ofSeconds(10).toNanos();
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream out;
    private final boolean terminal;
    private final int columns;
    private final LongSupplier clock;
    private final Map<String, Long> lastShown = new HashMap<>();
    private String open = "";

    /**
     * Writes to a stream.
     *
     * @param out where to
     * @param terminal whether it understands carriage return and ANSI's erase-line
     * @param columns width of the terminal in characters; unimportant where it is none
     */
    public TerminalProgress(PrintStream out, boolean terminal, int columns) {
        this(out, terminal, columns, System::nanoTime);
    }

    TerminalProgress(PrintStream out, boolean terminal, int columns, LongSupplier clock) {
        this.out = out;
        this.terminal = terminal;
        this.columns = Math.max(20, columns);
        this.clock = clock;
    }

    @Override
    public synchronized void accept(Event event) {
        if (event instanceof ProgressEvent progress) {
            progress(progress);
        } else if (event instanceof EpochEvent epoch) {
            whole(line(epoch));
        }
    }

    private void progress(ProgressEvent event) {
        long now = clock.getAsLong();
        Long last = lastShown.get(event.id());
        long pause = terminal ? TERMINAL_PAUSE : PLAIN_PAUSE;
        if (event.finished()) {
            lastShown.remove(event.id());
            whole(line(event, 12));
        } else if (last == null || now - last >= pause) {
            lastShown.put(event.id(), now);
            if (terminal) {
                String line = line(event, 20);
                open = line.substring(0, Math.min(line.length(), columns - 1));
                out.print(CLEAR + open);
                out.flush();
            } else {
                whole(line(event, 12));
            }
        }
    }

    /** Writes a line that stays; the one that changes goes on below it. */
    private void whole(String line) {
        if (terminal && !open.isEmpty()) {
            out.print(CLEAR);
            open = "";
        }
        out.println(line);
        out.flush();
    }

    /** One line on how far the work is. */
    static String line(ProgressEvent event, int width) {
        double fraction = ProgressLine.fraction(event);
        String bar =
                Double.isNaN(fraction) || event.finished()
                        ? ""
                        : ProgressLine.asciiBar(fraction, width);
        return join(
                event.task(),
                bar,
                ProgressLine.amount(event),
                ProgressLine.figures(event.figures()),
                ProgressLine.time(event));
    }

    private static String line(EpochEvent event) {
        Map<String, Double> figures = new LinkedHashMap<>(event.row());
        figures.remove("epoch");
        return join(
                "%s: epoch %d/%d".formatted(event.task(), event.epoch(), event.epochs()),
                ProgressLine.figures(figures),
                event.best() ? "(best so far)" : "");
    }

    private static String join(String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining("  "));
    }
}
