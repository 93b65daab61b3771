package org.recurve.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.recurve.data.Frequency;
import org.recurve.data.SeriesSet;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Series for tests of forecasters. */
final class ForecastSamples {
    private ForecastSamples() {}

    /** Two series of two targets with covariates of every kind. */
    static SeriesSet covariates(int steps) {
        Random random = new Random(5);
        StringColumn id = StringColumn.create("shop");
        IntColumn time = IntColumn.create("t");
        StringColumn town = StringColumn.create("town");
        DoubleColumn area = DoubleColumn.create("area");
        List<DoubleColumn> numbers = new ArrayList<>();
        for (String name : List.of("y", "z", "visitors", "offer")) {
            numbers.add(DoubleColumn.create(name));
        }
        for (int s = 0; s < 2; s++) {
            for (int t = 0; t < steps; t++) {
                id.append("shop " + s);
                time.append(t);
                town.append(s == 0 ? "Ulm" : "Bonn");
                area.append(100 + 50 * s);
                for (DoubleColumn column : numbers) {
                    column.append(3 + s + 2 * random.nextGaussian());
                }
            }
        }
        Table table = Table.create("shops", id, time, town, area);
        numbers.forEach(table::addColumns);
        return SeriesSet.reader("t")
                .id("shop")
                .targets("y", "z")
                .past("visitors")
                .known("offer")
                .statics("area", "town")
                .read(table)
                .withSeason(3);
    }

    /** The same without the covariates whose future is not known. */
    static SeriesSet withoutPast(int steps) {
        SeriesSet all = covariates(steps);
        Table table = all.toTable();
        return SeriesSet.reader(table.column(1).name())
                .id(table.column(0).name())
                .targets("y", "z")
                .known("offer")
                .read(table)
                .withSeason(3);
    }

    /** A first-order autoregression around a mean, with normal noise of deviation 1. */
    static SeriesSet autoregression(String name, int steps, double coefficient, long seed) {
        Random random = new Random(seed);
        double[] values = new double[steps];
        double x = 0;
        for (int t = 0; t < steps; t++) {
            x = coefficient * x + random.nextGaussian();
            values[t] = 10 + x;
        }
        return SeriesSet.of(name, "0", Frequency.INDEX, values);
    }

    /** Waves of period 12 and 5 that go on for ever. */
    static SeriesSet waves(String name, int steps, double shift) {
        double[] values = new double[steps];
        for (int t = 0; t < steps; t++) {
            values[t] = 50 + shift + 10 * Math.sin(t / 12.0 * 2 * Math.PI) + 3 * Math.cos(t * 1.3);
        }
        return SeriesSet.of(name, "0", Frequency.INDEX, values).withSeason(12);
    }
}
