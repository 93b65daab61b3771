package org.recurve.display;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.recurve.core.Timing;
import org.recurve.core.TimingSeries;
import org.recurve.core.Timings;

/** Timings as tables, in milliseconds. */
final class TimingsView {
    private TimingsView() {}

    /** One row for each piece of work. */
    static Grid grid(Timings timings) {
        List<Timing> all = timings.all();
        String first = timings.names().get(0);
        Grid grid =
                new Grid(
                        "",
                        List.of("work", "median ms", "fastest ms", "\u00d7 " + first),
                        List.of(false, true, true, true));
        List<String> medians = numbers(all.stream().mapToDouble(t -> 1e3 * t.median()));
        List<String> fastest = numbers(all.stream().mapToDouble(t -> 1e3 * t.fastest()));
        List<String> ratios =
                numbers(timings.names().stream().mapToDouble(name -> timings.ratio(name, first)));
        for (int i = 0; i < all.size(); i++) {
            grid.row(all.get(i).name(), medians.get(i), fastest.get(i), ratios.get(i));
        }
        return grid.note("Medians of " + all.get(0).seconds().size() + " rounds.");
    }

    /** One row for each size, a column for each piece of work. */
    static Grid grid(TimingSeries series) {
        List<String> names = new ArrayList<>(List.of(series.variable()));
        names.addAll(series.names());
        Grid grid = new Grid("", names, names.stream().map(name -> true).toList());
        List<List<String>> columns =
                series.names().stream()
                        .map(
                                name ->
                                        numbers(
                                                DoubleStream.of(series.seconds(name))
                                                        .map(s -> 1e3 * s)))
                        .toList();
        for (int i = 0; i < series.sizes().size(); i++) {
            int row = i;
            Stream<String> cells = columns.stream().map(column -> column.get(row));
            grid.row(Stream.concat(Stream.of("" + series.sizes().get(row)), cells).toList());
        }
        return grid.note("Medians in milliseconds.");
    }

    private static List<String> numbers(DoubleStream values) {
        double[] all = values.toArray();
        int decimals = Numbers.decimals(all);
        return DoubleStream.of(all).mapToObj(v -> Numbers.format(v, decimals)).toList();
    }
}
