package org.recurve.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;

/** Reads the catalogued sets for forecasting, whole or in their usual parts. */
final class SeriesCatalog {
    private static final Set<String> FORMATS =
            Set.of("time-columns", "m4", "beijing-pm25", "bakeries");

    /** A year of hours, of which the last tenth validates. */
    private static final int YEAR = 365 * 24;

    /** 30 days of hours, the month of the ETT protocol. */
    private static final int MONTH = 30 * 24;

    private final DataCatalog catalog;
    private final DataSet set;

    private SeriesCatalog(DataCatalog catalog, String name) {
        this.catalog = catalog;
        this.set = catalog.set(name);
        if (set.format() == null || !FORMATS.contains(set.format())) {
            List<String> others =
                    catalog.sets().stream()
                            .filter(s -> s.format() != null && FORMATS.contains(s.format()))
                            .map(DataSet::name)
                            .toList();
            throw new RecurveException(
                    "%s is a set for %s, not time series to forecast: sets of that kind are %s"
                            .formatted(name, set.task(), String.join(", ", others)));
        }
    }

    static SeriesSet load(DataCatalog catalog, String name) {
        return new SeriesCatalog(catalog, name).all();
    }

    static SeriesSplits splits(DataCatalog catalog, String name) {
        return new SeriesCatalog(catalog, name).splits();
    }

    private DataInput file(String split) {
        DataFile file =
                set.files().stream().filter(f -> f.split().equals(split)).findFirst().orElseThrow();
        return catalog.obtain(set, file);
    }

    private SeriesSet all() {
        if (set.format().equals("m4")) {
            return m4(file("test"));
        }
        DataInput input = file("all");
        return switch (set.format()) {
            case "beijing-pm25" -> read(beijing(), input);
            case "bakeries" -> read(bakeries(), input);
            default -> read(timeColumns(input), input);
        };
    }

    private SeriesSet read(SeriesReader reader, DataInput input) {
        return reader.read(set.name(), List.of(input));
    }

    /** The first column is the time, all others are targets. */
    private static SeriesReader timeColumns(DataInput input) {
        List<String> header = new ArrayList<>();
        try (TextLines lines = new TextLines(input.open(), input.where())) {
            String first = lines.next();
            if (first == null) {
                throw new RecurveException(input.where() + " is empty: replace it");
            }
            for (String name : first.strip().split(",", -1)) {
                header.add(name.replace("\"", ""));
            }
        }
        // The temperatures of Melbourne lack two days; what is missing is NaN and in the report.
        return new SeriesReader(header.get(0))
                .gaps(Fill.NAN)
                .targets(header.subList(1, header.size()).toArray(String[]::new));
    }

    private static SeriesReader beijing() {
        return new SeriesReader("year", "month", "day", "hour")
                .targets("pm2.5")
                .past("DEWP", "TEMP", "PRES", "cbwd", "Iws", "Is", "Ir")
                .categories("cbwd");
    }

    private static SeriesReader bakeries() {
        return new SeriesReader("date")
                .id("bakery")
                .targets("sales")
                .known("offer")
                .statics("town");
    }

    private SeriesSplits splits() {
        Supplier<SeriesSet> all = once(this::all);
        if (set.format().equals("m4")) {
            return m4(all);
        }
        return new SeriesSplits(
                set.name(),
                Map.of(
                        "train", once(() -> cut(all.get()).train()),
                        "validation", once(() -> cut(all.get()).validation()),
                        "development", once(() -> cut(all.get()).development()),
                        "test", once(() -> cut(all.get()).test())));
    }

    private SeriesSplits cut(SeriesSet all) {
        return switch (set.name()) {
            case "ett-h1", "ett-h2" -> all.splitSteps(12 * MONTH, 4 * MONTH, 4 * MONTH);
            case "ett-m1" -> all.splitSteps(48 * MONTH, 16 * MONTH, 16 * MONTH);
            // Nothing is known of the first day, which leaves five whole years.
            case "beijing-pm25" ->
                    all.from("2010-01-02 00:00").splitSteps(YEAR * 9 / 10, YEAR / 10, 4 * YEAR);
            case "airline-passengers" -> all.splitSteps(72, 24, 48);
            case "bakeries" -> all.splitLast(56, 56);
            case "substation" -> all.splitSteps(6 * MONTH, 2 * MONTH, 2 * MONTH);
            default -> all.splitFractions(0.7, 0.1);
        };
    }

    /** The competition counts a season of 24 for hours and 1 for weeks. */
    private SeriesSet m4(DataInput test) {
        int season = set.name().equals("m4-hourly") ? 24 : 1;
        return M4Files.read(set, file("train"), test).withSeason(season);
    }

    /** The test file is read for the test alone. */
    private SeriesSplits m4(Supplier<SeriesSet> all) {
        int horizon = set.name().equals("m4-weekly") ? 13 : 48;
        Supplier<SeriesSet> training = once(() -> m4((DataInput) null));
        // Cut from the end of the training file, as the test is from the end of the whole.
        Supplier<SeriesSplits> inner = () -> training.get().splitLast(0, horizon);
        return new SeriesSplits(
                set.name(),
                Map.of(
                        "train", once(() -> named(inner.get().train(), "train")),
                        "validation", once(() -> named(inner.get().test(), "validation")),
                        "development", once(() -> named(training.get(), "development")),
                        "test", once(() -> all.get().splitLast(0, horizon).test())));
    }

    private static SeriesSet named(SeriesSet of, String split) {
        DataProvenance was = of.provenance();
        return of.withProvenance(
                new DataProvenance(was.dataset(), split, was.files(), was.preparation()));
    }

    /** {@return a supplier that asks once} */
    private static Supplier<SeriesSet> once(Supplier<SeriesSet> of) {
        return new Supplier<>() {
            private SeriesSet made;

            @Override
            public synchronized SeriesSet get() {
                if (made == null) {
                    made = of.get();
                }
                return made;
            }
        };
    }
}
