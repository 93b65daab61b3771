package org.recurve.data;

import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.recurve.core.RecurveException;

/** Cuts a set of series into training, validation and test by time. */
final class SeriesCuts {
    /** So that 0.7 of 10 steps are 7, though 0.7 * 10 is a little less in binary fractions. */
    private static final double ROUNDING = 1e-9;

    private final SeriesSet all;
    private final String how;

    private SeriesCuts(SeriesSet all, String how) {
        this.all = all;
        this.how = how;
    }

    static SeriesSplits fractions(SeriesSet all, double train, double validation) {
        if (!(train > 0) || !(validation >= 0) || !(train + validation < 1)) {
            throw new IllegalArgumentException(
                    ("the fractions of training and validation must be more than 0 and at least 0,"
                                    + " and together less than 1, but are %s and %s")
                            .formatted(train, validation));
        }
        return new SeriesCuts(all, "fractions " + train + ", " + validation)
                .splits(
                        s -> share(s, train),
                        s -> share(s, train + validation),
                        TimeSeries::length);
    }

    private static int share(TimeSeries series, double fraction) {
        return (int) (fraction * series.length() + ROUNDING);
    }

    static SeriesSplits steps(SeriesSet all, int train, int validation, int test) {
        positive(train, validation, test);
        return new SeriesCuts(all, "first steps " + train + ", " + validation + ", " + test)
                .splits(s -> train, s -> train + validation, s -> train + validation + test);
    }

    static SeriesSplits last(SeriesSet all, int validation, int test) {
        positive(1, validation, test);
        return new SeriesCuts(all, "last steps " + validation + ", " + test)
                .splits(
                        s -> s.length() - test - validation,
                        s -> s.length() - test,
                        TimeSeries::length);
    }

    private static void positive(int train, int validation, int test) {
        if (train < 1 || validation < 0 || test < 1) {
            throw new IllegalArgumentException(
                    ("there must be at least 1 step of training, 0 of validation and 1 of test, not"
                                    + " %d, %d and %d")
                            .formatted(train, validation, test));
        }
    }

    static SeriesSplits dates(SeriesSet all, String validationFrom, String testFrom) {
        long validation = all.frequency().parse(validationFrom);
        long test = all.frequency().parse(testFrom);
        if (validation > test) {
            throw new RecurveException(
                    "validation must begin before the test, but begins %s and the test %s"
                            .formatted(validationFrom, testFrom));
        }
        return new SeriesCuts(all, "from " + validationFrom + ", " + testFrom)
                .splits(s -> s.stepAt(validation), s -> s.stepAt(test), TimeSeries::length);
    }

    private SeriesSplits splits(
            ToIntFunction<TimeSeries> train,
            ToIntFunction<TimeSeries> validation,
            ToIntFunction<TimeSeries> test) {
        return new SeriesSplits(
                all.name(),
                Map.of(
                        "train", part("train", s -> 0, train),
                        "validation", part("validation", train, validation),
                        "development", part("development", s -> 0, validation),
                        "test", part("test", validation, test)));
    }

    private Supplier<SeriesSet> part(
            String split, ToIntFunction<TimeSeries> from, ToIntFunction<TimeSeries> to) {
        return () ->
                all.pieces(
                        s -> s.cut(from.applyAsInt(s), to.applyAsInt(s)),
                        split,
                        how,
                        "%s %s: no series has a step in the part \"%s\" (%s); the longest has %d"
                                .formatted(all.name(), all.split(), split, how, all.longest()));
    }
}
