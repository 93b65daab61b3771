package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.OptionalInt;
import org.recurve.core.Cancellation;
import org.recurve.data.NllConsumer;
import org.recurve.nn.loss.CrossEntropy;
import org.recurve.nn.loss.MaskedLoss;

/**
 * Reads a text from its first token to its last with the state carried over, a segment at a time,
 * so that memory does not grow with the text and the figures do not depend on where it is cut.
 */
final class LanguageModelScorer {
    /**
     * Long enough for the output layer's matrix product to run at full speed, short enough to keep
     * the logits small.
     */
    private static final int SEGMENT = 128;

    private static final MaskedLoss LOSS = new CrossEntropy();

    private final LanguageModelNetwork network;
    private final NDManager manager;

    LanguageModelScorer(LanguageModelNetwork network, NDManager manager) {
        this.network = network;
        this.manager = manager;
    }

    /**
     * @param ids the text
     * @param start read before the first token; where there is none, the first token is as likely
     *     as any other
     */
    void score(int[] ids, OptionalInt start, int words, NllConsumer sink) {
        int first = 0;
        if (start.isEmpty()) {
            sink.accept(0, new double[] {Math.log(words)}, 1);
            first = 1;
        }
        ParameterStore store = new ParameterStore(manager, false);
        NDManager held = manager.newSubManager();
        NDList state = new NDList();
        try {
            for (int from = first; from < ids.length; from += SEGMENT) {
                Cancellation.check("scoring");
                int count = Math.min(SEGMENT, ids.length - from);
                long[] inputs = new long[count];
                long[] labels = new long[count];
                for (int i = 0; i < count; i++) {
                    int at = from + i;
                    inputs[i] = at == 0 ? start.getAsInt() : ids[at - 1];
                    labels[i] = ids[at];
                }
                NDManager next = manager.newSubManager();
                try (NDManager scope = manager.newSubManager()) {
                    NDArray tokens = scope.create(inputs, new Shape(1, count));
                    NDList outputs = network.forward(store, tokens, state, false);
                    NDArray losses =
                            LOSS.perStep(outputs.get(0), scope.create(labels, new Shape(1, count)));
                    sink.accept(from, toDoubles(losses.toFloatArray()), count);
                    state = outputs.subNDList(1);
                    state.attach(next);
                } catch (RuntimeException e) {
                    next.close();
                    throw e;
                }
                held.close();
                held = next;
            }
        } finally {
            held.close();
        }
    }

    private static double[] toDoubles(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }
}
