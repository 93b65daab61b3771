package org.recurve.display;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.recurve.core.ProgressEvent;

/** Words and numbers of a progress, shared by the notebook and the terminal. */
final class ProgressLine {
    private ProgressLine() {}

    /** How much is done, 0 to 1; NaN where the total is not known. */
    static double fraction(ProgressEvent event) {
        return event.total() <= 0 ? Double.NaN : Math.min(1, (double) event.done() / event.total());
    }

    /** A bar that every terminal can show. */
    static String asciiBar(double fraction, int width) {
        int full = (int) Math.round(fraction * width);
        return "[" + "#".repeat(full) + ".".repeat(width - full) + "]";
    }

    /** How much of how much: {@code 45 % 1,234/2,700 steps}. */
    static String amount(ProgressEvent event) {
        String unit = event.unit().equals("bytes") ? "" : " " + event.unit();
        String done = Numbers.amount(event.done(), event.unit());
        if (event.total() <= 0) {
            return done + unit;
        }
        return "%d %%  %s/%s%s"
                .formatted(
                        (int) (100 * fraction(event)),
                        done,
                        Numbers.amount(event.total(), event.unit()),
                        unit);
    }

    /** The named values: {@code loss 4.87 perplexity 130.3}. */
    static String figures(Map<String, Double> figures) {
        return figures.entrySet().stream()
                .map(e -> e.getKey() + " " + Numbers.format(e.getValue()))
                .collect(Collectors.joining("  "));
    }

    /** The time left, or taken once finished; empty where it cannot be told. */
    static String time(ProgressEvent event) {
        if (event.finished()) {
            boolean whole = event.total() < 0 || event.done() >= event.total();
            return (whole ? "in " : "stopped after ") + Numbers.duration(event.elapsed());
        }
        Duration left = event.remaining();
        return left == null ? Numbers.duration(event.elapsed()) : Numbers.duration(left) + " left";
    }
}
