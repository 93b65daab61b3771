package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.recurve.core.RecurveException;
import org.recurve.nn.pooling.AttentionPooling;
import org.recurve.nn.pooling.Pooling;

/** Where an attention pooling looks; see {@link Attribution#attention(int)}. */
final class AttentionWeights extends Attribution {
    /** The mean over all hops. */
    static final int ALL = -1;

    private final int hop;

    AttentionWeights(int hop) {
        this.hop = hop;
    }

    @Override
    public String toString() {
        return hop == ALL ? "attention" : "attention of hop " + hop;
    }

    @Override
    boolean signed() {
        return false;
    }

    @Override
    Evidence ofText(TextClassifier model, List<String> tokens, int target) {
        List<float[]> hops = hops(model, tokens);
        if (hop >= hops.size()) {
            throw new IllegalArgumentException(
                    "there is no hop %d: the pooling of this %s has the hops 0 to %d"
                            .formatted(hop, model.name(), hops.size() - 1));
        }
        double[][] weights = new double[tokens.size()][1];
        List<float[]> shown = hop == ALL ? hops : List.of(hops.get(hop));
        for (float[] one : shown) {
            for (int t = 0; t < one.length; t++) {
                weights[t][0] += one[t] / (double) shown.size();
            }
        }
        return new Evidence(weights, Double.NaN);
    }

    private static List<float[]> hops(TextClassifier model, List<String> tokens) {
        TextNetwork network = model.network();
        List<AttentionPooling> poolings = attentions(network.pooling());
        if (poolings.isEmpty()) {
            throw new RecurveException(
                    "this %s pools by %s, which weighs no words; build it with pooling(Poolings.attention(64)), or use Attribution.occlusion()"
                            .formatted(model.name(), network.pooling().name()));
        }
        List<float[]> hops = new ArrayList<>();
        try (NDManager manager = model.manager().newSubManager()) {
            ParameterStore store = new ParameterStore(manager, false);
            NDList inputs = model.reader().read(List.of(tokens)).inputs(new int[] {0}, manager);
            NDArray lengths = inputs.get(1);
            NDArray vectors = network.encoder().embed(store, inputs, false);
            NDArray encoded = network.encoder().read(store, vectors, lengths, false);
            for (AttentionPooling pooling : poolings) {
                float[] all = pooling.weights(store, encoded, lengths, false).toFloatArray();
                for (int from = 0; from < all.length; from += tokens.size()) {
                    hops.add(Arrays.copyOfRange(all, from, from + tokens.size()));
                }
            }
        }
        return hops;
    }

    /** The pooling itself, or the parts of it that stand side by side. */
    private static List<AttentionPooling> attentions(Pooling pooling) {
        if (pooling instanceof AttentionPooling attention) {
            return List.of(attention);
        }
        return pooling.getChildren().values().stream()
                .filter(AttentionPooling.class::isInstance)
                .map(AttentionPooling.class::cast)
                .toList();
    }

    @Override
    Evidence ofSignal(SequenceClassifier model, float[][] signal, int target) {
        throw new RecurveException(
                "this %s weighs no steps: it pools without attention; use Attribution.occlusion(8) or Attribution.integratedGradients(50)"
                        .formatted(model.name()));
    }
}
