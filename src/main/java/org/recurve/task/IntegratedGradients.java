package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.List;
import org.recurve.batch.SeriesInputs;
import org.recurve.core.Cancellation;

/** The gradient along a straight path; see {@link Attribution#integratedGradients}. */
final class IntegratedGradients extends Attribution {
    /**
     * Words or steps that go backward at once: the engine keeps all that it computes on the way.
     */
    private static final int TOGETHER = 8192;

    private final int steps;

    IntegratedGradients(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("steps must be at least 1, not " + steps);
        }
        this.steps = steps;
    }

    @Override
    public String toString() {
        return "integrated gradients in " + steps + (steps == 1 ? " step" : " steps");
    }

    /** Logits {@code (B,K)} of inputs {@code (B,T,F)} that are all of full length. */
    private interface Network {
        NDArray logits(ParameterStore weights, NDArray inputs, NDArray lengths);
    }

    @Override
    Evidence ofText(TextClassifier model, List<String> tokens, int target) {
        TextNetwork network = model.network();
        try (NDManager manager = model.manager().newSubManager();
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDList inputs = model.reader().read(List.of(tokens)).inputs(new int[] {0}, manager);
            NDArray vectors = network.encoder().embed(new FrozenWeights(manager), inputs, false);
            Evidence evidence =
                    integrate(
                            vectors,
                            vectors.zerosLike(),
                            target,
                            (weights, x, lengths) -> network.answer(weights, x, lengths, false));
            double[][] sums =
                    Arrays.stream(evidence.values())
                            .map(vector -> new double[] {Arrays.stream(vector).sum()})
                            .toArray(double[][]::new);
            return new Evidence(sums, evidence.baseline());
        }
    }

    @Override
    Evidence ofSignal(SequenceClassifier model, float[][] signal, int target) {
        SequenceNetwork network = model.network();
        try (NDManager manager = model.manager().newSubManager();
                NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray x = SeriesInputs.pad(List.<float[][]>of(signal), manager).head();
            return integrate(
                    x,
                    x.mean(new int[] {1}, true).broadcast(x.getShape()),
                    target,
                    (weights, points, lengths) -> network.forward(weights, points, lengths, false));
        }
    }

    /**
     * @param x {@code (1,T,F)}
     * @param baseline of the same shape
     */
    private Evidence integrate(NDArray x, NDArray baseline, int target, Network network) {
        NDManager manager = x.getManager();
        int length = (int) x.size(1);
        int width = (int) x.size(2);
        double[] sums = new double[length * width];
        int together = Math.max(1, TOGETHER / length);
        for (int from = 0; from < steps; from += together) {
            Cancellation.check(toString());
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                NDArray points = points(x, baseline, from, Math.min(steps, from + together));
                NDArray lengths = lengths(points);
                ParameterStore weights = new FrozenWeights(manager);
                NDArray gradients =
                        InputGradients.of(
                                points,
                                p ->
                                        network.logits(weights, p, lengths)
                                                .softmax(1)
                                                .get(new NDIndex(":,{}", target))
                                                .sum());
                float[] sum = gradients.sum(new int[] {0}).toFloatArray();
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += sum[i];
                }
            }
        }
        float[] change = x.sub(baseline).toFloatArray();
        double[][] values = new double[length][width];
        for (int i = 0; i < sums.length; i++) {
            values[i / width][i % width] = change[i] * sums[i] / steps;
        }
        float[] logits =
                network.logits(new FrozenWeights(manager), baseline, lengths(baseline))
                        .toFloatArray();
        double[] probabilities = new double[logits.length];
        Arrays.setAll(probabilities, k -> logits[k]);
        return new Evidence(values, ClassScores.softmax(probabilities)[target]);
    }

    /** The midpoints of some steps from the baseline to the input, {@code (steps,T,F)}. */
    private NDArray points(NDArray x, NDArray baseline, int from, int to) {
        float[] shares = new float[to - from];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (float) ((from + i + 0.5) / steps);
        }
        NDArray share = x.getManager().create(shares, new Shape(shares.length, 1, 1));
        return baseline.add(x.sub(baseline).mul(share));
    }

    private static NDArray lengths(NDArray points) {
        NDArray zeros =
                points.getManager()
                        .zeros(new Shape(points.size(0)), DataType.INT64, points.getDevice());
        return zeros.add(points.size(1));
    }
}
