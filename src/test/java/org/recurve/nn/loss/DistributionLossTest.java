package org.recurve.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.PascalDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.recurve.core.RecurveException;

class DistributionLossTest {
    private static final Shape SHAPE = new Shape(2, 3);
    private static final double[] LABELS = {1.5, -0.25, Double.NaN, 0.75, -2, 6.5};
    private static final double[] COUNTS = {0, 3, Double.NaN, 1, 250, 12};
    private static final boolean[] MASK = {true, true, false, true, true, true};

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    /** Log-density of a label under raw outputs that begin at an index. */
    private interface LogDensity {
        double of(double label, double[] raw, int from);
    }

    private static void equalsPlainJava(DistributionLoss loss, double[] labels, LogDensity log) {
        int width = loss.parameterNames().size();
        LossTrial.equalsReference(
                x ->
                        loss.mean(
                                x,
                                x.getManager().create(labels, SHAPE),
                                x.getManager().create(MASK, SHAPE)),
                LossTrial.random(7, labels.length * width, 2),
                SHAPE.add(width),
                raw -> {
                    double sum = 0;
                    for (int n = 0; n < labels.length; n++) {
                        sum -= MASK[n] ? log.of(labels[n], raw, n * width) : 0;
                    }
                    return sum / 5;
                });
    }

    private static double positive(double raw) {
        return Math.log1p(Math.exp(raw)) + 1e-6;
    }

    @Test
    void gaussianEqualsCommonsMath() {
        equalsPlainJava(
                new GaussianLoss(),
                LABELS,
                (y, raw, i) -> new NormalDistribution(raw[i], positive(raw[i + 1])).logDensity(y));
    }

    @Test
    void studentTEqualsCommonsMath() {
        equalsPlainJava(
                new StudentTLoss(),
                LABELS,
                (y, raw, i) -> {
                    double scale = positive(raw[i + 1]);
                    TDistribution t = new TDistribution(2 + positive(raw[i + 2]));
                    return t.logDensity((y - raw[i]) / scale) - Math.log(scale);
                });
    }

    @Test
    void negativeBinomialEqualsTheFormulaOfDeepAr() {
        equalsPlainJava(
                new NegativeBinomialLoss(),
                COUNTS,
                (z, raw, i) -> {
                    double mean = positive(raw[i]);
                    double a = positive(raw[i + 1]);
                    return Gamma.logGamma(z + 1 / a)
                            - Gamma.logGamma(z + 1)
                            - Gamma.logGamma(1 / a)
                            - Math.log(1 + a * mean) / a
                            + z * Math.log(a * mean / (1 + a * mean));
                });
    }

    private double nll(DistributionLoss loss, double label, double... parameters) {
        NDList given = new NDList();
        for (double parameter : parameters) {
            given.add(manager.create(new double[] {parameter}));
        }
        return loss.negativeLogLikelihood(given, manager.create(new double[] {label}))
                .toDoubleArray()[0];
    }

    @Test
    void workedByHand() {
        // Standard normal at 1: 0.5 + ln sqrt(2 pi). Scale 2 adds ln 2.
        assertThat(nll(new GaussianLoss(), 1, 0, 1)).isCloseTo(1.4189385332046727, within(1e-14));
        assertThat(nll(new GaussianLoss(), 2, 0, 2))
                .isCloseTo(1.4189385332046727 + Math.log(2), within(1e-14));
        // Density of t with 3 degrees of freedom at 0: 2 / (pi sqrt 3).
        assertThat(nll(new StudentTLoss(), 5, 5, 1, 3))
                .isCloseTo(-Math.log(2 / (Math.PI * Math.sqrt(3))), within(1e-14));
        // Mean 1, dispersion 1: geometric with probability 1/2, P(2) = 1/8.
        assertThat(nll(new NegativeBinomialLoss(), 2, 1, 1))
                .isCloseTo(3 * Math.log(2), within(1e-14));
        // 4 failures to wait for, success 2/5: mean 8/3.
        assertThat(nll(new NegativeBinomialLoss(), 3, 8 / 3.0, 0.25))
                .isCloseTo(-new PascalDistribution(4, 0.6).logProbability(3), within(1e-12));
    }

    @Test
    void withoutDispersionItIsPoissonInFloatsToo() {
        // softplus(-200) is 0: a dispersion of 1e-6, a million failures to wait for.
        double mean = 7.5;
        double raw = Math.log(Math.expm1(mean));
        for (DataType type : new DataType[] {DataType.FLOAT32, DataType.FLOAT64}) {
            LossTrial.Outcome found =
                    LossTrial.run(
                            x ->
                                    new NegativeBinomialLoss()
                                            .mean(x, x.getManager().create(new int[] {9}), null),
                            new double[] {raw, -200},
                            new Shape(1, 2),
                            type);
            double poisson = -new PoissonDistribution(mean).logProbability(9);
            assertThat(found.value()).isCloseTo(poisson, within(2e-5));
            double slope = (1 - 9 / mean) * (1 - Math.exp(-mean));
            assertThat(found.gradient().get(0)).isCloseTo(slope, within(1e-4));
            assertThat(found.gradient().get(1)).isCloseTo(0, within(1e-6));
        }
    }

    @Test
    void extremeRawOutputsStayFinite() {
        for (DistributionLoss loss :
                new DistributionLoss[] {
                    new GaussianLoss(), new StudentTLoss(), new NegativeBinomialLoss()
                }) {
            for (double raw : new double[] {-300, 300}) {
                double[] all = new double[loss.parameterNames().size()];
                Arrays.fill(all, raw);
                LossTrial.Outcome found =
                        LossTrial.run(
                                x -> loss.mean(x, x.getManager().create(new float[] {2}), null),
                                all,
                                new Shape(1, all.length),
                                DataType.FLOAT32);
                assertThat(found.value()).isFinite();
                assertThat(found.gradient()).doesNotContain(Double.NaN);
            }
        }
    }

    @Test
    void rawOutputsBecomeParameters() {
        NDArray raw = manager.create(new float[] {-3, 0, -200}, new Shape(1, 1, 3));
        NDList found = new StudentTLoss().parameters(raw);
        assertThat(new StudentTLoss().parameterNames())
                .containsExactly("mean", "scale", "degrees of freedom");
        assertThat(found).hasSize(3);
        assertThat(found).allSatisfy(p -> assertThat(p.getShape()).isEqualTo(new Shape(1, 1)));
        assertThat(found.get(0).toFloatArray()[0]).isEqualTo(-3);
        assertThat(found.get(1).toFloatArray()[0]).isCloseTo((float) Math.log(2), within(1e-5f));
        assertThat(found.get(2).toFloatArray()[0]).isGreaterThan(2).isLessThan(2.00001f);
        assertThatThrownBy(() -> new GaussianLoss().parameters(raw))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("last axis of 2")
                .hasMessageContaining("(1, 1, 3)");
    }

    @Test
    void aCountBelowZeroIsNamed() {
        NDArray raw = manager.zeros(new Shape(2, 2));
        NDArray labels = manager.create(new float[] {3, -1.5f});
        assertThatThrownBy(() -> new NegativeBinomialLoss().mean(raw, labels, null))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("-1.5");
        NDArray mask = manager.create(new boolean[] {true, false});
        assertThat(new NegativeBinomialLoss().mean(raw, labels, mask).getFloat()).isFinite();
    }
}
