package org.recurve.display;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.recurve.core.EpochEvent;
import org.recurve.core.Event;
import org.recurve.core.ProgressEvent;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * One piece of long work as it goes on: a bar with the time left, and for a training the learning
 * curve and the table of epochs, before the first of them the loss so far. Feed it the {@link
 * ProgressEvent}s and {@link EpochEvent}s of one id, and show it again as often as you like. Safe
 * for several threads.
 */
public final class ProgressView implements Consumer<Event> {
    private final List<Map<String, Double>> epochs = new ArrayList<>();
    private final RunningLoss running = new RunningLoss();
    private ProgressEvent progress;
    private int best;
    private boolean brief;

    /** A view of work that has not said anything yet. */
    public ProgressView() {}

    /**
     * Takes note of an event; kinds of events that it does not know are ignored.
     *
     * @param event of the work that is shown
     */
    @Override
    public synchronized void accept(Event event) {
        if (event instanceof ProgressEvent change) {
            progress = change;
            running.add(change);
        } else if (event instanceof EpochEvent epoch) {
            epochs.add(epoch.row());
            best = epoch.best() ? epochs.size() : best;
        }
    }

    ProgressView with(Event event) {
        accept(event);
        return this;
    }

    /** {@return whether it is a training that has finished an epoch} */
    public synchronized boolean training() {
        return !epochs.isEmpty();
    }

    /** Leaves out curve and table from now on: for one of many. */
    public synchronized void shorten() {
        brief = true;
    }

    /** {@return whether the work has ended} */
    public synchronized boolean finished() {
        return progress != null && progress.finished();
    }

    /** {@return what is known now, as HTML} */
    public synchronized String html() {
        StringBuilder html = new StringBuilder();
        if (progress != null) {
            html.append("<p>").append(line()).append("</p>\n");
        }
        if (epochs.isEmpty() && !running.isEmpty() && !brief && !finished()) {
            html.append("<p>").append(Html.image(running.chart())).append("</p>\n");
        }
        LearningCurve curve = new LearningCurve(epochs, best);
        if (!curve.isEmpty() && !brief) {
            html.append("<p>").append(Html.image(curve)).append("</p>\n");
            html.append(TableView.epochs(table()).html());
        }
        return html.toString();
    }

    private String line() {
        double fraction = ProgressLine.fraction(progress);
        String bar =
                Double.isNaN(fraction) || progress.finished()
                        ? ""
                        : Html.inline(new Bar(fraction)) + " ";
        String rest =
                String.join(
                        " \u00b7 ",
                        Stream.of(
                                        ProgressLine.amount(progress).replace("  ", " \u00b7 "),
                                        ProgressLine.figures(progress.figures())
                                                .replace("  ", " \u00b7 "),
                                        ProgressLine.time(progress))
                                .filter(part -> !part.isEmpty())
                                .map(Html::escape)
                                .toList());
        return "<strong>%s</strong> %s%s".formatted(Html.escape(progress.task()), bar, rest);
    }

    /** {@return what is known now, as plain text} */
    public synchronized String text() {
        List<String> parts = new ArrayList<>();
        if (progress != null) {
            parts.add(TerminalProgress.line(progress, 12));
        }
        if (!epochs.isEmpty() && !brief) {
            parts.add(TableView.epochs(table()).text());
        }
        return String.join("\n", parts);
    }

    /** {@return the same as {@link #text()}} */
    @Override
    public String toString() {
        return text();
    }

    private Table table() {
        Map<String, DoubleColumn> columns = new LinkedHashMap<>();
        epochs.get(0).keySet().forEach(name -> columns.put(name, DoubleColumn.create(name)));
        for (Map<String, Double> row : epochs) {
            columns.forEach((name, column) -> column.append(row.getOrDefault(name, Double.NaN)));
        }
        return Table.create("epochs").addColumns(columns.values().toArray(DoubleColumn[]::new));
    }
}
