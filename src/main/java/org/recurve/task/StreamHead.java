package org.recurve.task;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import org.recurve.core.RecurveException;
import org.recurve.nn.SequenceBlock;
import org.recurve.nn.pooling.Pooling;
import org.recurve.nn.pooling.RunningPooling;

/** Pooling, output layer and softmax of a sequence whose steps come one by one. */
final class StreamHead {
    /** {@code (K,E)} and {@code (K)}. */
    private final float[] weight;

    private final float[] bias;

    /** Null where every step is answered by itself. */
    private final Pooling pooling;

    private RunningPooling running;

    /**
     * @param pooling null for none
     */
    StreamHead(Parameter weight, Parameter bias, Pooling pooling) {
        this.weight = weight.getArray().toFloatArray();
        this.bias = bias.getArray().toFloatArray();
        this.pooling = pooling;
    }

    /**
     * {@return the layers before the head}
     *
     * @param name of the model, for messages
     * @throws RecurveException if they need what has not come yet
     */
    static SequenceBlock requireForward(String name, Block layers) {
        if (!(layers instanceof SequenceBlock recurrent)) {
            throw new RecurveException(
                    "%s keeps no state from one step to the next; a stream needs a model of recurrent layers alone, which read in one direction"
                            .formatted(name));
        }
        if (recurrent.readsBackward()) {
            throw new RecurveException(
                    "%s also reads from the end to the start, and the end of a stream has not come yet; build the model with bidirectional(false)"
                            .formatted(name));
        }
        return recurrent;
    }

    /** Begins a sequence. */
    void reset() {
        if (pooling != null) {
            try {
                running = pooling.running();
            } catch (IllegalArgumentException e) {
                throw new RecurveException(
                        e.getMessage() + "; build the model with one of them", e);
            }
        }
    }

    /**
     * @param y what the layers make of the next step
     * @return the probability of every class
     */
    double[] next(float[] y) {
        double[] features = running == null ? wide(y) : running.next(y);
        double[] logits = wide(bias);
        for (int k = 0; k < logits.length; k++) {
            for (int e = 0; e < features.length; e++) {
                logits[k] += weight[k * features.length + e] * features[e];
            }
        }
        return ClassScores.softmax(logits);
    }

    private static double[] wide(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }
}
