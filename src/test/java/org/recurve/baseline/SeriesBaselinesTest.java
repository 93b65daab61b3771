package org.recurve.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.atIndex;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import org.recurve.data.LabeledSeries;
import org.recurve.metric.DynamicTimeWarping;

/** What sequences of numbers are judged beside. */
class SeriesBaselinesTest {
    private static final List<String> LABELS = List.of("flat", "rising", "never");

    private static LabeledSeries data(List<float[][]> sequences, int... targets) {
        return new LabeledSeries(
                sequences,
                targets,
                LABELS,
                Map.of(),
                new DataProvenance("slopes", "train", List.of(), List.of()));
    }

    /** Two features of noise; in every other sequence the second one rises. */
    private static LabeledSeries random(int size, boolean sameLength, long seed) {
        Random random = new Random(seed);
        List<float[][]> sequences = new ArrayList<>();
        int[] targets = new int[size];
        for (int i = 0; i < size; i++) {
            targets[i] = i % 2;
            float[][] sequence = new float[sameLength ? 8 : 5 + random.nextInt(6)][2];
            for (int t = 0; t < sequence.length; t++) {
                sequence[t][0] = 100 * (float) random.nextGaussian();
                sequence[t][1] = 7 + (float) random.nextGaussian() + targets[i] * t;
            }
            sequences.add(sequence);
        }
        return data(sequences, targets);
    }

    private static double accuracy(double[][] rows, int[] targets) {
        double right = 0;
        for (int i = 0; i < rows.length; i++) {
            assertThat(Arrays.stream(rows[i]).sum()).isCloseTo(1, within(1e-12));
            right += rows[i][targets[i]] > 0.5 ? 1 : 0;
        }
        return right / rows.length;
    }

    @Test
    void summaryFiguresByHand() {
        LabeledSeries data = data(List.<float[][]>of(new float[][] {{1, 5}, {2, 5}, {6, 5}}), 0);
        Map<String, Double> features = SeriesFeatures.summary().of(data, 0);
        // Slope: (-1 * 1 + 0 * 2 + 1 * 6) / (1 + 0 + 1); deviations from 3: -2, -1, 3.
        assertThat(features)
                .hasSize(15)
                .contains(
                        entry("steps", 3.0),
                        entry("mean of feature 0", 3.0),
                        entry("sd of feature 0", Math.sqrt(14.0 / 3)),
                        entry("min of feature 0", 1.0),
                        entry("max of feature 0", 6.0),
                        entry("first of feature 0", 1.0),
                        entry("last of feature 0", 6.0),
                        entry("slope of feature 0", 2.5),
                        entry("mean of feature 1", 5.0),
                        entry("sd of feature 1", 0.0),
                        entry("slope of feature 1", 0.0));
        LabeledSeries one = data(List.<float[][]>of(new float[][] {{4}}), 0);
        assertThat(SeriesFeatures.summary().of(one, 0)).containsEntry("slope of feature 0", 0.0);
    }

