package org.recurve.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    @Test
    void binsByHand() {
        double[] confidences = {0.95, 0.9, 0.85, 0.6, 0.55, 0.5, 0.2, 0};
        boolean[] right = {true, true, false, true, false, true, false, true};
        // Bins (0, .5], (.5, 1]: {.5 r, .2 w, 0 r} and {.95 r, .9 r, .85 w, .6 r, .55 w}.
        Calibration calibration = Calibration.of(confidences, right, 2);
        Calibration.Bin low = calibration.bins().get(0);
        Calibration.Bin high = calibration.bins().get(1);
        assertThat(low.count()).isEqualTo(3);
        assertThat(low.confidence()).isCloseTo(0.7 / 3, within(1e-15));
        assertThat(low.accuracy()).isEqualTo(2 / 3.0);
        assertThat(high.from()).isEqualTo(0.5);
        assertThat(high.to()).isEqualTo(1);
        assertThat(high.gap()).isCloseTo(0.77 - 0.6, within(1e-12));
        assertThat(calibration.expectedError())
                .isCloseTo((3 * (2 / 3.0 - 0.7 / 3) + 5 * 0.17) / 8, within(1e-12));
        assertThat(calibration.maximumError()).isCloseTo(1.3 / 3, within(1e-12));
        assertThat(calibration.count()).isEqualTo(8);
        assertThat(calibration.toString()).contains("8 predictions in 2 bins", "maximum 0.4333");
    }

    @Test
    void anEndBelongsToTheBinBelowIt() {
        for (int bins : new int[] {1, 3, 7, 10, 15, 49, 100}) {
            for (int k = 0; k <= bins; k++) {
                Calibration calibration =
                        Calibration.of(new double[] {(double) k / bins}, new boolean[1], bins);
                for (int b = 0; b < bins; b++) {
                    assertThat(calibration.bins().get(b).count())
                            .as("%d of %d in bin %d", k, bins, b)
                            .isEqualTo(b == Math.max(0, k - 1) ? 1 : 0);
                }
            }
        }
    }

    @Test
    void errorsAreThoseOfASlowCount() {
        Random random = new Random(3);
        double[] confidences = random.doubles(500).toArray();
        boolean[] right = new boolean[500];
        for (int i = 0; i < 500; i++) {
            right[i] = random.nextDouble() < confidences[i] * confidences[i];
        }
        int bins = 15;
        double expected = 0;
        double maximum = 0;
        for (int b = 0; b < bins; b++) {
            double sum = 0;
            int count = 0;
            for (int i = 0; i < 500; i++) {
                if (confidences[i] > b / 15.0 && confidences[i] <= (b + 1) / 15.0) {
                    sum += confidences[i] - (right[i] ? 1 : 0);
                    count++;
                }
            }
            expected += Math.abs(sum) / 500;
            maximum = Math.max(maximum, Math.abs(sum) / count);
        }
        Calibration calibration = Calibration.of(confidences, right, bins);
        assertThat(calibration.expectedError()).isCloseTo(expected, within(1e-12)).isPositive();
        assertThat(calibration.maximumError()).isCloseTo(maximum, within(1e-12));
    }

    @Test
    void emptyBinsStayEmpty() {
        Calibration sure = Calibration.of(new double[] {1, 1}, new boolean[] {true, true}, 4);
        assertThat(sure.bins()).hasSize(4);
        assertThat(sure.bins().get(0).count()).isZero();
        assertThat(sure.bins().get(0).accuracy()).isNaN();
        assertThat(sure.expectedError()).isZero();
        assertThat(sure.maximumError()).isZero();
    }

    @Test
    void brierScoreByHand() {
        double[][] probabilities = {{0.7, 0.2, 0.1}, {0, 1, 0}, {0, 0, 1}};
        assertThat(Calibration.brierScore(probabilities, new int[] {0, 1, 0}))
                .isCloseTo((0.09 + 0.04 + 0.01 + 0 + 2) / 3, within(1e-15));
    }

    @Test
    void whatIsNoProbabilityIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.of(new double[] {0.5, 1.5}, new boolean[2], 10))
                .withMessageContaining("prediction 1 is 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.of(new double[] {Double.NaN}, new boolean[1], 10))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.of(new double[1], new boolean[1], 0))
                .withMessageContaining("not 1, 1 and 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.of(new double[0], new boolean[0], 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.brierScore(new double[1][1], new int[0]));
    }
}
