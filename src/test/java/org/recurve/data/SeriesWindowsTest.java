package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class SeriesWindowsTest {
    private static final float NAN = Float.NaN;

    /** Step t of series s has the targets 100 s + t and its negative. */
    private static SeriesSet set(int... lengths) {
        StringColumn id = StringColumn.create("id");
        IntColumn time = IntColumn.create("t");
        DoubleColumn y = DoubleColumn.create("y");
        DoubleColumn z = DoubleColumn.create("z");
        for (int s = 0; s < lengths.length; s++) {
            for (int t = 0; t < lengths[s]; t++) {
                id.append("s" + s);
                time.append(t);
                y.append(100 * s + t);
                z.append(-100 * s - t);
            }
        }
        return SeriesSet.reader("t")
                .id("id")
                .targets("y", "z")
                .read(Table.create("made", id, time, y, z));
    }

    /** Every window there is, found by trying. */
    private static List<String> slow(SeriesSet set, int l, int h, int stride, boolean history) {
        List<String> all = new ArrayList<>();
        for (int s = 0; s < set.size(); s++) {
            TimeSeries series = set.series(s);
            int before = history ? series.history() : 0;
            Integer first = null;
            for (int origin = 0; origin + h <= series.length(); origin++) {
                boolean inside = origin - l >= -before;
                if (inside && first == null) {
                    first = origin;
                }
                if (inside && (origin - first) % stride == 0) {
                    all.add(s + ":" + origin);
                }
            }
        }
        return all;
    }

    @Test
    void windowsAreThoseThatTryingFinds() {
        Random random = new Random(1);
        SeriesSet all = set(30, 3, 17, 1, 8);
        for (int trial = 0; trial < 300; trial++) {
            int l = 1 + random.nextInt(6);
            int h = 1 + random.nextInt(4);
            int stride = 1 + random.nextInt(5);
            int from = random.nextInt(6);
            SeriesSet set = all.from(Integer.toString(from));
            boolean history = random.nextBoolean();
            SeriesWindows windows =
                    (history ? set.windowsWithHistory(l, h) : set.windows(l, h)).stride(stride);
            List<String> found = new ArrayList<>();
            for (int w = 0; w < windows.size(); w++) {
                found.add(windows.series(w) + ":" + windows.origin(w));
            }
            assertThat(found).isEqualTo(slow(set, l, h, stride, history));
        }
    }

    @Test
    void numbersAreWrittenInTheOrderOfStepAndColumn() {
        SeriesWindows windows = set(4, 6).windows(2, 1);
        assertThat(windows.size()).isEqualTo(2 + 4);
        float[] lookback = new float[6];
        float[] horizon = new float[3];
        windows.fillLookback(3, lookback, 1);
        windows.fillHorizon(3, horizon, 1);
        assertThat(lookback).containsExactly(0, 101, -101, 102, -102, 0);
        assertThat(horizon).containsExactly(0, 103, -103);
        assertThat(windows.lookback(3)).isDeepEqualTo(new double[][] {{101, -101}, {102, -102}});
        assertThat(windows.horizon(3)).isDeepEqualTo(new double[][] {{103, -103}});
        assertThat(windows.time(3)).isEqualTo("3");
        assertThatThrownBy(() -> windows.series(6))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("there are windows 0 to 5, not 6");
    }

    @Test
    void seriesTooShortHaveNoWindowAndAreNamed() {
        SeriesWindows windows = set(3, 9, 1).windows(4, 2);
        assertThat(windows.size()).isEqualTo(4);
        assertThat(windows.tooShort()).containsExactly("s0", "s2");
        assertThatThrownBy(() -> set(3, 1).windows(3, 1))
                .isInstanceOf(RecurveException.class)
                .hasMessage(
                        "made all: no series is long enough for a look-back of 3 and a horizon of 1;"
                                + " the longest has 3 steps. Take fewer, or series that are longer");
        assertThatThrownBy(() -> set(3).windows(0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLastWindowsEndWithTheSeries() {
        SeriesWindows windows = set(2, 5).lastWindows(3, 1);
        assertThat(windows.size()).isEqualTo(2);
        float[] lookback = new float[6];
        windows.fillLookback(0, lookback, 0);
        assertThat(lookback).containsExactly(NAN, NAN, 0, 0, 1, -1);
        windows.fillLookback(1, lookback, 0);
        assertThat(lookback).containsExactly(102, -102, 103, -103, 104, -104);
        float[] horizon = new float[2];
        windows.fillHorizon(1, horizon, 0);
        assertThat(horizon).containsExactly(NAN, NAN);
        assertThat(windows.time(1)).isEqualTo("5");
        // The end of a part is its end, though the data go on.
        set(2, 5).before("1").lastWindows(3, 1).fillHorizon(1, horizon, 0);
        assertThat(horizon).containsExactly(NAN, NAN);
    }

    /** The protocol of the ETT data: each test step is forecast, from validation steps at first. */
    @Test
    void withHistoryEveryHorizonLiesInThePartAndEachStepIsForecast() {
        SeriesSet test = set(40).splitSteps(20, 8, 12).test();
        SeriesWindows inside = test.windows(5, 3);
        SeriesWindows windows = test.windowsWithHistory(5, 3);
        assertThat(inside.size()).isEqualTo(12 - 8 + 1);
        assertThat(windows.size()).isEqualTo(12 - 3 + 1);
        assertThat(windows.lookback(0)[4][0]).isEqualTo(27);
        assertThat(windows.horizon(0)[0][0]).isEqualTo(28);
        assertThat(windows.horizon(windows.size() - 1)[2][0]).isEqualTo(39);
    }

    @Test
    void windowsWithMissingValuesAreLeftOutWhenAsked() {
        double[] values = {1, 2, 3, Double.NaN, 5, 6, 7, 8};
        SeriesWindows windows =
                SeriesSet.of("a", "0", Frequency.INDEX, values).windows(2, 1).withoutMissing();
        int[] origins = new int[windows.size()];
        Arrays.setAll(origins, windows::origin);
        assertThat(origins).containsExactly(2, 6, 7);
        assertThatThrownBy(() -> windows.stride(2)).isInstanceOf(IllegalStateException.class);
        SeriesWindows all = SeriesSet.of("a", "0", Frequency.INDEX, values).windows(2, 1);
        SeriesWindows known = all.withoutMissing(1);
        assertThat(IntStream.range(0, known.size()).map(known::origin)).containsExactly(2, 5, 6, 7);
        assertThat(all.withoutMissing(0).size()).isEqualTo(5);
        assertThatThrownBy(() -> all.withoutMissing(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 to 2 steps");
        assertThatThrownBy(
                        () ->
                                SeriesSet.of("a", "0", Frequency.INDEX, 1, 2, Double.NaN)
                                        .windows(2, 1)
                                        .withoutMissing())
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("in each of the 1 windows a value is missing");
    }

    /** What lies behind the end of a part is changed to nonsense: nothing of the part may move. */
    @Test
    void theFutureOfAPartIsNotSeen() {
        Random random = new Random(2);
        double[] values = random.doubles(200, 1, 9).toArray();
        double[] perturbed = values.clone();
        for (int t = 120; t < 200; t++) {
            perturbed[t] = t % 3 == 0 ? Double.NaN : 1e6 * random.nextGaussian();
        }
        for (Fill fill : Fill.values()) {
            values[119] = Double.NaN;
            perturbed[119] = Double.NaN;
            SeriesSplits before =
                    SeriesSet.of("a", "0", Frequency.INDEX, values).splitSteps(90, 30, 80);
            SeriesSplits after =
                    SeriesSet.of("a", "0", Frequency.INDEX, perturbed).splitSteps(90, 30, 80);
            for (String part : List.of("train", "validation", "development")) {
                SeriesSet one = before.split(part).filled(fill);
                SeriesSet other = after.split(part).filled(fill);
                for (Scaling scaling :
                        List.of(
                                Scaling.standard(),
                                Scaling.robust(),
                                Scaling.minMax(),
                                Scaling.log1p().then(Scaling.standard()))) {
                    SeriesScaler first = SeriesScaler.fit(scaling, one);
                    SeriesScaler second = SeriesScaler.fit(scaling, other);
                    assertThat(first.toJson()).isEqualTo(second.toJson());
                    assertThat(numbers(first.apply(one))).isEqualTo(numbers(second.apply(other)));
                }
                assertThat(numbers(one.lastWindows(7, 2)))
                        .isEqualTo(numbers(other.lastWindows(7, 2)));
            }
        }
    }

    private static List<Float> numbers(SeriesSet set) {
        return numbers(set.windowsWithHistory(7, 2));
    }

    private static List<Float> numbers(SeriesWindows windows) {
        List<Float> numbers = new ArrayList<>();
        float[] window = new float[9];
        for (int w = 0; w < windows.size(); w++) {
            windows.fillLookback(w, window, 0);
            windows.fillHorizon(w, window, 7);
            for (float value : window) {
                numbers.add(value);
            }
        }
        return numbers;
    }

    @Test
    void millionsOfWindowsAreMadeWithoutStoringThem() {
        SeriesSet set = SeriesSet.of("a", "0", Frequency.INDEX, new double[5_000_000]);
        SeriesWindows windows = set.windows(1_000, 100);
        assertThat(windows.size()).isEqualTo(5_000_000 - 1_100 + 1);
        assertThat(windows.origin(windows.size() - 1)).isEqualTo(5_000_000 - 100);
    }

    @Test
    void theHistoryIsAllBeforeTheHorizon() {
        SeriesSet test = set(9, 12).from("5");
        SeriesWindows windows = test.windowsWithHistory(2, 2);
        assertThat(windows.size()).isEqualTo(3 + 6);
        for (int w = 0; w < windows.size(); w++) {
            int origin = 5 + windows.origin(w);
            int s = windows.series(w);
            double[] all = new double[origin];
            Arrays.setAll(all, t -> -100 * s - t);
            assertThat(windows.history(w, 1)).containsExactly(all);
            assertThat(windows.history(w, 1, 3))
                    .containsExactly(Arrays.copyOfRange(all, origin - 3, origin));
            assertThat(windows.history(w, 0, 0)).isEmpty();
            assertThat(windows.history(w, 0, 100)).hasSize(origin);
        }
        SeriesWindows ahead = set(3).lastWindows(5, 2);
        assertThat(ahead.history(0, 0)).containsExactly(0, 1, 2);
    }

    @Test
    void windowsAreTakenByTheTimeOfTheirHorizon() {
        SeriesWindows windows = set(9, 3, 12).from("2").windowsWithHistory(2, 2);
        SeriesWindows two = windows.at("7", "4");
        List<String> found = new ArrayList<>();
        for (int w = 0; w < two.size(); w++) {
            found.add(two.series(w) + " at " + two.time(w));
        }
        assertThat(found).containsExactly("0 at 4", "0 at 7", "2 at 4", "2 at 7");
        assertThat(two.at("7").size()).isEqualTo(2);
        assertThat(windows.stride(3).stride()).isEqualTo(3);
        assertThat(windows.stride(3).at("5").time(1)).isEqualTo("5");
        assertThatThrownBy(() -> windows.at("11"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining(
                        "no horizon of the 15 windows of 2 and 2 steps begins at 11; the first"
                                + " begins at 2, the last at 10");
    }

    /** Those that are left when all others are skipped, whatever was taken out before. */
    @Test
    void windowsOfOneSeriesAreThoseOfAllWithoutTheOthers() {
        SeriesSet set = set(9, 3, 12).from("2");
        for (SeriesWindows windows :
                List.of(
                        set.windowsWithHistory(2, 2),
                        set.windows(2, 2).stride(3),
                        set.windowsWithHistory(2, 2).at("4", "7", "8"),
                        set.lastWindows(2, 2))) {
            for (String id : List.of("s0", "s2")) {
                SeriesWindows one = windows.ofSeries(id);
                assertThat(one.set().ids()).containsExactly(id);
                List<String> expected = new ArrayList<>();
                for (int w = 0; w < windows.size(); w++) {
                    if (set.series(windows.series(w)).id().equals(id)) {
                        expected.add(windows.time(w) + Arrays.deepToString(windows.lookback(w)));
                    }
                }
                List<String> found = new ArrayList<>();
                for (int w = 0; w < one.size(); w++) {
                    assertThat(one.series(w)).isZero();
                    found.add(one.time(w) + Arrays.deepToString(one.lookback(w)));
                }
                assertThat(found).isNotEmpty().isEqualTo(expected);
                assertThat(one.stride()).isEqualTo(windows.stride());
            }
        }
        SeriesWindows some = set.windowsWithHistory(2, 2);
        assertThatThrownBy(() -> some.ofSeries("s1"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("none of the 15 windows of 2 and 2 steps is of series s1");
        assertThatThrownBy(() -> some.ofSeries("s3")).hasMessageContaining("s3");
    }
}
