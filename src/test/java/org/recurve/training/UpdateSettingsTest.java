package org.recurve.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.recurve.batch.Batch;
import org.recurve.batch.BatchSource;
import org.recurve.batch.BatchStrategy;
import org.recurve.core.RecurveException;

/** What decides about one update: clipping, groups, accumulation, the loss. */
class UpdateSettingsTest {
    private static final int[] DATA = TinyModel.tokens(25, 7, 1);

    /** Cuts four rows of six tokens into batches of so many rows. */
    private record Rows(List<Integer> counts, double rateFactor) implements BatchStrategy<int[]> {
        Rows(Integer... counts) {
            this(List.of(counts), 1);
        }

        @Override
        public BatchSource training(int[] data, NDManager manager, RandomGenerator random) {
            return evaluation(data, manager);
        }

        @Override
        public BatchSource evaluation(int[] data, NDManager manager) {
            List<Batch> batches = new ArrayList<>();
            int row = 0;
            for (int count : counts) {
                NDManager own = manager.newSubManager();
                long[] x = new long[count * 5];
                long[] y = new long[count * 5];
                for (int i = 0; i < x.length; i++) {
                    int at = (row + i / 5) * 6 + i % 5;
                    x[i] = data[at];
                    y[i] = data[at + 1];
                }
                row += count;
                Shape shape = new Shape(count, 5);
                batches.add(
                        new Batch(
                                own,
                                new NDList(own.create(x, shape)),
                                new NDList(own.create(y, shape)),
                                x.length,
                                false,
                                row == count ? rateFactor : 1));
            }
            Iterator<Batch> all = batches.iterator();
            return new BatchSource() {
                @Override
                public long size() {
                    return counts.size();
                }

                @Override
                public boolean hasNext() {
                    return all.hasNext();
                }

                @Override
                public Batch next() {
                    return all.next();
                }
            };
        }
    }

    private static TrainingBuilder<int[]> oneUpdate() {
        return Training.builder().optimizer(Optimizers.sgd(1)).batches(new Rows(4)).seed(3);
    }

    /** How the weights of one update differ from those before it. */
    private static double[] moved(TrainingBuilder<int[]> training) {
        try (TinyModel model = new TinyModel(7, 8, 0)) {
            List<float[]> before = new ArrayList<>();
            training.listener(
                            new TrainingListener() {
                                @Override
                                public void onStart(Trainable<?> trained, Control control) {
                                    before.add(model.flatWeights());
                                }
                            })
                    .build()
                    .fit(model, DATA);
            float[] after = model.flatWeights();
            double[] difference = new double[after.length];
            for (int i = 0; i < after.length; i++) {
                difference[i] = (double) after[i] - before.get(0)[i];
            }
            return difference;
        }
    }

