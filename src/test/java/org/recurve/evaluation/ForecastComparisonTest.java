package org.recurve.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.recurve.evaluation.FixedForecaster.noise;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.core.RecurveException;
import org.recurve.data.Frequency;
import org.recurve.data.Scaling;
import org.recurve.data.SeriesScaler;
import org.recurve.data.SeriesSet;
import org.recurve.data.SeriesWindows;
import org.recurve.metric.DieboldMariano;
import org.recurve.metric.DieboldMariano.LongRunVariance;
import tech.tablesaw.api.Table;

class ForecastComparisonTest {
    private static final FixedForecaster GOOD =
            FixedForecaster.of("good", (w, c, h) -> 0.3 * noise(1, w, c, h));
    private static final FixedForecaster BAD =
            FixedForecaster.of("bad", (w, c, h) -> noise(2, w, c, h));

    private static SeriesSet series(String name, String start, int steps, int seed) {
        double[] values = new double[steps];
        Arrays.setAll(values, t -> noise(seed, 0, 0, t));
        return SeriesSet.of(name, start, Frequency.INDEX, values);
    }

    private static ForecastEvaluation judge(FixedForecaster model, SeriesWindows windows) {
        return new ForecastEvaluator().evaluate(model, windows);
    }

    @Test
    void ofOneSeriesWindowsAreTimes() {
        SeriesWindows windows = series("y", "0", 60, 3).windows(5, 7).stride(2);
        ForecastEvaluation good = judge(GOOD, windows);
        ForecastEvaluation bad = judge(BAD, windows);
        // A window of 7 steps shares some with the three that follow 2, 4 and 6 steps later.
        DieboldMariano expected =
                DieboldMariano.of(
                        good.squaredErrors(), bad.squaredErrors(), 4, LongRunVariance.BARTLETT);
        assertThat(good.compare(bad)).isEqualTo(expected);
        assertThat(expected.meanDifference())
                .isCloseTo(good.mse() - bad.mse(), within(1e-12))
                .isNegative();
        assertThat(good.compare(good).pValue()).isEqualTo(1);
    }

    @Test
    void ofSeveralSeriesAtTheSameTimesTheMeanIs() {
        SeriesSet set =
                SeriesSet.join(
                        "many", "y", List.of(series("a", "0", 30, 4), series("b", "0", 30, 5)));
        SeriesWindows windows = set.windows(4, 3);
        assertThat(windows.size()).isEqualTo(48);
        ForecastEvaluation good = judge(GOOD, windows);
        ForecastEvaluation bad = judge(BAD, windows);
        double[][] means = new double[2][24];
        for (int t = 0; t < 24; t++) {
            means[0][t] = (good.squaredErrors()[t] + good.squaredErrors()[24 + t]) / 2;
            means[1][t] = (bad.squaredErrors()[t] + bad.squaredErrors()[24 + t]) / 2;
        }
        DieboldMariano expected =
                DieboldMariano.of(means[0], means[1], 3, LongRunVariance.BARTLETT);
        DieboldMariano test = good.compare(bad);
        assertThat(test.statistic()).isCloseTo(expected.statistic(), within(1e-9));
        assertThat(test.times()).isEqualTo(24);
        assertThat(test.horizon()).isEqualTo(3);
    }

    @Test
    void ofOneWindowOfEachSeriesTheseStandForTimes() {
        SeriesSet set =
                SeriesSet.join(
                        "many",
                        "y",
                        List.of(
                                series("a", "0", 9, 6),
                                series("b", "3", 9, 7),
                                series("c", "5", 9, 8),
                                series("d", "7", 9, 9)));
        SeriesWindows windows = set.windows(4, 5);
        ForecastEvaluation good = judge(GOOD, windows);
        ForecastEvaluation bad = judge(BAD, windows);
        assertThat(good.compare(bad))
                .isEqualTo(
                        DieboldMariano.of(
                                good.squaredErrors(),
                                bad.squaredErrors(),
                                1,
                                LongRunVariance.BARTLETT));
    }

