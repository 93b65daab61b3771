package org.recurve.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Figures of quantiles, samples and intervals. */
class ProbabilisticForecastTest {
    private static final double NAN = Double.NaN;

    @Test
    void pinballByHand() {
        assertThat(PinballLoss.of(5, 3, 0.9)).isCloseTo(1.8, within(1e-15));
        assertThat(PinballLoss.of(3, 5, 0.9)).isCloseTo(0.2, within(1e-15));
        assertThat(PinballLoss.of(3, 3, 0.9)).isZero();
        assertThat(PinballLoss.of(-1, 2, 0.5)).isEqualTo(1.5);
        MeanScore mean = PinballLoss.mean(new double[] {5, NAN, 3}, new double[] {3, 9, 5}, 0.9);
        assertThat(mean.value()).isCloseTo(1, within(1e-15));
        assertThat(mean.judged()).isEqualTo(2);
        assertThat(mean.missing()).isEqualTo(1);
        assertThat(mean).hasToString("1.0000 (2 steps, 1 missing)");
    }

    @Test
    void theQuantileHasTheLeastPinball() {
        Random random = new Random(4);
        double[] values = random.doubles(1001, -3, 9).toArray();
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        for (double level : new double[] {0.1, 0.5, 0.77}) {
            double[] best = new double[values.length];
            Arrays.fill(best, sorted[(int) Math.ceil(level * values.length) - 1]);
            double least = PinballLoss.mean(values, best, level).value();
            for (double other : values) {
                double[] constant = new double[values.length];
                Arrays.fill(constant, other);
                assertThat(PinballLoss.mean(values, constant, level).value())
                        .isGreaterThan(least - 1e-12);
            }
        }
    }

    private static double slowEnergy(double actual, double[] samples) {
        double n = samples.length;
        double sum = 0;
        for (double x : samples) {
            sum += Math.abs(x - actual) / n;
            for (double other : samples) {
                sum -= Math.abs(x - other) / (2 * n * n);
            }
        }
        return sum;
    }

    /** The integral of (F(x) - [x >= y])² by its definition, between all places where it jumps. */
    private static double slowIntegral(double actual, double[] samples) {
        double[] places = Arrays.copyOf(samples, samples.length + 1);
        places[samples.length] = actual;
        Arrays.sort(places);
        double sum = 0;
        for (int i = 0; i + 1 < places.length; i++) {
            double x = (places[i] + places[i + 1]) / 2;
            double below = Arrays.stream(samples).filter(s -> s <= x).count();
            double distance = below / samples.length - (x >= actual ? 1 : 0);
            sum += distance * distance * (places[i + 1] - places[i]);
        }
        return sum;
    }

    @Test
    void theScoreOfSamplesIsItsIntegralAndItsDoubleLoop() {
        Random random = new Random(5);
        for (int draw = 0; draw < 50; draw++) {
            int n = 1 + random.nextInt(30);
            double shift = 100 * random.nextGaussian();
            double[] samples = new double[n];
            // With ties, and at times with what came among them.
            Arrays.setAll(samples, i -> shift + Math.round(4 * random.nextGaussian()) / 2.0);
            double actual = draw % 3 == 0 ? samples[0] : shift + 2 * random.nextGaussian();
            double[] before = samples.clone();
            double score = Crps.ofSamples(actual, samples);
            assertThat(score).isCloseTo(slowEnergy(actual, samples), within(1e-11));
            assertThat(score).isCloseTo(slowIntegral(actual, samples), within(1e-11));
            assertThat(samples).containsExactly(before);
        }
        assertThat(Crps.ofSamples(3, new double[] {5})).isEqualTo(2);
        assertThat(Crps.ofSamples(3, new double[] {3, 3, 3})).isZero();
        // |1 - 2| and |4 - 2| on average, less half of 3 on average over four pairs, two of them 0.
        assertThat(Crps.ofSamples(2, new double[] {4, 1})).isCloseTo(0.75, within(1e-15));
    }

    @Test
    void manySamplesOfANormalDistributionHaveItsScore() {
        Random random = new Random(6);
        double[] samples =
                random.doubles(200_000).map(u -> 7 + 2 * random.nextGaussian()).toArray();
        // Gneiting and Raftery 2007, equation 21, at z = (9 - 7) / 2 = 1.
        double density = Math.exp(-0.5) / Math.sqrt(2 * Math.PI);
        double exact = 2 * (2 * 0.841344746068543 - 1 + 2 * density - 1 / Math.sqrt(Math.PI));
        assertThat(Crps.ofSamples(9, samples)).isCloseTo(exact, within(0.01));
    }

    @Test
    void largeValuesOfLittleSpreadKeepTheirDigits() {
        double[] samples = {1e9 + 4, 1e9 + 1};
        assertThat(Crps.ofSamples(1e9 + 2, samples)).isCloseTo(0.75, within(1e-12));
    }

    @Test
    void meanScoreOfSamples() {
        double[][] samples = {{4, 1}, {5, 6}, {5}};
        MeanScore mean = Crps.mean(new double[] {2, NAN, 3}, samples);
        assertThat(mean.value()).isCloseTo((0.75 + 2) / 2, within(1e-15));
        assertThat(mean.judged()).isEqualTo(2);
        assertThat(mean.missing()).isEqualTo(1);
        assertThat(Crps.mean(new double[] {NAN}, new double[][] {{1}}).value()).isNaN();
    }

