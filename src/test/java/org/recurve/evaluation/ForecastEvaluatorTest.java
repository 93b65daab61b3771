package org.recurve.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.recurve.evaluation.FixedForecaster.noise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.recurve.baseline.Drift;
import org.recurve.baseline.LastValue;
import org.recurve.baseline.MethodForecaster;
import org.recurve.baseline.Naive2;
import org.recurve.core.EvaluationEvent;
import org.recurve.core.Events;
import org.recurve.core.RecurveException;
import org.recurve.data.Forecast;
import org.recurve.data.ForecastSpread;
import org.recurve.data.Frequency;
import org.recurve.data.Scaling;
import org.recurve.data.SeriesForecaster;
import org.recurve.data.SeriesScaler;
import org.recurve.data.SeriesSet;
import org.recurve.data.SeriesWindows;
import org.tribuo.regression.evaluation.RegressionEvaluation;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ForecastEvaluatorTest {
    private static final int SEASON = 3;
    private static final int H = 4;
    private static final FixedForecaster MODEL =
            FixedForecaster.of("told", (w, c, h) -> 2 + c + noise(1, w, c, h));

    /** Series of 20 and 26 steps with two targets; of the first, two values are missing. */
    private static SeriesSet set() {
        StringColumn id = StringColumn.create("id");
        IntColumn time = IntColumn.create("t");
        DoubleColumn y = DoubleColumn.create("y");
        DoubleColumn z = DoubleColumn.create("z");
        int[] lengths = {20, 26};
        for (int s = 0; s < 2; s++) {
            for (int t = 0; t < lengths[s]; t++) {
                id.append("s" + s);
                time.append(t);
                y.append(2 * s + 3 + noise(5, s, 0, t));
                z.append(10 * (2 + noise(6, s, 1, t)));
            }
        }
        y.set(5, Double.NaN);
        y.set(15, Double.NaN);
        return SeriesSet.reader("t")
                .id("id")
                .targets("y", "z")
                .read(Table.create("made", id, time, y, z))
                .withSeason(SEASON);
    }

    private static SeriesWindows windows(SeriesSet set) {
        return set.from("12").windowsWithHistory(2, H).stride(2);
    }

    private static SeriesSet one(double... values) {
        return SeriesSet.of("y", "0", Frequency.INDEX, values);
    }

    /** Sums by the definitions, over what is asked for. */
    private static final class Slow {
        double squares;
        double sizes;
        double parts;
        double symmetric;
        int known;

        void add(double actual, double forecast) {
            if (Double.isNaN(actual)) {
                return;
            }
            known++;
            squares += (actual - forecast) * (actual - forecast);
            sizes += Math.abs(actual - forecast);
            parts += Math.abs((actual - forecast) / actual);
            symmetric += 2 * Math.abs(actual - forecast) / (Math.abs(actual) + Math.abs(forecast));
        }
    }

    /** Mean absolute, or squared, difference of values a season apart. */
    private static double change(double[] values, int power) {
        double sum = 0;
        int pairs = 0;
        for (int t = SEASON; t < values.length; t++) {
            double difference = Math.abs(values[t] - values[t - SEASON]);
            if (!Double.isNaN(difference)) {
                sum += Math.pow(difference, power);
                pairs++;
            }
        }
        return sum / pairs;
    }

    private static double[] before(SeriesSet all, int series, int target) {
        return Arrays.copyOf(all.series(series).values(target), 12);
    }

    @Test
    void figuresAreThoseOfPlainSums() {
        SeriesSet all = set();
        SeriesWindows windows = windows(all);
        assertThat(windows.size()).isEqualTo(3 + 6);
        ForecastEvaluation judged = new ForecastEvaluator().evaluate(MODEL, windows);
        Slow total = new Slow();
        Slow[] byStep = new Slow[H];
        Arrays.setAll(byStep, h -> new Slow());
        Slow[][] bySeries = {{new Slow(), new Slow()}, {new Slow(), new Slow()}};
        for (int w = 0; w < windows.size(); w++) {
            Slow window = new Slow();
            for (int c = 0; c < 2; c++) {
                for (int h = 0; h < H; h++) {
                    int s = windows.series(w);
                    double actual = all.series(s).value(c, 12 + windows.origin(w) + h);
                    double forecast = MODEL.points().at(w, c, h);
                    for (Slow slow : List.of(total, byStep[h], bySeries[s][c], window)) {
                        slow.add(actual, forecast);
                    }
                }
            }
            assertThat(judged.squaredErrors()[w])
                    .isCloseTo(window.squares / window.known, within(1e-12));
            assertThat(judged.absoluteErrors()[w])
                    .isCloseTo(window.sizes / window.known, within(1e-12));
        }
        // Step 15 is in two of the windows of the first series.
        assertThat(judged.judged()).isEqualTo(total.known).isEqualTo(9 * 2 * H - 2);
        assertThat(judged.missing()).isEqualTo(2);
        assertThat(judged.mse()).isCloseTo(total.squares / total.known, within(1e-9));
        assertThat(judged.rmse()).isCloseTo(Math.sqrt(judged.mse()), within(1e-12));
        assertThat(judged.mae()).isCloseTo(total.sizes / total.known, within(1e-9));
        assertThat(judged.mape()).isCloseTo(100 * total.parts / total.known, within(1e-9));
        double smape = 0;
        double mase = 0;
        double rmsse = 0;
        Table table = judged.bySeries();
        for (int s = 0; s < 2; s++) {
            for (int c = 0; c < 2; c++) {
                Slow slow = bySeries[s][c];
                smape += 100 * slow.symmetric / slow.known / 4;
                double of = slow.sizes / slow.known / change(before(all, s, c), 1);
                mase += of / 4;
                rmsse += Math.sqrt(slow.squares / slow.known / change(before(all, s, c), 2)) / 4;
                int row = 2 * s + c;
                assertThat(table.stringColumn("series").get(row)).isEqualTo("s" + s);
                assertThat(table.stringColumn("target").get(row)).isEqualTo(c == 0 ? "y" : "z");
                assertThat(table.doubleColumn("mase").get(row)).isCloseTo(of, within(1e-9));
            }
        }
        assertThat(judged.smape()).isCloseTo(smape, within(1e-9));
        assertThat(judged.mase()).isCloseTo(mase, within(1e-9));
        assertThat(judged.rmsse()).isCloseTo(rmsse, within(1e-9));
        assertThat(judged.unscaled()).isZero();
        for (int h = 0; h < H; h++) {
            assertThat(judged.byHorizon().doubleColumn("mse").get(h))
                    .isCloseTo(byStep[h].squares / byStep[h].known, within(1e-9));
        }
        double z = bySeries[0][1].sizes + bySeries[1][1].sizes;
        assertThat(judged.byTarget().doubleColumn("mae").get(1))
                .isCloseTo(z / (bySeries[0][1].known + bySeries[1][1].known), within(1e-9));
        assertThat(judged.byTarget().stringColumn("target").asList()).containsExactly("y", "z");
    }

    @Test
    void seasonalNaiveStandsBesideOnTheSameWindows() {
        SeriesSet all = set();
        SeriesWindows windows = windows(all);
        ForecastEvaluation judged = new ForecastEvaluator().evaluate(MODEL, windows);
        Slow slow = new Slow();
        Slow third = new Slow();
        for (int w = 0; w < windows.size(); w++) {
            for (int c = 0; c < 2; c++) {
                double[] values = all.series(windows.series(w)).values(c);
                for (int h = 0; h < H; h++) {
                    int t = 12 + windows.origin(w) + h;
                    int from = 12 + windows.origin(w) - SEASON + h % SEASON;
                    // What is missing is the value before it.
                    double forecast = values[Double.isNaN(values[from]) ? from - 1 : from];
                    slow.add(values[t], forecast);
                    if (h == 2) {
                        third.add(values[t], forecast);
                    }
                }
            }
        }
        ForecastEvaluation reference = judged.reference();
        assertThat(reference.model()).isEqualTo("seasonal naive, period 3");
        assertThat(reference.baseline()).isTrue();
        assertThat(reference.reference()).isSameAs(reference);
        assertThat(reference.mae()).isCloseTo(slow.sizes / slow.known, within(1e-9));
        assertThat(judged.skill()).isCloseTo(1 - judged.mae() / reference.mae(), within(1e-12));
        assertThat(judged.byHorizon().doubleColumn("reference mae").get(2))
                .isCloseTo(third.sizes / third.known, within(1e-9));
        assertThat(judged.others()).isEmpty();
        ForecastEvaluation more =
                new ForecastEvaluator()
                        .beside(new Drift(), new LastValue())
                        .evaluate(MODEL, windows);
        assertThat(more.others())
                .extracting(ForecastEvaluation::model)
                .containsExactly("drift", "last value");
        assertThat(more.table().stringColumn("model").asList())
                .containsExactly("told", "seasonal naive, period 3", "drift", "last value");
        assertThat(more.table().doubleColumn("vs first").get(2))
                .isCloseTo(more.others().get(0).mse() / more.mse() - 1, within(1e-12));
        ForecastEvaluation flat =
                new ForecastEvaluator().evaluate(MODEL, windows(all.withSeason(1)));
        assertThat(flat.reference().model()).isEqualTo("last value");
    }

    @Test
    void spreadsAreJudgedByTheirDefinitions() {
        SeriesSet all = set();
        SeriesWindows windows = windows(all);
        double[] levels = {0.025, 0.1, 0.5, 0.9, 0.975};
        double[] offsets = {-4, -1, 0, 1.5, 3};
        FixedForecaster quantiles =
                new FixedForecaster(
                        "quantiles",
                        MODEL.points(),
                        (w, c) -> {
                            double[][] values = new double[levels.length][H];
                            for (int i = 0; i < levels.length; i++) {
                                for (int h = 0; h < H; h++) {
                                    values[i][h] = MODEL.points().at(w, c, h) + offsets[i];
                                }
                            }
                            return new ForecastSpread.Quantiles(levels, values);
                        });
        ForecastEvaluation judged = new ForecastEvaluator().evaluate(quantiles, windows);
        double pinball = 0;
        double inside80 = 0;
        double inside95 = 0;
        double[][] winkler = new double[2][2];
        int[][] known = new int[2][2];
        for (int w = 0; w < windows.size(); w++) {
            int s = windows.series(w);
            for (int c = 0; c < 2; c++) {
                for (int h = 0; h < H; h++) {
                    double y = all.series(s).value(c, 12 + windows.origin(w) + h);
                    if (Double.isNaN(y)) {
                        continue;
                    }
                    double middle = MODEL.points().at(w, c, h);
                    for (int i = 0; i < levels.length; i++) {
                        double above = y - middle - offsets[i];
                        pinball += 2 * Math.max(levels[i] * above, (levels[i] - 1) * above) / 5;
                    }
                    inside80 += y >= middle - 1 && y <= middle + 1.5 ? 1 : 0;
                    inside95 += y >= middle - 4 && y <= middle + 3 ? 1 : 0;
                    winkler[s][c] += 7 + 40 * Math.max(0, Math.max(middle - 4 - y, y - middle - 3));
                    known[s][c]++;
                }
            }
        }
        double msis = 0;
        for (int s = 0; s < 2; s++) {
            for (int c = 0; c < 2; c++) {
                msis += winkler[s][c] / known[s][c] / change(before(all, s, c), 1) / 4;
            }
        }
        assertThat(judged.crps()).isCloseTo(pinball / judged.judged(), within(1e-9));
        assertThat(judged.coverage80()).isCloseTo(inside80 / judged.judged(), within(1e-12));
        assertThat(judged.coverage95()).isCloseTo(inside95 / judged.judged(), within(1e-12));
        assertThat(judged.width95()).isCloseTo(7, within(1e-12));
        assertThat(judged.msis()).isCloseTo(msis, within(1e-9));
        assertThat(judged.coverage95()).isStrictlyBetween(0.0, 1.0);
        assertThat(judged.byHorizon().columnNames()).contains("crps", "coverage 80", "coverage 95");
        assertThat(judged.metrics())
                .containsOnlyKeys(
                        "mse",
                        "rmse",
                        "mae",
                        "mape",
                        "smape",
                        "mase",
                        "rmsse",
                        "crps",
                        "coverage_80",
                        "coverage_95",
                        "width_95",
                        "msis",
                        "skill",
                        "windows");
    }

    @Test
    void samplesHaveTheirExactScore() {
        SeriesWindows windows = one(1, 2, 4, 3, 7, 5).windows(1, 1);
        FixedForecaster samples =
                new FixedForecaster(
                        "samples",
                        (w, c, h) -> 3,
                        (w, c) -> new ForecastSpread.Samples(new double[][] {{2}, {w}, {4}, {9}}));
        ForecastEvaluation judged = new ForecastEvaluator().evaluate(samples, windows);
        double crps = 0;
        double inside = 0;
        double[] actual = {2, 4, 3, 7, 5};
        for (int w = 0; w < 5; w++) {
            double[] paths = {2, w, 4, 9};
            for (double a : paths) {
                crps += Math.abs(a - actual[w]) / 4 / 5;
                for (double b : paths) {
                    crps -= Math.abs(a - b) / 32 / 5;
                }
            }
            double[] sorted = Arrays.stream(paths).sorted().toArray();
            // Places 0.075 and 2.925 of 0 to 3.
            double low = sorted[0] + 0.075 * (sorted[1] - sorted[0]);
            double high = sorted[2] + 0.925 * (sorted[3] - sorted[2]);
            inside += actual[w] >= low && actual[w] <= high ? 0.2 : 0;
        }
        assertThat(judged.crps()).isCloseTo(crps, within(1e-12));
        assertThat(judged.coverage95()).isCloseTo(inside, within(1e-12));
    }

    @Test
    void aFigureOfSpreadsNeedsAllOfThem() {
        SeriesWindows windows = one(1, 2, 4, 3, 7, 5).windows(1, 1);
        FixedForecaster narrow =
                new FixedForecaster(
                        "narrow",
                        (w, c, h) -> 3,
                        (w, c) ->
                                new ForecastSpread.Quantiles(
                                        new double[] {0.1, 0.9}, new double[][] {{2}, {4}}));
        assertThat(new ForecastEvaluator().evaluate(narrow, windows).metrics())
                .containsKeys("crps", "coverage_80")
                .doesNotContainKeys("coverage_95", "width_95", "msis");
        FixedForecaster some =
                new FixedForecaster(
                        "some",
                        (w, c, h) -> 3,
                        (w, c) -> w == 0 ? ForecastSpread.NONE : narrow.spreads().of(w, c));
        assertThat(new ForecastEvaluator().evaluate(some, windows).metrics())
                .containsKey("mse")
                .doesNotContainKeys("crps", "coverage_80");
    }

    @Test
    void anotherScaleIsThatOfTheErrors() {
        SeriesSet all = set();
        SeriesSet train = all.before("12");
        SeriesScaler scaler = SeriesScaler.fit(Scaling.standard(), train);
        SeriesWindows windows = windows(all);
        ForecastEvaluation judged = new ForecastEvaluator().scaled(scaler).evaluate(MODEL, windows);
        // The same, of a set that was scaled as a whole.
        FixedForecaster other =
                FixedForecaster.of(
                        "told",
                        (w, c, h) ->
                                scaler.scaler("s0", c == 0 ? "y" : "z")
                                        .apply(MODEL.points().at(w, c, h)));
        ForecastEvaluation slow =
                new ForecastEvaluator().evaluate(other, windows(scaler.apply(all)));
        assertThat(judged.mse()).isCloseTo(slow.mse(), within(1e-9));
        assertThat(judged.mae()).isCloseTo(slow.mae(), within(1e-9));
        assertThat(judged.mase()).isCloseTo(slow.mase(), within(1e-9));
        assertThat(judged.reference().mse()).isCloseTo(slow.reference().mse(), within(1e-9));
        assertThat(judged.reference().width95())
                .isCloseTo(slow.reference().width95(), within(1e-9));
        assertThat(judged.metrics()).doesNotContainKeys("mape", "smape");
        assertThat(judged.byTarget().columnNames()).doesNotContain("smape");
        assertThat(judged.getProvenance().toString()).contains("scaled");
        assertThatThrownBy(() -> new ForecastEvaluator().scaled(scaler).owa())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("percentages");
    }

    @Test
    void changesMayBeMeasuredInATrainingPart() {
        SeriesSet all = set();
        ForecastEvaluation judged =
                new ForecastEvaluator()
                        .training(all.before("9"))
                        .evaluate(MODEL, windows(all).at("12"));
        double mase = 0;
        for (int s = 0; s < 2; s++) {
            for (int c = 0; c < 2; c++) {
                double sizes = 0;
                int known = 0;
                for (int h = 0; h < H; h++) {
                    double y = all.series(s).value(c, 12 + h);
                    if (!Double.isNaN(y)) {
                        sizes += Math.abs(y - MODEL.points().at(s, c, h));
                        known++;
                    }
                }
                double[] train = Arrays.copyOf(all.series(s).values(c), 9);
                mase += sizes / known / change(train, 1) / 4;
            }
        }
        assertThat(judged.mase()).isCloseTo(mase, within(1e-9));
        assertThatThrownBy(
                        () ->
                                new ForecastEvaluator()
                                        .training(all.only("s0"))
                                        .evaluate(MODEL, windows(all)))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("s1");
    }

    @Test
    void owaComparesWithNaive2() {
        double[] values = new double[40];
        Arrays.setAll(values, t -> 10 + 3 * Math.sin(t * 2 * Math.PI / 4) + noise(3, 0, 0, t));
        SeriesWindows windows =
                one(values).withSeason(4).from("30").windowsWithHistory(1, 5).at("30");
        ForecastEvaluator evaluator = new ForecastEvaluator().owa();
        ForecastEvaluation judged =
                evaluator.evaluate(
                        FixedForecaster.of("told", (w, c, h) -> 10 + noise(4, w, c, h)), windows);
        ForecastEvaluation naive2 = judged.others().get(0);
        assertThat(naive2.model()).isEqualTo("Naive2, period 4");
        assertThat(judged.owa())
                .isCloseTo(
                        (judged.smape() / naive2.smape() + judged.mase() / naive2.mase()) / 2,
                        within(1e-12));
        assertThat(evaluator.evaluate(MethodForecaster.of(new Naive2(4)), windows).owa())
                .isCloseTo(1, within(1e-12));
        assertThat(judged.metrics()).containsKey("owa");
        assertThat(new ForecastEvaluator().evaluate(MODEL, windows).metrics())
                .doesNotContainKey("owa");
    }

    @Test
    void tribuoFindsTheSame() {
        SeriesWindows windows = set().from("12").windowsWithHistory(2, 11).withoutMissing();
        ForecastEvaluation judged =
                new ForecastEvaluator().keepForecasts().evaluate(MODEL, windows);
        RegressionEvaluation tribuo = judged.tribuo();
        assertThat(tribuo.getPredictions()).hasSize(2 * windows.size());
        assertThat(tribuo.averageMAE()).isCloseTo(judged.mae(), within(1e-9));
        List<String> names = new ArrayList<>();
        tribuo.mae().keySet().forEach(each -> names.add(each.getNames()[0]));
        assertThat(names).hasSize(11).contains("h01", "h09", "h11");
        tribuo.rmse()
                .forEach(
                        (dimension, rmse) -> {
                            int step = Integer.parseInt(dimension.getNames()[0].substring(1));
                            assertThat(rmse * rmse)
                                    .isCloseTo(
                                            judged.byHorizon().doubleColumn("mse").get(step - 1),
                                            within(1e-9));
                        });
        assertThatThrownBy(() -> new ForecastEvaluator().evaluate(MODEL, windows).tribuo())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("keepForecasts()");
        assertThatThrownBy(
                        () ->
                                new ForecastEvaluator()
                                        .keepForecasts()
                                        .evaluate(MODEL, windows(set()))
                                        .tribuo())
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("2 actual values")
                .hasMessageContaining("withoutMissing()");
    }

    @Test
    void resultsArePublishedOnce() {
        List<EvaluationEvent> events = new ArrayList<>();
        SeriesWindows windows = windows(set());
        ForecastEvaluator evaluator = new ForecastEvaluator().beside(new Drift());
        ForecastEvaluation first;
        try (Events.Subscription subscription =
                Events.subscribe(event -> events.add((EvaluationEvent) event))) {
            assertThat(subscription).isNotNull();
            first = evaluator.primary().evaluate(MODEL, windows);
            ForecastEvaluation second =
                    evaluator.evaluate(MethodForecaster.of(new LastValue()), windows);
            assertThat(second.reference()).isSameAs(first.reference());
        }
        assertThat(events)
                .extracting(EvaluationEvent::model)
                .containsExactly("told", "seasonal naive, period 3", "drift", "last value");
        assertThat(events)
                .extracting(EvaluationEvent::primary)
                .containsExactly(true, false, false, false);
        assertThat(events)
                .extracting(EvaluationEvent::role)
                .startsWith(EvaluationEvent.Role.MODEL, EvaluationEvent.Role.BASELINE);
        EvaluationEvent event = events.get(0);
        assertThat(event.task()).isEqualTo("forecasting");
        assertThat(event.dataset()).isEqualTo("made");
        assertThat(event.seed()).isEqualTo(7);
        assertThat(event.metrics()).isEqualTo(first.metrics());
        assertThat(event.provenance()).containsEntry("horizon", H).containsEntry("stride", 2);
        assertThat(first.getProvenance().toString()).contains("made", "lookback");
        assertThat(first.asMap()).hasSize(first.metrics().size());
        assertThat(first.get(ForecastEvaluation.id("mase"))).isEqualTo(first.mase());
    }

    @Test
    void theTextHasTheReferenceBesideTheModel() {
        SeriesWindows windows = one(1, 2, 4, 3, 7, 5).windows(2, 2);
        ForecastEvaluation judged =
                new ForecastEvaluator()
                        .evaluate(FixedForecaster.of("<told>", (w, c, h) -> 4), windows);
        // Actual 4 3, 3 7, 7 5; the last value is 2, 4, 3.
        assertThat(judged.mse()).isCloseTo((0 + 1 + 1 + 9 + 9 + 1) / 6.0, within(1e-12));
        assertThat(judged.toString().lines())
                .contains(
                        "<told> on y all, 3 windows of 2 steps",
                        "  mse                  3.5000         5.8333",
                        "  [2] last value");
        assertThat(judged.toHTML())
                .contains("&lt;told&gt;</th><th align=\"right\">last value</th>")
                .contains("mae</td><td align=\"right\">1.5000</td><td align=\"right\">2.1667</td>");
    }

    @Test
    void whatCannotBeToldIsLeftOut() {
        // Constant, all zero, and changing; none has more than the other two before its horizon.
        SeriesSet set =
                SeriesSet.join(
                        "edge",
                        "y",
                        List.of(
                                SeriesSet.of("constant", "0", Frequency.INDEX, 5, 5, 5, 5, 5, 5),
                                SeriesSet.of("zero", "0", Frequency.INDEX, 0, 0, 0, 0, 0, 0),
                                SeriesSet.of("moves", "0", Frequency.INDEX, 1, 2, 4, 3, 8, 7)));
        ForecastEvaluation all =
                new ForecastEvaluator()
                        .evaluate(
                                FixedForecaster.of("told", (w, c, h) -> w == 0 ? 5 : 6),
                                set.windows(4, 2));
        assertThat(all.unscaled()).isEqualTo(2);
        double change = (1 + 2 + 1) / 3.0;
        assertThat(all.mase()).isCloseTo(1.5 / change, within(1e-12));
        assertThat(all.mape()).isCloseTo(100 * (2 / 8.0 + 1 / 7.0) / 4, within(1e-12));
        assertThat(all.smape())
                .isCloseTo((0 + 200 + 100 * (2 / 14.0 + 1 / 13.0)) / 3, within(1e-9));
        ForecastEvaluation zero =
                new ForecastEvaluator()
                        .evaluate(
                                FixedForecaster.of("told", (w, c, h) -> 6),
                                set.only("zero").windows(4, 2));
        assertThat(zero.mape()).isNaN();
        assertThat(zero.mase()).isNaN();
        // The last value makes no error here.
        assertThat(zero.skill()).isNaN();
        assertThat(zero.metrics()).doesNotContainKeys("mape", "mase", "rmsse", "skill");
        assertThat(zero.mae()).isEqualTo(6);
        ForecastEvaluation none =
                new ForecastEvaluator()
                        .owa()
                        .evaluate(
                                FixedForecaster.of("told", (w, c, h) -> 6),
                                set.only("constant").windows(4, 2));
        assertThat(none.owa()).isNaN();
    }

    @Test
    void aHistoryOfNoMoreThanASeasonHasNoScale() {
        SeriesWindows windows = one(1, 5, 2, 8, 3, 9).withSeason(4).windows(3, 2);
        ForecastEvaluation judged = new ForecastEvaluator().evaluate(MODEL, windows);
        assertThat(judged.mase()).isNaN();
        assertThat(judged.unscaled()).isEqualTo(1);
        // Shorter than a season: the last value; one season: that.
        assertThat(judged.reference().squaredErrors())
                .containsExactly(new double[] {(36 + 1) / 2.0, (4 + 16) / 2.0}, within(1e-12));
    }

    @Test
    void windowsOfWhichNothingIsKnown() {
        double[] values = {1, 2, 3, Double.NaN, Double.NaN, 6};
        SeriesWindows windows = one(values).windows(2, 1);
        ForecastEvaluation judged = new ForecastEvaluator().evaluate(MODEL, windows);
        assertThat(judged.judged()).isEqualTo(2);
        assertThat(judged.missing()).isEqualTo(2);
        assertThat(judged.squaredErrors()[1]).isNaN();
        assertThatThrownBy(
                        () ->
                                new ForecastEvaluator()
                                        .evaluate(MODEL, one(1, 2, 3).lastWindows(2, 2)))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("of the horizons of the 1 windows no value is known");
    }

    @Test
    void forecastsOfOtherWindowsAreRefused() {
        SeriesWindows windows = windows(set());
        SeriesWindows fewer = windows.at("12");
        var few = new Redirected(fewer);
        assertThatThrownBy(() -> new ForecastEvaluator().evaluate(few, windows))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected 4 steps of [y, z] of s0 from 14");
        assertThatThrownBy(() -> new ForecastEvaluator().evaluate(new Redirected(windows), fewer))
                .isInstanceOf(IllegalStateException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> new ForecastEvaluator().evaluate(MODEL, windows))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    /** Forecasts other windows than it is asked for. */
    private record Redirected(SeriesWindows to) implements SeriesForecaster {
        @Override
        public void forecast(SeriesWindows windows, Consumer<? super Forecast> sink) {
            MODEL.forecast(to, sink);
        }

        @Override
        public String name() {
            return "redirected";
        }

        @Override
        public long seed() {
            return -1;
        }

        @Override
        public Map<String, Object> provenanceMap() {
            return Map.of();
        }
    }
}