    @Test
    void theTableIsOfTheFirst() {
        SeriesSet set = series("y", "0", 60, 10);
        ForecastEvaluation good = judge(GOOD, set.windows(5, 3));
        // Another look-back, yet the same horizons.
        ForecastEvaluation bad = judge(BAD, set.from("3").windowsWithHistory(2, 3).at(times(good)));
        ForecastEvaluation fewer = judge(BAD, set.windows(9, 3));
        Table table = Evaluations.compare(good, bad, fewer);
        assertThat(table.stringColumn("model").asList()).containsExactly("good", "bad", "bad");
        assertThat(table.doubleColumn("mse").asList())
                .containsExactly(good.mse(), bad.mse(), fewer.mse());
        assertThat(table.doubleColumn("vs first").get(1))
                .isCloseTo(bad.mse() / good.mse() - 1, within(1e-12));
        assertThat(table.doubleColumn("Diebold-Mariano p").get(1))
                .isEqualTo(good.compare(bad).pValue());
        assertThat(table.doubleColumn("vs first").isMissing(2)).isTrue();
        assertThat(table.doubleColumn("Diebold-Mariano p").isMissing(2)).isTrue();
        assertThat(table.columnNames()).contains("smape", "mase").doesNotContain("owa", "crps");
    }

    @Test
    void seriesStandSideBySide() {
        SeriesSet set =
                SeriesSet.join(
                        "many", "y", List.of(series("a", "0", 30, 12), series("b", "4", 21, 13)));
        SeriesWindows windows = set.from("15").windowsWithHistory(8, 3).at("20", "21");
        ForecastEvaluation good = judge(GOOD, windows);
        ForecastEvaluation bad = judge(BAD, windows);
        Table table = Evaluations.maseBySeries(good, bad, good);
        assertThat(table.columnNames())
                .containsExactly("series", "steps before", "good", "bad", "good (2)");
        assertThat(table.stringColumn("series").asList()).containsExactly("a", "b");
        assertThat(table.intColumn("steps before").asList()).containsExactly(20, 16);
        for (String model : List.of("good", "bad")) {
            ForecastEvaluation its = model.equals("good") ? good : bad;
            assertThat(table.doubleColumn(model).asList())
                    .containsExactlyElementsOf(its.bySeries().doubleColumn("mase").asList())
                    .doesNotContainNull();
        }
        ForecastEvaluation other = judge(BAD, set.from("15").windowsWithHistory(8, 3).at("20"));
        assertThatThrownBy(() -> Evaluations.maseBySeries(good, other))
                .isInstanceOf(RecurveException.class)
                .hasMessageStartingWith("good and bad cannot stand side by side: the first was");
    }

    private static String[] times(ForecastEvaluation of) {
        String[] times = new String[of.windows().size()];
        Arrays.setAll(times, of.windows()::time);
        return times;
    }

    @Test
    void whatCannotBeComparedIsSaid() {
        SeriesSet set = series("y", "0", 30, 11);
        SeriesWindows windows = set.windows(5, 3);
        ForecastEvaluation good = judge(GOOD, windows);
        refused(good, judge(BAD, set.windows(5, 4)), "22 windows of 4 steps");
        ForecastEvaluation scaled =
                new ForecastEvaluator()
                        .scaled(SeriesScaler.fit(Scaling.standard(), set))
                        .evaluate(BAD, windows);
        refused(good, scaled, "on different scales");
        ForecastEvaluation alike =
                new ForecastEvaluator()
                        .scaled(SeriesScaler.fit(Scaling.standard(), set))
                        .evaluate(GOOD, windows);
        assertThat(alike.compare(scaled).meanDifference())
                .isCloseTo(alike.mse() - scaled.mse(), within(1e-12));
        ForecastEvaluation other =
                new ForecastEvaluator()
                        .scaled(SeriesScaler.fit(Scaling.minMax(), set))
                        .evaluate(GOOD, windows);
        refused(other, scaled, "on different scales");
        SeriesWindows few = windows.at("7", "9", "11");
        refused(judge(GOOD, few), judge(BAD, few), "more than 3 times, and there are 3");
        SeriesSet apart =
                SeriesSet.join(
                        "apart", "y", List.of(series("a", "0", 30, 4), series("b", "2", 30, 5)));
        refused(
                judge(GOOD, apart.windows(5, 3)),
                judge(BAD, apart.windows(5, 3)),
                "windows at different times");
        double[] gap = set.series(0).values(0);
        Arrays.fill(gap, 10, 14, Double.NaN);
        SeriesWindows gaps = SeriesSet.of("y", "0", Frequency.INDEX, gap).windows(5, 3);
        refused(judge(GOOD, gaps), judge(BAD, gaps), "no actual value is known");
    }

    private static void refused(ForecastEvaluation one, ForecastEvaluation two, String why) {
        assertThatThrownBy(() -> one.compare(two))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("good and bad cannot be compared")
                .hasMessageContaining(why);
        assertThat(Evaluations.compare(one, two).doubleColumn("Diebold-Mariano p").isMissing(1))
                .isTrue();
    }
}