    private static double norm(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    @Test
    void clippingByNormKeepsTheDirection() {
        double[] free = moved(oneUpdate());
        double[] clipped = moved(oneUpdate().clipNorm(0.01));
        assertThat(norm(free)).isGreaterThan(0.1);
        assertThat(norm(clipped)).isCloseTo(0.01, within(1e-5));
        for (int i = 0; i < free.length; i++) {
            assertThat(clipped[i]).isCloseTo(free[i] * 0.01 / norm(free), within(1e-6));
        }
        assertThat(moved(oneUpdate().clipNorm(100))).isEqualTo(free);
    }

    @Test
    void clippingByValueWorksOnBothSides() {
        double[] free = moved(oneUpdate());
        double[] clipped = moved(oneUpdate().clipValue(0.001));
        assertThat(Arrays.stream(free).max().orElseThrow()).isGreaterThan(0.002);
        assertThat(Arrays.stream(free).min().orElseThrow()).isLessThan(-0.002);
        for (int i = 0; i < free.length; i++) {
            double expected = Math.max(-0.001, Math.min(0.001, free[i]));
            assertThat(clipped[i]).isCloseTo(expected, within(1e-6));
        }
    }

    @Test
    void accumulatedBatchesAreAsOneLargeBatch() {
        double[] whole = moved(oneUpdate());
        double[] parts = moved(oneUpdate().batches(new Rows(1, 3)).accumulate(2));
        // The last batches of an epoch make an update even if they are fewer.
        double[] fewer = moved(oneUpdate().batches(new Rows(2, 1, 1)).accumulate(5));
        for (int i = 0; i < whole.length; i++) {
            assertThat(parts[i]).isCloseTo(whole[i], within(1e-6));
            assertThat(fewer[i]).isCloseTo(whole[i], within(1e-6));
        }
        assertThat(moved(oneUpdate().batches(new Rows(1, 3)))).isNotEqualTo(parts);
    }

    @Test
    void aBatchMayHaveItsOwnRate() {
        double[] free = moved(oneUpdate());
        double[] half = moved(oneUpdate().batches(new Rows(List.of(4), 0.5)).clipNorm(0.01));
        // After clipping: the step is shorter, not the gradient.
        assertThat(norm(half)).isCloseTo(0.005, within(1e-5));
        // The first batch has 1 of 4 rows: (1 * 3 + 3 * 1) / 4.
        double[] parts = moved(oneUpdate().batches(new Rows(List.of(1, 3), 3)).accumulate(2));
        for (int i = 0; i < free.length; i++) {
            assertThat(parts[i]).isCloseTo(1.5 * free[i], within(2e-6));
        }
    }

    @Test
    void groupsHaveTheirOwnRateOrAreFrozen() {
        double[] free = moved(oneUpdate());
        double[] grouped =
                moved(
                        oneUpdate()
                                .group(ParameterGroup.embeddings().freeze())
                                .group(ParameterGroup.matching("output").rateFactor(0.5))
                                .group(ParameterGroup.matching("output.*bias").rateFactor(0.5)));
        int embedding = 7 * 8;
        int bias = free.length - 7;
        int output = bias - 7 * 8;
        for (int i = 0; i < free.length; i++) {
            double factor = i < embedding ? 0 : i < output ? 1 : i < bias ? 0.5 : 0.25;
            assertThat(grouped[i]).isCloseTo(factor * free[i], within(1e-6));
        }
    }

    @Test
    void decaySparesWhatItIsToldTo() {
        var decaying = Optimizers.sgd(1).weightDecay(0.5);
        double[] free = moved(oneUpdate());
        double[] decayed = moved(oneUpdate().optimizer(decaying));
        double[] spared =
                moved(
                        oneUpdate()
                                .optimizer(decaying)
                                .spareFromDecay(
                                        ParameterGroup.biases(), ParameterGroup.embeddings()));
        try (TinyModel model = new TinyModel(7, 8, 0)) {
            model.initialize();
            int at = 0;
            for (var pair : model.net.getParameters()) {
                boolean sparedOne =
                        pair.getKey().contains("bias") || pair.getKey().contains("embedding");
                int size = (int) pair.getValue().getShape().size();
                double[] expected = sparedOne ? free : decayed;
                boolean differs = false;
                for (int i = at; i < at + size; i++) {
                    assertThat(spared[i]).isEqualTo(expected[i]);
                    differs |= free[i] != decayed[i];
                }
                assertThat(differs || pair.getKey().contains("output_bias")).isTrue();
                at += size;
            }
        }
    }

    @Test
    void anUnknownGroupIsNamedWithWhatThereIs() {
        try (TinyModel model = new TinyModel(7, 8, 0)) {
            Training<int[]> training =
                    oneUpdate().group(ParameterGroup.matching("decoder").freeze()).build();
            assertThatThrownBy(() -> training.fit(model, DATA))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("matching \"decoder\"")
                    .hasMessageContaining("weight_ih_l0");
            Training<int[]> frozen =
                    oneUpdate().group(ParameterGroup.matching("").freeze()).build();
            assertThatThrownBy(() -> frozen.fit(model, DATA))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("nothing to train");
        }
    }

    @Test
    void aLossOfTheUsersOwnReplacesTheModels() {
        LossFunction tripled =
                (predictions, batch) -> TinyModel.crossEntropy(predictions, batch).mul(3);
        double[] own = moved(oneUpdate());
        double[] users = moved(oneUpdate().loss(tripled));
        for (int i = 0; i < own.length; i++) {
            assertThat(users[i]).isCloseTo(3 * own[i], within(1e-6));
        }
        try (TinyModel model = new TinyModel(7, 8, 0);
                TinyModel other = new TinyModel(7, 8, 0)) {
            var slow = oneUpdate().optimizer(Optimizers.sgd(1e-6));
            TrainingRun plain = slow.build().fit(model, DATA, DATA);
            TrainingRun run = slow.loss(tripled).build().fit(other, DATA, DATA);
            for (String column : List.of("train loss", "validation loss")) {
                assertThat(run.history().doubleColumn(column).get(0))
                        .isCloseTo(3 * plain.history().doubleColumn(column).get(0), within(1e-4));
            }
            assertThat(run.provenance().settings()).containsKey("loss");
        }
    }

    @Test
    void aLossThatForgetsTheNetworkIsFound() {
        try (TinyModel model = new TinyModel(7, 8, 0)) {
            LossFunction detached =
                    (predictions, batch) -> {
                        NDArray loss = predictions.head().getManager().ones(new Shape(1)).mul(0.5f);
                        loss.setRequiresGradient(true);
                        return loss;
                    };
            assertThatThrownBy(() -> oneUpdate().loss(detached).build().fit(model, DATA))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("No parameter received a gradient");
        }
    }

    @Test
    void parametersOutsideTheLossStayAsTheyAre() {
        try (TinyModel model = new TinyModel(7, 8, 0)) {
            model.initialize();
            float[] before =
                    model.net.lstm.getParameters().get(0).getValue().getArray().toFloatArray();
            LossFunction projectionOnly =
                    (predictions, batch) ->
                            model.net
                                    .output
                                    .getParameters()
                                    .get(0)
                                    .getValue()
                                    .getArray()
                                    .square()
                                    .mean();
            oneUpdate()
                    .optimizer(Optimizers.adamW(0.1))
                    .epochs(3)
                    .loss(projectionOnly)
                    .build()
                    .fit(model, DATA);
            assertThat(model.net.lstm.getParameters().get(0).getValue().getArray().toFloatArray())
                    .isEqualTo(before);
        }
    }
}
