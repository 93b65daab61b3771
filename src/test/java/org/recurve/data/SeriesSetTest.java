package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class SeriesSetTest {
    private static final double NAN = Double.NaN;

    /** The value of step t is t + 1. */
    private static SeriesSet counting(String name, String start, Frequency frequency, int steps) {
        return SeriesSet.of(
                name, start, frequency, IntStream.rangeClosed(1, steps).asDoubleStream().toArray());
    }

    private static double[] values(SeriesSet set) {
        return set.series(0).values(0);
    }

    private static double[] range(int from, int to) {
        return IntStream.rangeClosed(from, to).asDoubleStream().toArray();
    }

    @Test
    void partsBeforeAndFromATimeMeetThere() {
        SeriesSet months = counting("m", "1949-01", Frequency.MONTHLY, 144);
        assertThat(values(months.before("1950-01"))).containsExactly(range(1, 12));
        assertThat(values(months.from("1950-01"))).containsExactly(range(13, 144));
        assertThat(months.from("1950-01").series(0).history()).isEqualTo(12);
        assertThat(months.from("1950-01").before("1950-03").series(0))
                .hasToString("m: 2 steps of 1 month, 1950-01 to 1950-02");
        SeriesSet hours = counting("h", "2020-01-01 00:30", Frequency.HOURLY, 5);
        assertThat(values(hours.before("2020-01-01 01:30"))).containsExactly(1);
        assertThat(values(hours.before("2020-01-01 02:00"))).containsExactly(1, 2);
        assertThat(values(hours.from("2020-01-01 02:00"))).containsExactly(3, 4, 5);
        assertThat(hours.before("2020-01-01 02:00").provenance().preparation())
                .containsExactly("from an array", "before 2020-01-01 02:00");
        assertThatThrownBy(() -> hours.before("2020-01-01"))
                .isInstanceOf(RecurveException.class)
                .hasMessage(
                        "h all: no series has a step before 2020-01-01; they have 2020-01-01 00:30 to"
                                + " 2020-01-01 04:30");
        assertThatThrownBy(() -> hours.from("2021-01-01")).hasMessageContaining("from 2021-01-01");
    }

    @Test
    void fractionsCutEachSeriesByItsOwnLength() {
        SeriesSet set =
                SeriesSet.join(
                        "two",
                        "y",
                        List.of(
                                counting("a", "0", Frequency.INDEX, 10),
                                counting("b", "5", Frequency.INDEX, 100)));
        SeriesSplits splits = set.splitFractions(0.7, 0.1);
        assertThat(splits.train().series("a").values(0)).containsExactly(range(1, 7));
        assertThat(splits.validation().series("a").values(0)).containsExactly(8);
        assertThat(splits.test().series("b").values(0)).containsExactly(range(81, 100));
        assertThat(splits.development().series("b").values(0)).containsExactly(range(1, 80));
        assertThat(splits.trainingFor("test").split()).isEqualTo("development");
        assertThat(splits.trainingFor("validation").split()).isEqualTo("train");
        assertThat(set.splitFractions(0.67, 0).test().series("a").values(0))
                .containsExactly(range(7, 10));
        assertThatThrownBy(() -> set.splitFractions(0.67, 0).validation())
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("no series has a step in the part \"validation\"");
        assertThatThrownBy(() -> set.splitFractions(0.8, 0.2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void stepsAndDatesCutAsTheyAreAsked() {
        SeriesSet set = counting("a", "2020-01-01", Frequency.DAILY, 30);
        SeriesSplits steps = set.splitSteps(12, 4, 4);
        assertThat(values(steps.train())).containsExactly(range(1, 12));
        assertThat(values(steps.validation())).containsExactly(range(13, 16));
        assertThat(values(steps.test())).containsExactly(range(17, 20));
        assertThat(values(set.splitLast(2, 3).validation())).containsExactly(26, 27);
        assertThat(values(set.splitLast(2, 3).test())).containsExactly(28, 29, 30);
        SeriesSplits dates = set.splitAt("2020-01-11", "2020-01-21");
        assertThat(values(dates.train())).containsExactly(range(1, 10));
        assertThat(values(dates.validation())).containsExactly(range(11, 20));
        assertThat(values(dates.test())).containsExactly(range(21, 30));
        assertThat(dates.test().provenance().split()).isEqualTo("test");
        assertThat(dates.test().provenance().preparation())
                .containsExactly("from an array", "from 2020-01-11, 2020-01-21");
        assertThatThrownBy(() -> set.splitAt("2020-02-21", "2020-01-21"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("validation must begin before the test");
        assertThatThrownBy(() -> dates.split("dev"))
                .hasMessage(
                        "a has no split \"dev\": it has train, validation, test and development");
        assertThatThrownBy(() -> set.splitSteps(30, 1, 1).test())
                .hasMessageContaining("the longest has 30");
    }

    /** Linear filling looks ahead, but not out of the part that is filled. */
    @Test
    void partsAreChangedEachByItself() {
        SeriesSet set = SeriesSet.of("a", "0", Frequency.INDEX, 1, 2, Double.NaN, Double.NaN, 5, 6);
        SeriesSplits filled = set.splitSteps(3, 1, 2).map(part -> part.filled(Fill.LAST));
        assertThat(values(filled.train())).containsExactly(1, 2, 2);
        assertThat(values(filled.validation())).containsExactly(2);
        assertThat(values(filled.test())).containsExactly(5, 6);
        SeriesSplits linear = set.splitSteps(3, 1, 2).map(part -> part.filled(Fill.LINEAR));
        assertThat(values(linear.train())).containsExactly(1, 2, Double.NaN);
        assertThat(linear.test().windowsWithHistory(2, 2).history(0, 0))
                .containsExactly(new double[] {1, 2, 3, 4}, within(1e-12));
        assertThat(linear.trainingFor("test").split()).isEqualTo("development");
    }

    @Test
    void seriesThatAreTooShortForAPartAreNotInIt() {
        SeriesSet set =
                SeriesSet.join(
                        "two",
                        "y",
                        List.of(
                                counting("short", "0", Frequency.INDEX, 3),
                                counting("long", "0", Frequency.INDEX, 9)));
        SeriesSplits splits = set.splitLast(2, 2);
        assertThat(splits.train().ids()).containsExactly("long");
        assertThat(splits.validation().ids()).containsExactly("short", "long");
        assertThat(splits.validation().series("short").values(0)).containsExactly(1);
        assertThat(splits.test().series("short").values(0)).containsExactly(2, 3);
    }

    @Test
    void partsAreViewsAndKnowNothingOfWhatComesAfter() {
        double[] values = range(1, 10);
        SeriesSet set = SeriesSet.of("a", "0", Frequency.INDEX, values);
        SeriesSet train = set.splitLast(2, 3).train();
        assertThat(train.series(0).length()).isEqualTo(5);
        assertThatThrownBy(() -> train.series(0).value(0, 5))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("series a has steps 0 to 4, not 5");
        values[2] = 77;
        assertThat(train.series(0).value(0, 2)).isEqualTo(77);
    }

    @Test
    void missingValuesAreFilledWithinThePart() {
        SeriesSet set = SeriesSet.of("a", "0", Frequency.INDEX, NAN, 1, NAN, NAN, 4, NAN, 10, NAN);
        assertThat(values(set.filled(Fill.ZERO))).containsExactly(0, 1, 0, 0, 4, 0, 10, 0);
        assertThat(values(set.filled(Fill.LAST))).containsExactly(NAN, 1, 1, 1, 4, 4, 10, 10);
        assertThat(values(set.filled(Fill.LINEAR))).containsExactly(NAN, 1, 2, 3, 4, 7, 10, NAN);
        assertThat(values(set.before("6").filled(Fill.LINEAR)))
                .containsExactly(NAN, 1, 2, 3, 4, NAN);
        assertThat(values(set.from("2").filled(Fill.LAST))).containsExactly(1, 1, 4, 4, 10, 10);
        assertThat(values(set)).containsExactly(NAN, 1, NAN, NAN, 4, NAN, 10, NAN);
        assertThat(set.series(0).missing()).isEqualTo(5);
    }

    @Test
    void theCalendarIsKnownForTheFuture() {
        // 2020-02-28 is a Friday.
        SeriesSet set =
                counting("a", "2020-02-28 18:00", Frequency.of(6, Frequency.Unit.HOUR), 3)
                        .withCalendar(CalendarFeature.HOUR_OF_DAY, CalendarFeature.DAY_OF_WEEK)
                        .withScaledCalendar(
                                CalendarFeature.DAY_OF_MONTH,
                                CalendarFeature.MONTH,
                                CalendarFeature.DAY_OF_YEAR);
        assertThat(set.knownCovariates())
                .containsExactly(
                        "hour of day sin",
                        "hour of day cos",
                        "day of week sin",
                        "day of week cos",
                        "day of month scaled",
                        "month scaled",
                        "day of year scaled");
        TimeSeries series = set.series(0);
        assertThat(series.values("hour of day sin")[0]).isCloseTo(-1, within(1e-12));
        assertThat(series.values("hour of day cos")[1]).isEqualTo(1);
        assertThat(series.values("day of week cos"))
                .containsExactly(
                        new double[] {
                            Math.cos(2 * Math.PI * 4 / 7),
                            Math.cos(2 * Math.PI * 5 / 7),
                            Math.cos(2 * Math.PI * 5 / 7)
                        },
                        within(1e-12));
        assertThat(series.values("day of month scaled")[0]).isEqualTo(27 / 30.0 - 0.5);
        assertThat(series.values("month scaled")[0]).isEqualTo(1 / 11.0 - 0.5);
        assertThat(series.values("day of year scaled")[2]).isEqualTo(59 / 365.0 - 0.5);
        float[] known = new float[3 * 7];
        set.lastWindows(1, 2).fillKnown(0, known, 0);
        assertThat(known[4]).isEqualTo((float) (28 / 30.0 - 0.5));
        assertThat(known[2 * 7]).isCloseTo(-1, within(1e-6f));

        assertThatThrownBy(
                        () ->
                                counting("m", "2020-01", Frequency.MONTHLY, 3)
                                        .withCalendar(CalendarFeature.DAY_OF_WEEK))
                .isInstanceOf(RecurveException.class)
                .hasMessage("a series with a step of 1 month has no day of week: leave it out");
        assertThatThrownBy(
                        () ->
                                counting("i", "0", Frequency.INDEX, 3)
                                        .withCalendar(CalendarFeature.MONTH))
                .hasMessageContaining("give times in place of an index");
        assertThatThrownBy(() -> set.withScaledCalendar(CalendarFeature.MONTH))
                .hasMessageContaining("have \"month scaled\" already");
    }

    @Test
    void targetsAndSeriesArePickedByName() {
        SeriesSet set =
                SeriesSet.join(
                        "two",
                        "y",
                        List.of(
                                counting("a", "0", Frequency.INDEX, 3),
                                counting("b", "0", Frequency.INDEX, 4)));
        assertThat(set.only("b", "a").ids()).containsExactly("b", "a");
        assertThat(set.index("b")).isEqualTo(1);
        assertThat(set.onlyTargets("y").targets()).containsExactly("y");
        assertThat(set.withSeason(24).only("a").season()).isEqualTo(24);
        assertThatThrownBy(() -> set.series("c"))
                .isInstanceOf(RecurveException.class)
                .hasMessage("there is no series \"c\"; there are a, b");
        assertThatThrownBy(() -> set.onlyTargets("z"))
                .hasMessage("there is no target \"z\"; there are y");
        assertThatThrownBy(() -> set.only()).hasMessageContaining("name at least one series");
        assertThatThrownBy(() -> set.withSeason(0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Arrays.asList(set.steps(), (long) set.size())).containsExactly(7L, 2L);
    }

    @Test
    void pastCovariatesAreLeftOutOfASetAndItsHistory() {
        Table table =
                Table.create(
                        IntColumn.create("t", 0, 1, 2, 3),
                        DoubleColumn.create("y", 1, 2, 3, 4),
                        DoubleColumn.create("seen", 5, 6, 7, 8),
                        DoubleColumn.create("known", 9, 10, 11, 12));
        SeriesSet test =
                SeriesSet.reader("t")
                        .targets("y")
                        .past("seen")
                        .known("known")
                        .read(table)
                        .splitSteps(2, 0, 2)
                        .test()
                        .withoutPastCovariates();
        assertThat(test.pastCovariates()).isEmpty();
        assertThat(test.knownCovariates()).containsExactly("known");
        assertThat(values(test)).containsExactly(3, 4);
        SeriesWindows windows = test.windowsWithHistory(2, 1);
        float[] known = new float[3];
        windows.fillKnown(0, known, 0);
        assertThat(known).containsExactly(9, 10, 11);
        assertThatThrownBy(() -> test.series(0).values("seen"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("\"seen\"");
        assertThat(test.toTable().columnNames()).containsExactly("series", "step", "y", "known");
    }
}
