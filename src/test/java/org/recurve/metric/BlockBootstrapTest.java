package org.recurve.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockBootstrapTest {
    private static final int RESAMPLES = 1000;

    /** Values that remember the one before: mean 0, each 0.8 of its predecessor and noise. */
    private static double[] dependent(Random random, int length) {
        double[] values = new double[length];
        double value = random.nextGaussian() / 0.6;
        for (int i = 0; i < length; i++) {
            value = 0.8 * value + random.nextGaussian();
            values[i] = value;
        }
        return values;
    }

    @Test
    void equalsResamplingWrittenDown() {
        Random numbers = new Random(3);
        for (int length : new int[] {1, 7, 30, 31}) {
            double[] values = numbers.doubles(length, -1, 2).toArray();
            for (int block : new int[] {1, 4, 10, 40}) {
                List<List<Double>> blocks = new ArrayList<>();
                for (int i = 0; i < length; i++) {
                    if (i % block == 0) {
                        blocks.add(new ArrayList<>());
                    }
                    blocks.get(blocks.size() - 1).add(values[i]);
                }
                Random random = new Random(9);
                List<Double> means = new ArrayList<>();
                for (int r = 0; r < 201; r++) {
                    List<Double> drawn = new ArrayList<>();
                    for (int k = 0; k < blocks.size(); k++) {
                        drawn.addAll(blocks.get(random.nextInt(blocks.size())));
                    }
                    means.add(mean(drawn));
                }
                Collections.sort(means);
                BlockBootstrap bootstrap = BlockBootstrap.of(values, block, 201, 9);
                assertThat(BlockBootstrap.blocks(length, block)).isEqualTo(blocks.size());
                assertThat(bootstrap.quantile(0)).isCloseTo(means.get(0), within(1e-12));
                // 0.025 of 200 steps between 201 means is the fifth.
                assertThat(bootstrap.quantile(0.025)).isCloseTo(means.get(5), within(1e-12));
                assertThat(bootstrap.quantile(0.0125))
                        .as("half way")
                        .isCloseTo((means.get(2) + means.get(3)) / 2, within(1e-12));
                assertThat(bootstrap.quantile(1)).isCloseTo(means.get(200), within(1e-12));
                long above = means.stream().filter(mean -> mean > 0).count();
                assertThat(bootstrap.partAboveZero()).isEqualTo(above / 201.0);
            }
        }
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
    }

    @Test
    void twoBlocksGiveThreeMeansInTheirProportions() {
        // Blocks 1 1 and -1 -1: a resample has both alike, a quarter each, or one of each.
        BlockBootstrap bootstrap = BlockBootstrap.of(new double[] {1, 1, -1, -1}, 2, 10_000, 4);
        assertThat(bootstrap.mean()).isZero();
        assertThat(bootstrap.quantile(0.2)).isEqualTo(-1);
        assertThat(bootstrap.quantile(0.3)).isZero();
        assertThat(bootstrap.quantile(0.7)).isZero();
        assertThat(bootstrap.quantile(0.8)).isEqualTo(1);
        // A quarter, and half of the ties: 5 standard errors of 0.0035 around.
        assertThat(bootstrap.partAboveZero()).isCloseTo(0.5, within(0.0175));
        assertThat(bootstrap.pValue()).isEqualTo(1);
    }

    @Test
    void aShorterLastBlockCountsByItsLength() {
        // Blocks 0 0 0 and 8: means 0 (twice the first), 8 (twice the second), 8 / 4 (one of each).
        BlockBootstrap bootstrap = BlockBootstrap.of(new double[] {0, 0, 0, 8}, 3, 10_000, 4);
        assertThat(bootstrap.mean()).isEqualTo(2);
        assertThat(bootstrap.quantile(0.2)).isZero();
        assertThat(bootstrap.quantile(0.5)).isEqualTo(2);
        assertThat(bootstrap.quantile(0.8)).isEqualTo(8);
    }

    @Test
    void noDifferenceIsExactlyNone() {
        BlockBootstrap bootstrap = BlockBootstrap.of(new double[50], 7, RESAMPLES, 1);
        assertThat(bootstrap.mean()).isZero();
        assertThat(bootstrap.quantile(0.025)).isZero();
        assertThat(bootstrap.quantile(0.975)).isZero();
        assertThat(bootstrap.partAboveZero()).isEqualTo(0.5);
        assertThat(bootstrap.pValue()).isEqualTo(1);
    }

    @Test
    void aLargeDifferenceIsBeyondChanceInBothDirections() {
        double[] values = dependent(new Random(2), 5000);
        for (int sign : new int[] {1, -1}) {
            double[] moved = values.clone();
            for (int i = 0; i < moved.length; i++) {
                moved[i] += sign;
            }
            BlockBootstrap bootstrap = BlockBootstrap.of(moved, 100, RESAMPLES, 1);
            assertThat(sign * bootstrap.quantile(0.025)).isPositive();
            assertThat(sign * bootstrap.quantile(0.975)).isPositive();
            assertThat(bootstrap.partAboveZero()).isEqualTo(sign > 0 ? 1 : 0);
            assertThat(bootstrap.pValue()).isEqualTo(2.0 / 1001);
        }
    }

    @Test
    void theIntervalCoversTheTruthAsOftenAsItSays() {
        int trials = 200;
        int covered = 0;
        int coveredByTokens = 0;
        int significant = 0;
        Random random = new Random(17);
        for (int t = 0; t < trials; t++) {
            double[] values = dependent(random, 10_000);
            BlockBootstrap blocks = BlockBootstrap.of(values, 100, RESAMPLES, t);
            covered += coversZero(blocks) ? 1 : 0;
            significant += blocks.pValue() < 0.05 ? 1 : 0;
            if (t < 50) {
                coveredByTokens += coversZero(BlockBootstrap.of(values, 1, 100, t)) ? 1 : 0;
            }
        }
        // The number covered is binomial with a standard deviation of 3.1 around 190; four of them,
        // and what blocks of finite number and length cost, are 16.
        assertThat(covered).isBetween(174, 200);
        assertThat(trials - significant).isBetween(174, 200);
        assertThat(coveredByTokens)
                .as("single values, as if they did not depend on each other")
                .isLessThan(40);
    }

    private static boolean coversZero(BlockBootstrap bootstrap) {
        return bootstrap.quantile(0.025) <= 0 && bootstrap.quantile(0.975) >= 0;
    }

    @Test
    void theSeedDecides() {
        double[] values = dependent(new Random(2), 500);
        double once = BlockBootstrap.of(values, 10, RESAMPLES, 1).quantile(0.1);
        assertThat(BlockBootstrap.of(values, 10, RESAMPLES, 1).quantile(0.1)).isEqualTo(once);
        assertThat(BlockBootstrap.of(values, 10, RESAMPLES, 2).quantile(0.1)).isNotEqualTo(once);
    }

    @Test
    void whatCannotBeResampledIsRefused() {
        double[] values = {1, 2};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlockBootstrap.of(new double[0], 1, 1, 1))
                .withMessageContaining("not 0, 1 and 1");
        assertThatIllegalArgumentException().isThrownBy(() -> BlockBootstrap.of(values, 0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> BlockBootstrap.of(values, 1, 0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlockBootstrap.of(new double[] {1, Double.NaN}, 1, 1, 1))
                .withMessageContaining("value 1 is NaN");
        BlockBootstrap bootstrap = BlockBootstrap.of(values, 1, 1, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bootstrap.quantile(1.1))
                .withMessageContaining("0 to 1, not 1.1");
    }
}
