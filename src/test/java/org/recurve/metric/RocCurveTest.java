package org.recurve.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RocCurveTest {

    @Test
    void curvesByHand() {
        double[] scores = {0.9, 0.8, 0.8, 0.6, 0.3, 0.3};
        boolean[] positive = {true, true, false, true, false, false};
        RocCurve roc = RocCurve.of(scores, positive);
        assertThat(roc.thresholds()).containsExactly(Double.POSITIVE_INFINITY, 0.9, 0.8, 0.6, 0.3);
        assertThat(roc.truePositiveRates()).containsExactly(0, 1 / 3.0, 2 / 3.0, 1, 1);
        assertThat(roc.falsePositiveRates()).containsExactly(0, 0, 1 / 3.0, 1 / 3.0, 1);
        // Of the nine pairs all but (.6, .8) are in order, and (.8, .8) is a tie.
        assertThat(roc.auc()).isCloseTo(7.5 / 9, within(1e-15));
        assertThat(roc.toString()).contains("5 points", "0.8333");
        PrecisionRecallCurve curve = PrecisionRecallCurve.of(scores, positive);
        assertThat(curve.thresholds()).containsExactly(0.9, 0.8, 0.6, 0.3);
        assertThat(curve.recalls()).containsExactly(1 / 3.0, 2 / 3.0, 1, 1);
        assertThat(curve.precisions()).containsExactly(1, 2 / 3.0, 3 / 4.0, 3 / 6.0);
        assertThat(curve.averagePrecision()).isCloseTo((1 + 2 / 3.0 + 3 / 4.0) / 3, within(1e-15));
        assertThat(curve.share()).isEqualTo(0.5);
        assertThat(curve.toString()).contains("4 points", "0.8056");
    }

    private static double pairs(double[] scores, boolean[] positive) {
        double sum = 0;
        long pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (positive[i] && !positive[j]) {
                    sum += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return sum / pairs;
    }

    /** Precision where each item's score is the threshold, once for each positive item. */
    private static double slowAveragePrecision(double[] scores, boolean[] positive) {
        double sum = 0;
        long positives = 0;
        for (int i = 0; i < scores.length; i++) {
            if (positive[i]) {
                double taken = 0;
                double right = 0;
                for (int j = 0; j < scores.length; j++) {
                    taken += scores[j] >= scores[i] ? 1 : 0;
                    right += scores[j] >= scores[i] && positive[j] ? 1 : 0;
                }
                sum += right / taken;
                positives++;
            }
        }
        return sum / positives;
    }

    @Test
    void areasAreThoseOfASlowCountOfPairs() {
        Random random = new Random(11);
        for (int trial = 0; trial < 100; trial++) {
            int items = 2 + random.nextInt(60);
            // Few values, so that there are ties.
            int values = 1 + random.nextInt(20);
            double[] scores = new double[items];
            boolean[] positive = new boolean[items];
            for (int i = 0; i < items; i++) {
                positive[i] = i == 0 || (i > 1 && random.nextInt(3) == 0);
                scores[i] = (random.nextInt(values) + (positive[i] ? 2 : 0)) / 7.0 - 1;
            }
            RocCurve roc = RocCurve.of(scores, positive);
            assertThat(roc.auc()).isCloseTo(pairs(scores, positive), within(1e-12));
            double[] x = roc.falsePositiveRates();
            double[] y = roc.truePositiveRates();
            double area = 0;
            for (int i = 1; i < x.length; i++) {
                area += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
            }
            assertThat(roc.auc()).isCloseTo(area, within(1e-12));
            assertThat(PrecisionRecallCurve.of(scores, positive).averagePrecision())
                    .isCloseTo(slowAveragePrecision(scores, positive), within(1e-12));
        }
    }

    @Test
    void severalClassesAreAveragedOverThoseThatOccur() {
        Random random = new Random(5);
        int[] truths = random.ints(80, 0, 3).toArray();
        double[][] probabilities = new double[80][4];
        for (int i = 0; i < 80; i++) {
            for (int k = 0; k < 4; k++) {
                probabilities[i][k] = random.nextInt(5) + (truths[i] == k ? 1 : 0);
            }
        }
        double auc = 0;
        double precision = 0;
        for (int k = 0; k < 3; k++) {
            double[] scores = new double[80];
            boolean[] positive = new boolean[80];
            for (int i = 0; i < 80; i++) {
                scores[i] = probabilities[i][k];
                positive[i] = truths[i] == k;
            }
            auc += pairs(scores, positive) / 3;
            precision += slowAveragePrecision(scores, positive) / 3;
        }
        assertThat(OneVersusRest.macroAuc(probabilities, truths)).isCloseTo(auc, within(1e-12));
        assertThat(OneVersusRest.macroAveragePrecision(probabilities, truths))
                .isCloseTo(precision, within(1e-12));
    }

    @Test
    void whatHasNoCurveIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RocCurve.of(new double[2], new boolean[2]))
                .withMessageContaining("there are 0 and 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RocCurve.of(new double[1], new boolean[] {true}))
                .withMessageContaining("there are 1 and 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrecisionRecallCurve.of(new double[2], new boolean[2]))
                .withMessageContaining("none among 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RocCurve.of(new double[] {1, Double.NaN}, new boolean[2]))
                .withMessageContaining("item 1 is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RocCurve.of(new double[2], new boolean[3]))
                .withMessageContaining("2 for 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OneVersusRest.macroAuc(new double[2][2], new int[2]))
                .withMessageContaining("at least 2 classes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OneVersusRest.macroAveragePrecision(new double[0][2], new int[0]))
                .withMessageContaining("no items");
    }
}
