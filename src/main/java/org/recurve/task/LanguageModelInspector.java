package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.recurve.nn.Recording;
import org.recurve.nn.loss.CrossEntropy;

/** Reads a text once, with the recurrent layers open to view. */
final class LanguageModelInspector {
    private LanguageModelInspector() {}

    /**
     * @param start read before the first token; where there is none, the first token is as likely
     *     as any other
     */
    static Inspection inspect(
            LanguageModelNetwork network,
            NDManager manager,
            List<String> tokens,
            int[] ids,
            OptionalInt start) {
        int before = start.isPresent() ? 1 : 0;
        long[] inputs = new long[before + ids.length];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = i < before ? start.getAsInt() : ids[i - before];
        }
        // A network takes one recording at a time; two readers wait for each other.
        synchronized (network) {
            try (NDManager scope = manager.newSubManager();
                    Recording recording = Recording.of(network.recurrent())) {
                NDArray read = scope.create(inputs, new Shape(1, inputs.length));
                NDArray logits =
                        network.forward(
                                        new ParameterStore(manager, false),
                                        read,
                                        new NDList(),
                                        false)
                                .head();
                double[] bits = bits(logits, ids, before);
                return new Inspection(tokens, bits, recording, before);
            }
        }
    }

    private static double[] bits(NDArray logits, int[] ids, int before) {
        double[] bits = new double[ids.length];
        int first = 1 - before;
        if (first == 1) {
            bits[0] = Math.log((double) logits.size(2)) / Math.log(2);
        }
        long predicted = ids.length - (long) first;
        if (predicted == 0) {
            return bits;
        }
        long[] labels = Arrays.stream(ids, first, ids.length).asLongStream().toArray();
        NDArray targets = logits.getManager().create(labels, new Shape(1, predicted));
        NDArray used = logits.get(":, :{}", predicted);
        float[] nats = new CrossEntropy().perStep(used, targets).toFloatArray();
        for (int i = 0; i < nats.length; i++) {
            bits[first + i] = nats[i] / Math.log(2);
        }
        return bits;
    }
}
