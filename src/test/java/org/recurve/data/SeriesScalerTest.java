package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class SeriesScalerTest {
    private static final double NAN = Double.NaN;

    private static Map<String, Scaling> scalings() {
        Map<String, Scaling> scalings = new LinkedHashMap<>();
        scalings.put("none", Scaling.none());
        scalings.put("standard", Scaling.standard());
        scalings.put("robust", Scaling.robust());
        scalings.put("min-max", Scaling.minMax());
        scalings.put("log1p", Scaling.log1p());
        scalings.put("box-cox 0", Scaling.boxCox(0));
        scalings.put("box-cox 0.3", Scaling.boxCox(0.3));
        scalings.put("box-cox -1", Scaling.boxCox(-1));
        scalings.put("box-cox fitted", Scaling.boxCox());
        scalings.put("chain", Scaling.log1p().then(Scaling.robust()).then(Scaling.minMax()));
        return scalings;
    }

    /** Positive and skewed. */
    private static double[] lognormal(int size, long seed) {
        Random random = new Random(seed);
        double[] values = new double[size];
        Arrays.setAll(values, i -> Math.exp(2 + random.nextGaussian()));
        return values;
    }

    @TestFactory
    Stream<DynamicTest> invertingGivesTheNumbersBack() {
        return scalings().entrySet().stream()
                .map(
                        e ->
                                DynamicTest.dynamicTest(
                                        e.getKey(),
                                        () -> {
                                            double[] values = lognormal(500, 1);
                                            Scaler scaler = e.getValue().fit(values);
                                            for (double value : values) {
                                                assertThat(scaler.invert(scaler.apply(value)))
                                                        .isCloseTo(value, within(1e-9 * value));
                                            }
                                            assertThat(scaler.apply(NAN)).isNaN();
                                            assertThat(scaler.invert(NAN)).isNaN();
                                            Scaler again =
                                                    Scaler.fromJson(
                                                            JsonParser.parseString(
                                                                            scaler.toJson()
                                                                                    .toString())
                                                                    .getAsJsonObject());
                                            assertThat(again).isEqualTo(scaler);
                                        }));
    }

    @Test
    void figuresAreThoseComputedByHand() {
        double[] values = {4, NAN, 1, 3, 2, NAN, 10};
        assertThat(Scaling.standard().fit(values)).isEqualTo(new Scaler.Affine(4, Math.sqrt(10)));
        assertThat(Scaling.robust().fit(values)).isEqualTo(new Scaler.Affine(3, 2));
        assertThat(Scaling.minMax().fit(values)).isEqualTo(new Scaler.Affine(1, 9));
        // The quartiles of 1, 2, 3, 10 lie between its numbers: 1.75 and 4.75.
        assertThat(Scaling.robust().fit(new double[] {10, 1, 2, 3}))
                .isEqualTo(new Scaler.Affine(2.5, 3));
        assertThat(Scaling.log1p().fit(values).apply(0)).isZero();
        assertThat(Scaling.boxCox(2).fit(values).apply(3)).isCloseTo(4, within(1e-12));
        assertThat(Scaling.boxCox(0).fit(values).apply(Math.E)).isCloseTo(1, within(1e-15));
        Scaler chain = Scaling.minMax().then(Scaling.standard()).fit(values);
        assertThat(chain.apply(4)).isCloseTo(0, within(1e-15));
        assertThat(chain.apply(4 + Math.sqrt(10))).isCloseTo(1, within(1e-14));
    }

    @Test
    void numbersThatAreAllTheSameHaveScaleOne() {
        for (Scaling scaling : List.of(Scaling.standard(), Scaling.robust(), Scaling.minMax())) {
            // The mean of ten times 0.1 is not 0.1.
            double[] same = new double[10];
            Arrays.fill(same, 0.1);
            assertThat(scaling.fit(same)).isEqualTo(new Scaler.Affine(0.1, 1));
            assertThat(scaling.fit(new double[] {NAN})).isEqualTo(new Scaler.Affine(0, 1));
            assertThat(scaling.fit(new double[0])).isEqualTo(new Scaler.Affine(0, 1));
        }
        assertThat(Scaling.robust().fit(new double[] {0, 0, 0, 0, 0, 0, 9}))
                .isEqualTo(new Scaler.Affine(0, 1));
        assertThat(Scaling.boxCox().fit(new double[] {3, 3})).isEqualTo(new Scaler.BoxCox(1));
    }

    /** The likelihood of the normal model, written out, on a grid. */
    @Test
    void lambdaIsTheMostLikelyOne() {
        double[] values = lognormal(2_000, 4);
        Arrays.setAll(values, i -> Math.pow(values[i], 2.5));
        double best = NAN;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = -2_000; i <= 2_000; i++) {
            double lambda = i / 1_000.0;
            double[] y =
                    Arrays.stream(values)
                            .map(
                                    x ->
                                            lambda == 0
                                                    ? Math.log(x)
                                                    : (Math.pow(x, lambda) - 1) / lambda)
                            .toArray();
            double mean = Arrays.stream(y).average().orElseThrow();
            double variance =
                    Arrays.stream(y).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
            double likelihood =
                    -values.length / 2.0 * Math.log(variance)
                            + (lambda - 1) * Arrays.stream(values).map(Math::log).sum();
            if (likelihood > most) {
                most = likelihood;
                best = lambda;
            }
        }
        Scaler.BoxCox fitted = (Scaler.BoxCox) Scaling.boxCox().fit(values);
        assertThat(fitted.lambda()).isCloseTo(best, within(0.0006));
        assertThat(fitted.lambda()).isNotZero().isCloseTo(0, within(0.05));
    }

    @Test
    void whatIsOutsideTheDomainIsNamed() {
        SeriesSet set = SeriesSet.of("a", "0", Frequency.INDEX, 3, 0, 2);
        assertThatThrownBy(() -> SeriesScaler.fit(Scaling.boxCox(), set))
                .isInstanceOf(RecurveException.class)
                .hasMessage(
                        "cannot scale \"a\" of a: the transformation of Box and Cox is defined for"
                                + " numbers above 0, not for 0.0: take another scaling, or see to"
                                + " the value");
        assertThatThrownBy(() -> Scaling.log1p().fit(new double[] {-1}))
                .hasMessageContaining("above -1, not for -1.0");
        assertThat(new Scaler.BoxCox(0.5).invert(-3)).isZero();
        assertThat(new Scaler.BoxCox(-0.5).invert(3)).isInfinite();
        assertThatThrownBy(() -> new Scaler.Affine(0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static SeriesSet two() {
        return SeriesSet.join(
                "two",
                "y",
                List.of(
                        SeriesSet.of("a", "0", Frequency.INDEX, 1, 2, 3, 100),
                        SeriesSet.of("b", "0", Frequency.INDEX, 10, 20, NAN, 200)));
    }

    @Test
    void seriesShareAScalerOrHaveEachTheirOwn() {
        SeriesSet train = two().before("3");
        SeriesScaler shared = SeriesScaler.fit(Scaling.minMax(), train);
        assertThat(shared.scaler("a", "y")).isEqualTo(new Scaler.Affine(1, 19));
        SeriesScaler own = SeriesScaler.fitPerSeries(Scaling.minMax(), train);
        assertThat(own.scaler("a", "y")).isEqualTo(new Scaler.Affine(1, 2));
        assertThat(own.scaler("b", "y")).isEqualTo(new Scaler.Affine(10, 10));
        SeriesSet scaled = own.apply(two());
        assertThat(scaled.series("a").values(0)).containsExactly(0, 0.5, 1, 49.5);
        assertThat(scaled.series("b").values(0)).containsExactly(0, 1, NAN, 19);
        assertThat(own.invert(scaled).series("b").values(0)).containsExactly(10, 20, NAN, 200);
        assertThat(two().series("a").values(0)).containsExactly(1, 2, 3, 100);
        assertThat(scaled.provenance().preparation()).endsWith("scaled y");
        assertThat(own.isPerSeries()).isTrue();
        SeriesSet other =
                SeriesSet.join("o", "y", List.of(SeriesSet.of("c", "0", Frequency.INDEX, 5)));
        assertThat(shared.apply(other).series(0).value(0, 0)).isEqualTo(4 / 19.0);
        assertThatThrownBy(() -> own.apply(other))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("fitted for 2 series, of which none is \"c\"");
        assertThatThrownBy(() -> shared.apply(SeriesSet.of("z", "0", Frequency.INDEX, 5)))
                .hasMessage("there is no column to scale \"y\"; there are z");
    }

    /** The scaler of a covariate is fitted on the part, and applied to its known future as well. */
    @Test
    void covariatesAreScaledWithTheirFuture() {
        Table table =
                Table.create(
                        "made",
                        IntColumn.create("t", 0, 1, 2, 3),
                        DoubleColumn.create("y", 1, 2, 3, NAN),
                        DoubleColumn.create("x", 10, 30, 50, 70));
        SeriesSet set = SeriesSet.reader("t").targets("y").known("x").read(table);
        SeriesScaler scaler = SeriesScaler.fit(Scaling.minMax(), set.before("2"), "x");
        float[] known = new float[3];
        SeriesSet scaled = scaler.apply(set);
        scaled.lastWindows(2, 1).fillKnown(0, known, 0);
        assertThat(known).containsExactly(1, 2, 3);
        assertThat(scaled.series(0).values("y")).containsExactly(1, 2, 3);
        scaler.invert(scaled).lastWindows(2, 1).fillKnown(0, known, 0);
        assertThat(known).containsExactly(30, 50, 70);
        assertThatThrownBy(() -> SeriesScaler.fit(Scaling.minMax(), set, "town"))
                .hasMessage("there is no column to scale \"town\"; there are y, x");
    }

    @Test
    void scalersAreReadBackFromTheirJson() {
        for (SeriesScaler scaler :
                List.of(
                        SeriesScaler.fit(Scaling.log1p().then(Scaling.standard()), two()),
                        SeriesScaler.fitPerSeries(Scaling.boxCox(), two(), "y"))) {
            JsonObject json = JsonParser.parseString(scaler.toJson().toString()).getAsJsonObject();
            SeriesScaler again = SeriesScaler.fromJson(json);
            assertThat(again).isEqualTo(scaler).hasSameHashCodeAs(scaler);
            assertThat(again).isNotEqualTo(SeriesScaler.fit(Scaling.minMax(), two(), "y"));
            for (String id : List.of("a", "b")) {
                assertThat(again.scaler(id, "y")).isEqualTo(scaler.scaler(id, "y"));
            }
        }
        for (String damaged :
                List.of(
                        "{}",
                        "{\"format\": 9}",
                        "{\"format\": 1, \"columns\": 3}",
                        "{\"format\": 1, \"columns\": [\"y\"], \"scalers\": {\"\": []}}",
                        "{\"format\": 1, \"columns\": [\"y\"], \"scalers\": {\"\": [{\"kind\":"
                                + " \"cube\"}]}}")) {
            JsonObject json = JsonParser.parseString(damaged).getAsJsonObject();
            assertThatThrownBy(() -> SeriesScaler.fromJson(json))
                    .as(damaged)
                    .isInstanceOf(RecurveException.class);
        }
    }
}