    @Test
    void flattenedKeepsEveryNumber() {
        LabeledSeries data = data(List.<float[][]>of(new float[][] {{1, 2}, {3, 4}}), 0);
        assertThat(SeriesFeatures.of(data).of(data, 0))
                .containsExactly(
                        entry("step 0, feature 0", 1.0),
                        entry("step 0, feature 1", 2.0),
                        entry("step 1, feature 0", 3.0),
                        entry("step 1, feature 1", 4.0));
        LabeledSeries longer = data(List.<float[][]>of(new float[3][2]), 0);
        assertThatThrownBy(() -> SeriesFeatures.of(data).of(longer, 0))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("sequence 0 of slopes train has 3 steps, expected 2")
                .hasMessageContaining("summary()");
        assertThatThrownBy(() -> SeriesFeatures.flattened(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 step, not 0");
    }

    @Test
    void logisticRegressionOnWhatFits() {
        for (boolean sameLength : new boolean[] {true, false}) {
            LabeledSeries train = random(80, sameLength, 1);
            LabeledSeries other = random(40, sameLength, 2);
            TribuoClassifier<LabeledSeries> model =
                    TribuoClassifier.logistic(SeriesFeatures.of(train), train);
            assertThat(model.name())
                    .isEqualTo(
                            "logistic regression on "
                                    + (sameLength ? "all steps" : "summary figures"));
            double[][] rows = model.probabilities(other);
            assertThat(accuracy(rows, other.targets())).isGreaterThan(0.85);
            assertThat(rows[0][2]).isZero();
            assertThat(rows)
                    .isDeepEqualTo(
                            TribuoClassifier.logistic(SeriesFeatures.of(train), train)
                                    .probabilities(other));
        }
    }

    @Test
    void standardizedOverTheTrainingItems() {
        LabeledSeries data = data(List.of(new float[][] {{1, 9}}, new float[][] {{3, 9}}), 0, 1);
        StandardizedFeatures<LabeledSeries> features =
                StandardizedFeatures.fit(SeriesFeatures.flattened(1), data);
        assertThat(features.of(data, 0))
                .containsOnly(entry("step 0, feature 0", -1.0), entry("step 0, feature 1", 0.0));
        LabeledSeries other = data(List.<float[][]>of(new float[][] {{6, 10}}), 0);
        assertThat(features.of(other, 0))
                .containsOnly(entry("step 0, feature 0", 4.0), entry("step 0, feature 1", 0.0));
    }

    @Test
    void theNearestByWarpedTime() {
        LabeledSeries train = random(25, false, 3);
        LabeledSeries other = random(30, false, 4);
        for (double window : new double[] {0.2, 1}) {
            double[][] rows = NearestNeighbourDtw.fit(train, window).probabilities(other);
            for (int i = 0; i < other.size(); i++) {
                int nearest = 0;
                double least = Double.POSITIVE_INFINITY;
                for (int j = 0; j < train.size(); j++) {
                    double distance =
                            DynamicTimeWarping.distance(
                                    train.sequence(j), other.sequence(i), window);
                    if (distance < least - 1e-9) {
                        least = distance;
                        nearest = j;
                    }
                }
                assertThat(rows[i]).contains(1, atIndex(train.targets()[nearest]));
                assertThat(Arrays.stream(rows[i]).sum()).isEqualTo(1);
            }
        }
        assertThat(accuracy(NearestNeighbourDtw.fit(train).probabilities(train), train.targets()))
                .isEqualTo(1);
    }

    @Test
    void theFirstOfEquallyNear() {
        LabeledSeries train =
                data(
                        List.of(new float[][] {{1}}, new float[][] {{3}}, new float[][] {{1}}),
                        1,
                        0,
                        0);
        LabeledSeries middle = data(List.<float[][]>of(new float[][] {{2}}), 0);
        assertThat(NearestNeighbourDtw.fit(train).probabilities(middle)[0])
                .containsExactly(0, 1, 0);
    }

    @Test
    void whatTheyAre() {
        LabeledSeries train = random(4, true, 5);
        assertThat(NearestNeighbourDtw.fit(train).name()).isEqualTo("1-NN DTW");
        assertThat(NearestNeighbourDtw.fit(train, 0.1)).hasToString("1-NN DTW, window 10.0 %");
        assertThat(NearestNeighbourDtw.fit(train, 0.1).provenanceMap())
                .containsEntry("settings", Map.of("window", 0.1));
        assertThat(NearestNeighbourDtw.fit(train).baseline()).isTrue();
    }

    @Test
    void wrongInput() {
        LabeledSeries train = random(4, true, 5);
        LabeledSeries narrow = data(List.<float[][]>of(new float[][] {{1}}), 0);
        assertThatThrownBy(() -> NearestNeighbourDtw.fit(train, -0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 to 1, not -0.1");
        NearestNeighbourDtw model = NearestNeighbourDtw.fit(train);
        assertThatThrownBy(() -> model.probabilities(narrow))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("has 1 features")
                .hasMessageContaining("sequences of 2");
    }
}
