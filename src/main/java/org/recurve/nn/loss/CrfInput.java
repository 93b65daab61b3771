package org.recurve.nn.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.recurve.core.RecurveException;
import org.recurve.nn.SequenceMask;

/** Reads and checks what goes into a {@link LinearChainCrf}: emissions {@code (B,T,K)}, lengths. */
final class CrfInput {
    private CrfInput() {}

    /** {@return the valid emissions of each sequence, {@code t * K + tag}} */
    static double[][] sequences(NDArray emissions, NDArray lengths) {
        int tags = (int) emissions.size(2);
        long steps = emissions.size(1);
        boolean[] valid;
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            valid = SequenceMask.valid(lengths(emissions, lengths), steps).toBooleanArray();
        }
        double[] all = doubles(emissions);
        double[][] sequences = new double[(int) emissions.size(0)][];
        for (int b = 0; b < sequences.length; b++) {
            int from = (int) (b * steps);
            int to = from;
            while (to < from + steps && valid[to]) {
                to++;
            }
            sequences[b] = Arrays.copyOfRange(all, from * tags, to * tags);
            for (int i = 0; i < sequences[b].length; i++) {
                if (Double.isNaN(sequences[b][i])) {
                    throw new RecurveException(
                            "emission of tag "
                                    + i % tags
                                    + " at step "
                                    + i / tags
                                    + " of sequence "
                                    + b
                                    + " is NaN: is there NaN in the inputs or the weights?");
                }
            }
        }
        return sequences;
    }

    /** {@return integers {@code (B)}, on the manager and device of the emissions} */
    static NDArray lengths(NDArray emissions, NDArray lengths) {
        NDManager manager = emissions.getManager();
        if (lengths == null) {
            long[] full = new long[(int) emissions.size(0)];
            Arrays.fill(full, emissions.size(1));
            return manager.create(full).toDevice(emissions.getDevice(), false);
        }
        if (!lengths.getShape().equals(new Shape(emissions.size(0)))) {
            throw new IllegalArgumentException(
                    "lengths must have shape "
                            + new Shape(emissions.size(0))
                            + ", one for each sequence, but have "
                            + lengths.getShape());
        }
        return LossShapes.beside(emissions, lengths);
    }

    static double[] doubles(NDArray array) {
        try (NDArray wide = array.toType(DataType.FLOAT64, true)) {
            return wide.toDoubleArray();
        }
    }
}
