package org.recurve.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** McNemar's test and the bootstrap over items. */
class SignificanceTest {

    /** The chance of at most or at least so many heads, by counting all sequences of throws. */
    private static double slowExact(int b, int c) {
        int throwsOfCoin = b + c;
        int distance = Math.abs(b - c);
        long extreme = 0;
        for (int throwing = 0; throwing < 1 << throwsOfCoin; throwing++) {
            int heads = Integer.bitCount(throwing);
            extreme += Math.abs(2 * heads - throwsOfCoin) >= distance ? 1 : 0;
        }
        return (double) extreme / (1 << throwsOfCoin);
    }

    @Test
    void theExactTestCountsThrowsOfACoin() {
        for (int b = 0; b <= 8; b++) {
            for (int c = 0; c <= 8; c++) {
                assertThat(McNemar.exactP(b, c)).isCloseTo(slowExact(b, c), within(1e-12));
            }
        }
        // 2 (1 + 10 + 45) / 1024
        assertThat(McNemar.exactP(2, 8)).isCloseTo(0.109375, within(1e-12));
    }

    /** Both tails of the normal density beyond the root of the statistic, by Simpson's rule. */
    private static double slowChiSquared(int b, int c) {
        double statistic = (Math.abs(b - c) - 1.0) * (Math.abs(b - c) - 1.0) / (b + c);
        double from = Math.sqrt(statistic);
        int steps = 20_000;
        double width = 12.0 / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            double x = from + i * width;
            double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Math.exp(-x * x / 2);
        }
        return 2 * sum * width / 3 / Math.sqrt(2 * Math.PI);
    }

    @Test
    void theChiSquaredTestHasItsCorrection() {
        int[][] pairs = {{121, 59}, {59, 121}, {30, 20}, {25, 0}, {1, 40}, {20, 22}, {300, 250}};
        for (int[] pair : pairs) {
            double slow = slowChiSquared(pair[0], pair[1]);
            assertThat(McNemar.chiSquaredP(pair[0], pair[1]) / slow).isCloseTo(1, within(1e-9));
        }
        assertThat(McNemar.chiSquaredP(20, 20)).isEqualTo(1);
        assertThat(McNemar.chiSquaredP(20, 21)).isEqualTo(1);
        assertThat(McNemar.chiSquaredP(900, 100)).isPositive().isLessThan(1e-100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> McNemar.chiSquaredP(0, 0))
                .withMessageContaining("take the exact test");
    }

    @Test
    void theNumberOfDifferencesDecidesBetweenTheTests() {
        for (int n : new int[] {24, 25, 26}) {
            boolean[] first = new boolean[n + 30];
            boolean[] second = new boolean[n + 30];
            Arrays.fill(first, 0, 15, true);
            Arrays.fill(second, 15, n, true);
            Arrays.fill(first, n, n + 20, true);
            Arrays.fill(second, n, n + 20, true);
            McNemar test = McNemar.of(first, second);
            assertThat(test.onlyFirst()).isEqualTo(15);
            assertThat(test.onlySecond()).isEqualTo(n - 15);
            assertThat(test.exact()).isEqualTo(n < 25);
            assertThat(test.pValue())
                    .isEqualTo(
                            n < 25 ? McNemar.exactP(15, n - 15) : McNemar.chiSquaredP(15, n - 15));
            assertThat(test.toString())
                    .contains("15 right by the first alone", n < 25 ? "exact" : "chi-squared");
        }
        for (int b = 0; b <= McNemar.FEW; b++) {
            int c = McNemar.FEW - b;
            assertThat(McNemar.chiSquaredP(b, c)).isCloseTo(McNemar.exactP(b, c), within(0.01));
        }
        assertThat(McNemar.of(new boolean[3], new boolean[3]).pValue()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> McNemar.of(new boolean[3], new boolean[2]))
                .withMessageContaining("3 and 2");
    }

    @Test
    void macroF1IsThatOfPlainCounts() {
        Random random = new Random(2);
        int[] truths = random.ints(50, 0, 3).toArray();
        int[] predicted = random.ints(50, 0, 4).toArray();
        double sum = 0;
        for (int k = 0; k < 5; k++) {
            double tp = 0;
            double fp = 0;
            double fn = 0;
            for (int i = 0; i < 50; i++) {
                tp += truths[i] == k && predicted[i] == k ? 1 : 0;
                fp += truths[i] != k && predicted[i] == k ? 1 : 0;
                fn += truths[i] == k && predicted[i] != k ? 1 : 0;
            }
            double precision = tp / (tp + fp);
            double recall = tp / (tp + fn);
            sum += tp == 0 ? 0 : 2 * precision * recall / (precision + recall);
        }
        assertThat(MacroF1.of(truths, predicted, 5)).isCloseTo(sum / 5, within(1e-12));
        int[] twice = {0, 0, 7};
        int[] someTruths = {truths[0], truths[0], truths[7]};
        int[] someGuesses = {predicted[0], predicted[0], predicted[7]};
        assertThat(MacroF1.of(truths, predicted, 5, twice))
                .isEqualTo(MacroF1.of(someTruths, someGuesses, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MacroF1.of(new int[2], new int[1], 1))
                .withMessageContaining("not 1, 2 and 1");
    }

    @Test
    void theIntervalOfAnAccuracyIsThatOfItsNormalApproximation() {
        boolean[] first = new boolean[2000];
        boolean[] second = new boolean[2000];
        for (int i = 0; i < 2000; i++) {
            first[i] = i % 10 < 7;
            second[i] = i % 20 != 0 && (i % 10 < 7 || i % 10 == 9);
        }
        // The first alone has 100 of 2000, the second alone 200: the difference is .05.
        ItemBootstrap bootstrap = ItemBootstrap.accuracyDifference(first, second, 10_000, 1);
        double deviation = Math.sqrt((0.15 - 0.05 * 0.05) / 2000);
        assertThat(bootstrap.value()).isCloseTo(0.05, within(1e-15));
        assertThat(bootstrap.lower()).isCloseTo(0.05 - 1.96 * deviation, within(0.1 * deviation));
        assertThat(bootstrap.upper()).isCloseTo(0.05 + 1.96 * deviation, within(0.1 * deviation));
        assertThat(bootstrap.partAboveZero()).isEqualTo(1);
        assertThat(bootstrap.pValue()).isEqualTo(2 / 10_001.0);
        assertThat(bootstrap.items()).isEqualTo(2000);
        assertThat(bootstrap.toString()).startsWith("+0.0500, 95 % interval +0.03");
        ItemBootstrap turned = ItemBootstrap.accuracyDifference(second, first, 10_000, 1);
        assertThat(turned.value()).isEqualTo(-bootstrap.value());
        assertThat(turned.partAboveZero()).isZero();
        assertThat(turned.quantile(0.975)).isCloseTo(-bootstrap.lower(), within(1e-12));
    }

    @Test
    void everyResampleIsPairedAndHasAsManyItems() {
        int[] calls = new int[1];
        ItemBootstrap bootstrap =
                ItemBootstrap.of(
                        5,
                        items -> {
                            assertThat(items).hasSize(5);
                            assertThat(Arrays.stream(items).allMatch(i -> i >= 0 && i < 5))
                                    .isTrue();
                            calls[0]++;
                            return Arrays.stream(items).distinct().count();
                        },
                        400,
                        3);
        assertThat(calls[0]).isEqualTo(401);
        assertThat(bootstrap.value()).isEqualTo(5);
        // 5 (1 - (4/5)^5) = 3.36 different ones are drawn on average.
        assertThat(bootstrap.quantile(0.5)).isEqualTo(3);
        assertThat(bootstrap.quantile(1)).isGreaterThanOrEqualTo(4);
    }

    @Test
    void macroF1IsResampledToo() {
        Random random = new Random(4);
        int[] truths = random.ints(400, 0, 3).toArray();
        int[] good = new int[400];
        int[] bad = new int[400];
        for (int i = 0; i < 400; i++) {
            good[i] = random.nextInt(10) == 0 ? random.nextInt(3) : truths[i];
            bad[i] = random.nextInt(2) == 0 ? random.nextInt(3) : truths[i];
        }
        ItemBootstrap bootstrap = ItemBootstrap.macroF1Difference(truths, bad, good, 3, 1000, 1);
        assertThat(bootstrap.value())
                .isCloseTo(MacroF1.of(truths, good, 3) - MacroF1.of(truths, bad, 3), within(1e-12));
        assertThat(bootstrap.lower()).isPositive().isLessThan(bootstrap.value());
        assertThat(bootstrap.upper()).isGreaterThan(bootstrap.value());
        ItemBootstrap same = ItemBootstrap.macroF1Difference(truths, good, good, 3, 100, 1);
        assertThat(same.pValue()).isEqualTo(1);
        assertThat(same.partAboveZero()).isEqualTo(0.5);
    }

    @Test
    void theSeedDecidesAndNothingToDrawIsRefused() {
        boolean[] first = new boolean[40];
        boolean[] second = new boolean[40];
        Arrays.fill(first, 0, 13, true);
        Arrays.fill(second, 9, 31, true);
        double once = ItemBootstrap.accuracyDifference(first, second, 51, 1).lower();
        assertThat(ItemBootstrap.accuracyDifference(first, second, 51, 1).lower()).isEqualTo(once);
        assertThat(ItemBootstrap.accuracyDifference(first, second, 51, 2).lower())
                .isNotEqualTo(once);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ItemBootstrap.of(0, items -> 0, 1, 1))
                .withMessageContaining("not 0 and 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ItemBootstrap.of(1, items -> Double.NaN, 1, 1))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ItemBootstrap.accuracyDifference(first, new boolean[3], 1, 1))
                .withMessageContaining("40 and 3");
    }
}