    @Test
    void intervalsByHand() {
        double[] actual = {2, 5, -1, 3, NAN};
        double[] lower = {1, 1, 1, 3, 0};
        double[] upper = {3, 4, 2, 3, 100};
        IntervalScores scores = IntervalScores.of(actual, lower, upper, 0.8);
        // Outside: the second by 1 above, the third by 2 below; the fourth is on both ends.
        assertThat(scores.coverage()).isEqualTo(0.5);
        assertThat(scores.meanWidth()).isEqualTo((2 + 3 + 1 + 0) / 4.0);
        assertThat(scores.winkler()).isCloseTo(1.5 + 10 * (1 + 2) / 4.0, within(1e-12));
        assertThat(scores.judged()).isEqualTo(4);
        assertThat(scores.missing()).isEqualTo(1);
        assertThat(scores.level()).isEqualTo(0.8);
        assertThat(scores)
                .hasToString(
                        "50.0 % inside the 80.00 % interval, mean width 1.500, of 4 steps (1 missing)");
        IntervalScores parts = new IntervalScores(0.8);
        for (int i = 0; i < 5; i++) {
            IntervalScores one = new IntervalScores(0.8);
            one.add(actual[i], lower[i], upper[i]);
            parts.addAll(one);
        }
        assertThat(parts.coverage()).isEqualTo(0.5);
        assertThat(parts.winkler()).isCloseTo(scores.winkler(), within(1e-12));
        assertThat(parts.meanWidth()).isEqualTo(1.5);
        assertThat(parts.missing()).isEqualTo(1);
    }

    @Test
    void anIntervalWithoutEndHoldsEverything() {
        IntervalScores scores = new IntervalScores(0.9);
        scores.add(1e300, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        assertThat(scores.coverage()).isEqualTo(1);
        assertThat(scores.meanWidth()).isInfinite();
        assertThat(scores.winkler()).isInfinite();
        assertThat(new IntervalScores(0.9).coverage()).isNaN();
    }

    @Test
    void theConformalQuantileByHand() {
        double[] scores = {9, 3, 5, 1, 7, 2, 8, 4, 6};
        // The ceil(10 * level)-th of 1 to 9.
        assertThat(SplitConformal.quantile(scores, 0.5)).isEqualTo(5);
        assertThat(SplitConformal.quantile(scores, 0.51)).isEqualTo(6);
        assertThat(SplitConformal.quantile(scores, 0.9)).isEqualTo(9);
        assertThat(SplitConformal.quantile(scores, 0.91)).isInfinite();
        assertThat(SplitConformal.quantile(scores, 0.001)).isEqualTo(1);
        assertThat(scores).startsWith(9, 3, 5);
        // 100 * 0.55 is a little more than 55 in doubles.
        double[] many = new double[99];
        Arrays.setAll(many, i -> i + 1);
        assertThat(SplitConformal.quantile(many, 0.55)).isEqualTo(55);
    }

    @Test
    void theConformalQuantileHoldsAsOftenAsItSays() {
        Random random = new Random(7);
        int draws = 20_000;
        for (int n : new int[] {9, 30}) {
            double held = 0;
            for (int draw = 0; draw < draws; draw++) {
                double[] scores = random.doubles(n).map(u -> -Math.log(u)).toArray();
                double next = -Math.log(random.nextDouble());
                held += next <= SplitConformal.quantile(scores, 0.8) ? 1 : 0;
            }
            double exact = Math.ceil((n + 1) * 0.8) / (n + 1);
            assertThat(held / draws).isCloseTo(exact, within(0.012));
        }
    }

    @Test
    void wrongInput() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PinballLoss.of(1, 1, 1))
                .withMessageContaining("level of a quantile must be between 0 and 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PinballLoss.of(NAN, 1, 0.5))
                .withMessageContaining("the actual value is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PinballLoss.mean(new double[] {NAN}, new double[] {NAN}, 0.5))
                .withMessageContaining("forecast 0 is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Crps.ofSamples(1, new double[0]))
                .withMessageContaining("at least 1 sample");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Crps.mean(new double[] {NAN}, new double[][] {{1, NAN}}))
                .withMessageContaining("a sample of step 0 is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Crps.mean(new double[2], new double[1][1]))
                .withMessageContaining("not 1 for 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IntervalScores(95))
                .withMessageContaining("not 95.0");
        IntervalScores scores = new IntervalScores(0.95);
        for (double[] ends : new double[][] {{2, 1}, {NAN, 1}, {1, NAN}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> scores.add(NAN, ends[0], ends[1]))
                    .withMessageContaining("not from " + ends[0] + " to " + ends[1]);
        }
        double inf = Double.POSITIVE_INFINITY;
        assertThatIllegalArgumentException().isThrownBy(() -> scores.add(1, inf, inf));
        assertThatIllegalArgumentException().isThrownBy(() -> scores.add(1, -inf, -inf));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scores.addAll(new IntervalScores(0.9)))
                .withMessageContaining("level 0.95 and of level 0.9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SplitConformal.quantile(new double[0], 0.9))
                .withMessageContaining("at least 1 score");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SplitConformal.quantile(new double[] {NAN, 1}, 0.9))
                .withMessageContaining("a score is NaN");
    }
}
