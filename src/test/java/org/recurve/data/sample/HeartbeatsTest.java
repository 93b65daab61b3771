package org.recurve.data.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.data.DataSplits;
import org.recurve.data.LabeledSeries;

class HeartbeatsTest {
    private static final Path FOLDER = Path.of("data", "heartbeats");
    private static final List<String> KINDS =
            List.of("normal", "ventricular", "st-depression", "t-inversion");

    @ParameterizedTest
    @ValueSource(strings = {"train.ts", "validation.ts", "test.ts"})
    void regeneratesTheFilesBitForBit(String file, @TempDir Path folder) throws IOException {
        Heartbeats.write(folder);
        assertThat(folder.resolve(file)).hasSameBinaryContentAs(FOLDER.resolve(file));
    }

    @ParameterizedTest
    @CsvSource({"train,600", "validation,200", "test,400"})
    void everySplitHasAsManyOfEachKind(String split, int beats) {
        LabeledSeries data = LabeledSeries.load("heartbeats").split(split);
        assertThat(data.size()).isEqualTo(beats);
        assertThat(data.labels()).isEqualTo(KINDS);
        assertThat(data.balance().doubleColumn("share").asDoubleArray())
                .containsExactly(new double[] {0.4, 0.2, 0.2, 0.2}, within(1e-9));
        assertThat(data.features()).isEqualTo(1);
        assertThat(Arrays.stream(data.lengths())).allMatch(steps -> steps >= 50 && steps <= 100);
    }

    @Test
    void noBeatOccursTwice() {
        DataSplits<LabeledSeries> data = LabeledSeries.load("heartbeats");
        assertThat(
                        Stream.of(data.train(), data.validation(), data.test())
                                .flatMap(split -> split.sequences().stream())
                                .map(Arrays::deepToString))
                .hasSize(1200)
                .doesNotHaveDuplicates();
    }

    /** Means over many hearts, where noise, breathing and jitter cancel out. */
    @Test
    void kindsDifferInWhatTheyAreNamedAfter() {
        double[] normal = mean(Heartbeats.Kind.NORMAL);
        double[] depressed = mean(Heartbeats.Kind.ST_DEPRESSION);
        double[] inverted = mean(Heartbeats.Kind.T_INVERSION);
        double[] ventricular = mean(Heartbeats.Kind.VENTRICULAR);
        // Sums over the beat in millivolt seconds: the T wave is most of it.
        assertThat(inverted[0]).isLessThan(normal[0] - 0.03);
        assertThat(depressed[0]).isLessThan(normal[0] - 0.02);
        // The share of readings that are far from the middle one: a wide beat has more.
        assertThat(ventricular[1]).isGreaterThan(1.5 * normal[1]);
        assertThat(depressed[1]).isLessThan(1.5 * normal[1]);
        assertThat(inverted[1]).isLessThan(1.5 * normal[1]);
    }

    private static double[] mean(Heartbeats.Kind kind) {
        Random random = new Random(9);
        double[] sums = new double[2];
        int hearts = 400;
        for (int i = 0; i < hearts; i++) {
            double[] beat = new Heart(random).beat(kind, Heartbeats.RATE);
            double middle =
                    Arrays.stream(beat).sorted().skip(beat.length / 2).findFirst().orElse(0);
            sums[0] += Arrays.stream(beat).map(v -> v - beat[0]).sum() / Heartbeats.RATE / hearts;
            sums[1] +=
                    (double) Arrays.stream(beat).filter(v -> Math.abs(v - middle) > 0.35).count()
                            / beat.length
                            / hearts;
        }
        return sums;
    }

    /**
     * Nearest class mean of the signals stretched to one length: what place and size alone tell.
     */
    @Test
    void classMeansTellSomeKindsAndNotAll() {
        DataSplits<LabeledSeries> data = LabeledSeries.load("heartbeats");
        double[][] means = new double[KINDS.size()][64];
        LabeledSeries train = data.train();
        for (int i = 0; i < train.size(); i++) {
            double[] beat = stretched(train.sequence(i));
            double share = 1 / (train.size() * (train.targets()[i] == 0 ? 0.4 : 0.2));
            for (int t = 0; t < beat.length; t++) {
                means[train.targets()[i]][t] += beat[t] * share;
            }
        }
        LabeledSeries validation = data.validation();
        long right =
                IntStream.range(0, validation.size())
                        .filter(
                                i ->
                                        nearest(means, stretched(validation.sequence(i)))
                                                == validation.targets()[i])
                        .count();
        assertThat((double) right / validation.size()).isBetween(0.4, 0.75);
    }

    private static double[] stretched(float[][] beat) {
        double[] result = new double[64];
        double mean = Arrays.stream(beat).mapToDouble(step -> step[0]).average().orElseThrow();
        Arrays.setAll(result, t -> beat[t * beat.length / result.length][0] - mean);
        return result;
    }

    private static int nearest(double[][] means, double[] beat) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < means.length; k++) {
            double distance = 0;
            for (int t = 0; t < beat.length; t++) {
                distance += Math.pow(beat[t] - means[k][t], 2);
            }
            if (distance < least) {
                least = distance;
                best = k;
            }
        }
        return best;
    }
}
