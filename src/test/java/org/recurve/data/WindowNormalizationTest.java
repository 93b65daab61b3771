package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WindowNormalizationTest {
    private static final float NAN = Float.NaN;

    /** Two columns from offset 1 on: 1, 3, NaN, -2 and 10, NaN, NaN, NaN. */
    private static final float[] WINDOW = {99, 1, 10, 3, NAN, NAN, NAN, -2, NAN};

    private static float[] levels(WindowNormalization how) {
        float[] levels = {77, 0, 0};
        how.levels(WINDOW, 1, 4, 2, levels, 1);
        return levels;
    }

    @Test
    void levelsComeFromTheValuesThatAreThere() {
        assertThat(levels(WindowNormalization.NONE)).containsExactly(77, 0, 0);
        assertThat(levels(WindowNormalization.LAST)).containsExactly(77, -2, 10);
        assertThat(levels(WindowNormalization.MEAN)).containsExactly(77, 2 / 3f, 10);
        assertThat(levels(WindowNormalization.MEAN_SCALE)).containsExactly(77, 3, 11);
    }

    @Test
    void aColumnWithoutAnyValueHasLevelNoughtOrSizeOne() {
        float[] level = new float[1];
        for (WindowNormalization how : WindowNormalization.values()) {
            how.levels(new float[] {NAN, NAN}, 0, 2, 1, level, 0);
            assertThat(level[0]).isEqualTo(how == WindowNormalization.MEAN_SCALE ? 1 : 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void invertingGivesTheHorizonBack(WindowNormalization how) {
        Random random = new Random(3);
        float[] lookback = new float[3 * 2];
        float[] horizon = new float[1 + 4 * 2];
        for (int i = 0; i < lookback.length; i++) {
            lookback[i] = 5 + (float) random.nextGaussian();
        }
        for (int i = 0; i < horizon.length; i++) {
            horizon[i] = 5 + (float) random.nextGaussian();
        }
        float[] before = horizon.clone();
        float[] levels = new float[2];
        how.levels(lookback, 0, 3, 2, levels, 0);
        how.apply(horizon, 1, 4, 2, levels, 0);
        for (int i = 1; i < horizon.length; i++) {
            float level = levels[(i - 1) % 2];
            assertThat(horizon[i])
                    .isEqualTo(
                            how == WindowNormalization.MEAN_SCALE
                                    ? before[i] / level
                                    : before[i] - level);
        }
        how.invert(horizon, 1, 4, 2, levels, 0);
        assertThat(horizon).containsExactly(before, within(1e-5f));
    }
}
