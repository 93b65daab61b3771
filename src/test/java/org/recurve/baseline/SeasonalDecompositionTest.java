package org.recurve.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.recurve.core.RecurveException;

class SeasonalDecompositionTest {
    private static final double[] TERMS = {-3, 1, 0.5, 1.5};
    private static final double[] FACTORS = {0.5, 1.25, 1.5, 0.75};

    @Test
    void aSumIsTakenApart() {
        double[] values = new double[20];
        Arrays.setAll(values, t -> 10 + 2 * t + TERMS[t % 4]);
        SeasonalDecomposition parts = SeasonalDecomposition.additive(values, 4);
        for (int t = 0; t < 20; t++) {
            boolean end = t < 2 || t >= 18;
            assertThat(parts.season()[t]).isCloseTo(TERMS[t % 4], within(1e-12));
            if (end) {
                assertThat(parts.trend()[t]).isNaN();
                assertThat(parts.rest()[t]).isNaN();
            } else {
                assertThat(parts.trend()[t]).isCloseTo(10 + 2 * t, within(1e-12));
                assertThat(parts.rest()[t]).isCloseTo(0, within(1e-12));
            }
        }
        assertThat(parts.isMultiplicative()).isFalse();
    }

    @Test
    void aProductOfALevelIsTakenApart() {
        double[] values = new double[16];
        Arrays.setAll(values, t -> 8 * FACTORS[t % 4]);
        SeasonalDecomposition parts = SeasonalDecomposition.multiplicative(values, 4);
        assertThat(parts.trend()[5]).isCloseTo(8, within(1e-12));
        assertThat(parts.season()).startsWith(FACTORS, within(1e-12));
        assertThat(parts.rest()[5]).isCloseTo(1, within(1e-12));
        assertThat(parts.isMultiplicative()).isTrue();
    }

    @Test
    void thePartsMakeTheValues() {
        Random random = new Random(3);
        double[] values = random.doubles(40, 1, 9).toArray();
        for (int period : new int[] {2, 5, 12}) {
            SeasonalDecomposition sum = SeasonalDecomposition.additive(values, period);
            SeasonalDecomposition product = SeasonalDecomposition.multiplicative(values, period);
            for (int t = period; t < 40 - period; t++) {
                assertThat(sum.trend()[t] + sum.season()[t] + sum.rest()[t])
                        .isCloseTo(values[t], within(1e-12));
                assertThat(product.trend()[t] * product.season()[t] * product.rest()[t])
                        .isCloseTo(values[t], within(1e-12));
            }
            double[] season = Arrays.copyOf(sum.season(), period);
            assertThat(Arrays.stream(season).sum()).isCloseTo(0, within(1e-10));
            double[] factors = Arrays.copyOf(product.season(), period);
            assertThat(Arrays.stream(factors).average().orElseThrow()).isCloseTo(1, within(1e-10));
        }
    }

    @Test
    void whatCannotBeTakenApartIsNamed() {
        assertThatThrownBy(() -> SeasonalDecomposition.additive(new double[23], 12))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("at least 24 values, got 23");
        assertThatThrownBy(() -> SeasonalDecomposition.multiplicative(new double[24], 12))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("value 0 is 0.0")
                .hasMessageContaining("take an additive one");
        double[] missing = new double[24];
        missing[4] = Double.NaN;
        assertThatThrownBy(() -> SeasonalDecomposition.additive(missing, 12))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("value 4 is NaN")
                .hasMessageContaining("fill missing values first");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeasonalDecomposition.additive(new double[9], 1));
    }
}
