package org.recurve.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The loop against the same network and recipe written out on the engine's own calls. */
class LibtorchEquivalenceTest {
    private static final int VOCABULARY = 11;
    private static final int HIDDEN = 12;
    private static final int STREAMS = 4;
    private static final int STEPS = 7;
    private static final double RATE = 1.5;
    private static final double CLIP = 0.3;
    private static final int[] DATA = TinyModel.tokens(STREAMS * STEPS * 25 + 1, VOCABULARY, 5);

    @Test
    void aHundredLossesAreThoseOfHandWrittenCalls() {
        List<Double> losses = new ArrayList<>();
        List<Double> norms = new ArrayList<>();
        List<NDArray> start = new ArrayList<>();
        try (TinyModel model = new TinyModel(VOCABULARY, HIDDEN, 0);
                NDManager manager = NDManager.newBaseManager()) {
            Training.builder()
                    .optimizer(Optimizers.sgd(RATE))
                    .clipNorm(CLIP)
                    .batches(StreamBatches.ordered(STREAMS, STEPS))
                    .epochs(4)
                    .seed(8)
                    .listener(
                            new TrainingListener() {
                                @Override
                                public void onStart(Trainable<?> trained, Control control) {
                                    for (var p : model.net.getParameters().values()) {
                                        NDArray copy = p.getArray().stopGradient().duplicate();
                                        copy.attach(manager);
                                        start.add(copy);
                                    }
                                }

                                @Override
                                public void onBatch(BatchReport batch, Control control) {
                                    losses.add(batch.loss());
                                    norms.add(batch.gradientNorm());
                                }
                            })
                    .build()
                    .fit(model, DATA);

            List<Double> expectedNorms = new ArrayList<>();
            List<Double> expected = byHand(manager, start, expectedNorms);
            assertThat(losses).hasSize(100);
            for (int i = 0; i < 100; i++) {
                assertThat(Math.abs(losses.get(i) - expected.get(i))).isLessThan(1e-4);
                assertThat(Math.abs(norms.get(i) - expectedNorms.get(i))).isLessThan(1e-3);
            }
            // The comparison is worth something: clipping bites, and the network learns.
            assertThat(norms).filteredOn(norm -> norm > CLIP).hasSizeGreaterThan(10);
            assertThat(losses.get(99)).isLessThan(losses.get(0) - 0.5);
        }
    }

    /** Weights: embedding, then w_ih, w_hh, b_ih, b_hh of both layers, then projection. */
    private static List<Double> byHand(
            NDManager manager, List<NDArray> weights, List<Double> norms) {
        List<Double> losses = new ArrayList<>();
        NDList lstm = new NDList(weights.subList(1, 9));
        weights.forEach(w -> w.setRequiresGradient(true));
        int length = (DATA.length - 1) / STREAMS;
        for (int epoch = 0; epoch < 4; epoch++) {
            NDArray h = manager.zeros(new Shape(2, STREAMS, HIDDEN));
            NDArray c = manager.zeros(new Shape(2, STREAMS, HIDDEN));
            for (int start = 0; start < length; start += STEPS) {
                NDArray x = manager.create(segment(start, length));
                NDArray y = manager.create(segment(start + 1, length)).reshape(-1, 1);
                NDArray loss;
                try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                    NDArray embedded =
                            x.getNDArrayInternal()
                                    .embedding(x, weights.get(0), SparseFormat.DENSE)
                                    .head();
                    NDList out =
                            embedded.getNDArrayInternal()
                                    .lstm(
                                            embedded,
                                            new NDList(h, c),
                                            lstm,
                                            true,
                                            2,
                                            0,
                                            true,
                                            false,
                                            true);
                    NDArray logits =
                            out.get(0)
                                    .reshape(-1, HIDDEN)
                                    .matMul(weights.get(9).transpose())
                                    .add(weights.get(10));
                    loss = logits.logSoftmax(1).gather(y, 1).mean().neg();
                    collector.backward(loss);
                    h = out.get(1).stopGradient();
                    c = out.get(2).stopGradient();
                }
                losses.add((double) loss.getFloat());
                double squares = 0;
                for (NDArray w : weights) {
                    squares += w.getGradient().square().sum().getFloat();
                }
                double norm = Math.sqrt(squares);
                norms.add(norm);
                for (NDArray w : weights) {
                    NDArray gradient = w.getGradient();
                    w.subi(gradient.mul(RATE * Math.min(1, CLIP / norm)));
                    gradient.subi(gradient.duplicate());
                }
            }
        }
        return losses;
    }

    private static long[][] segment(int start, int length) {
        long[][] rows = new long[STREAMS][STEPS];
        for (int b = 0; b < STREAMS; b++) {
            for (int t = 0; t < STEPS; t++) {
                rows[b][t] = DATA[b * length + start + t];
            }
        }
        return rows;
    }
}
