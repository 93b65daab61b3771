package org.recurve.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Errors of point forecasts, their scale and the weighted average. */
class PointErrorsTest {
    private static final double NAN = Double.NaN;

    @Test
    void byHand() {
        // Errors 1, -2, 3; of actual values 4, -5 and 0.
        PointErrors errors = PointErrors.of(new double[] {4, -5, 0}, new double[] {5, -7, 3});
        assertThat(errors.mae()).isCloseTo(2, within(1e-15));
        assertThat(errors.mse()).isCloseTo(14.0 / 3, within(1e-15));
        assertThat(errors.rmse()).isCloseTo(Math.sqrt(14.0 / 3), within(1e-15));
        assertThat(errors.mape()).isCloseTo(100 * (1 / 4.0 + 2 / 5.0) / 2, within(1e-12));
        assertThat(errors.smape())
                .isCloseTo(200 * (1 / 9.0 + 2 / 12.0 + 3 / 3.0) / 3, within(1e-12));
        assertThat(errors.judged()).isEqualTo(3);
        assertThat(errors.zeros()).isEqualTo(1);
        assertThat(errors.missing()).isZero();
        assertThat(errors)
                .hasToString("MAE 2.000, RMSE 2.160, sMAPE 85.19 % of 3 steps (0 missing)");
    }

    @Test
    void aMissingValueHasNoInfluence() {
        Random random = new Random(3);
        double[] actual = new double[40];
        double[] forecast = new double[40];
        PointErrors present = new PointErrors();
        for (int i = 0; i < 40; i++) {
            forecast[i] = random.nextGaussian();
            actual[i] = i % 3 == 0 ? NAN : 2 + random.nextGaussian();
            if (i % 3 != 0) {
                present.add(actual[i], forecast[i]);
            }
        }
        PointErrors all = PointErrors.of(actual, forecast);
        assertThat(all.missing()).isEqualTo(14);
        assertThat(all.judged()).isEqualTo(26);
        assertThat(all.mae()).isEqualTo(present.mae());
        assertThat(all.mse()).isEqualTo(present.mse());
        assertThat(all.mape()).isEqualTo(present.mape());
        assertThat(all.smape()).isEqualTo(present.smape());
    }

    @Test
    void whatHasNoMeanIsNaN() {
        PointErrors none = PointErrors.of(new double[] {NAN, NAN}, new double[] {1, 2});
        assertThat(none.mae()).isNaN();
        assertThat(none.rmse()).isNaN();
        assertThat(none.smape()).isNaN();
        assertThat(none.missing()).isEqualTo(2);
        PointErrors zeros = PointErrors.of(new double[3], new double[] {1, 0, -2});
        assertThat(zeros.mape()).isNaN();
        assertThat(zeros.zeros()).isEqualTo(3);
        assertThat(zeros.mae()).isEqualTo(1);
        // 200, 0 where nothing was forecast and nothing came, and 200.
        assertThat(zeros.smape()).isCloseTo(400 / 3.0, within(1e-12));
    }

    @Test
    void errorsOfPartsAddUp() {
        double[] actual = {1, 0, NAN, 4, 5};
        double[] forecast = {2, 1, 1, -4, 5.5};
        PointErrors whole = PointErrors.of(actual, forecast);
        PointErrors parts = new PointErrors();
        for (int i = 0; i < actual.length; i++) {
            parts.addAll(PointErrors.of(new double[] {actual[i]}, new double[] {forecast[i]}));
        }
        assertThat(parts.mae()).isCloseTo(whole.mae(), within(1e-15));
        assertThat(parts.mse()).isCloseTo(whole.mse(), within(1e-14));
        assertThat(parts.mape()).isCloseTo(whole.mape(), within(1e-13));
        assertThat(parts.smape()).isCloseTo(whole.smape(), within(1e-13));
        assertThat(parts.judged()).isEqualTo(4);
        assertThat(parts.zeros()).isEqualTo(1);
        assertThat(parts.missing()).isEqualTo(1);
    }

    @Test
    void wrongInput() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PointErrors.of(new double[3], new double[2]))
                .withMessageContaining("not 2 for 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PointErrors.of(new double[] {1, NAN}, new double[] {1, NAN}))
                .withMessageContaining("forecast 1 is NaN");
        PointErrors errors = new PointErrors();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> errors.add(1, Double.POSITIVE_INFINITY))
                .withMessageContaining("is Infinity, expected a finite number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> errors.add(Double.NEGATIVE_INFINITY, 1))
                .withMessageContaining("NaN where it is missing");
        assertThat(errors.judged()).isZero();
    }

    @Test
    void scaledByTheSeasonBeforeByHand() {
        // Differences at period 2: 3 - 1, 7 - 4, 2 - 3: absolute 2, 3, 1; squares 4, 9, 1.
        NaiveScale scale = NaiveScale.of(new double[] {1, 4, 3, 7, 2}, 2);
        assertThat(scale.absolute()).isEqualTo(2);
        assertThat(scale.squared()).isCloseTo(14 / 3.0, within(1e-15));
        assertThat(scale.pairs()).isEqualTo(3);
        PointErrors errors = PointErrors.of(new double[] {1, 1}, new double[] {2, 4});
        assertThat(scale.mase(errors)).isCloseTo(1, within(1e-15));
        assertThat(scale.rmsse(errors)).isCloseTo(Math.sqrt(5 / (14 / 3.0)), within(1e-15));
    }

    @Test
    void pairsWithAMissingValueAreLeftOut() {
        // At period 1: 4 - 1 and 9 - 7 are left.
        NaiveScale scale = NaiveScale.of(new double[] {1, 4, NAN, 7, 9, NAN}, 1);
        assertThat(scale.pairs()).isEqualTo(2);
        assertThat(scale.absolute()).isEqualTo(2.5);
        assertThat(scale.squared()).isEqualTo(6.5);
    }

    @Test
    void aSeriesThatDoesNotChangeMeasuresNothing() {
        PointErrors errors = PointErrors.of(new double[] {1}, new double[] {2});
        NaiveScale constant = NaiveScale.of(new double[] {3, 3, 3, 3}, 1);
        assertThat(constant.absolute()).isZero();
        assertThat(constant.measures()).isFalse();
        assertThat(constant.mase(errors)).isNaN();
        assertThat(constant.rmsse(errors)).isNaN();
        // Seasonal without change from season to season.
        assertThat(NaiveScale.of(new double[] {1, 2, 1, 2}, 2).measures()).isFalse();
        assertThat(NaiveScale.of(new double[] {1, 2, 1, 2}, 1).measures()).isTrue();
        NaiveScale none = NaiveScale.of(new double[] {1, NAN, 2, NAN}, 1);
        assertThat(none.pairs()).isZero();
        assertThat(none.measures()).isFalse();
        assertThat(none.mase(errors)).isNaN();
    }

    @Test
    void aScaleNeedsMoreThanASeason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NaiveScale.of(new double[24], 24))
                .withMessageContaining("period 24 and 24 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NaiveScale.of(new double[24], 0))
                .withMessageContaining("period 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NaiveScale.of(new double[] {1, Double.POSITIVE_INFINITY}, 1))
                .withMessageContaining("Infinity");
    }

    @Test
    void theWeightedAverageByHand() {
        assertThat(Owa.of(9, 1, 18, 4)).isCloseTo((0.5 + 0.25) / 2, within(1e-15));
        assertThat(Owa.of(18.383, 2.395, 18.383, 2.395)).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Owa.of(9, 1, 18, NAN))
                .withMessageContaining("sMAPE 18.0 and MASE NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Owa.of(9, 1, 0, 1))
                .withMessageContaining("sMAPE 0.0");
    }
}
