package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.recurve.core.RecurveException;

/** What one layer does in one direction, noted step by step in the order in which it reads. */
final class StepLog implements AutoCloseable {
    private final NDManager manager;
    private final boolean gradients;
    private final boolean backward;
    private final int[] lengths;
    private final Map<String, NDList> notes = new LinkedHashMap<>();
    private final NDList probes = new NDList();

    /** The manager is closed with the log. */
    StepLog(NDManager manager, boolean gradients, boolean backward, int[] lengths) {
        this.manager = manager;
        this.gradients = gradients;
        this.backward = backward;
        this.lengths = lengths;
    }

    void note(String name, NDArray value) {
        notes.computeIfAbsent(name, n -> new NDList()).add(keep(value.stopGradient().duplicate()));
    }

    /**
     * Notes a state. To learn the gradient at it, adds a zero that wants one: the engine keeps
     * gradients of such leaves only.
     *
     * @return what to go on with instead of the state
     */
    NDArray state(int index, NDArray value) {
        note(Recording.state(index), value);
        if (!gradients || index > 0) {
            return value;
        }
        NDArray probe = keep(value.zerosLike());
        probe.setRequiresGradient(true);
        probes.add(probe);
        return value.add(probe);
    }

    private NDArray keep(NDArray array) {
        NDScope.unregister(array);
        array.attach(manager);
        return array;
    }

    Set<String> names() {
        return notes.keySet();
    }

    int batch() {
        return lengths.length;
    }

    /** {@return a sequence's values by position, padding left out; null if the name is unknown} */
    double[][] values(String name, int sequence) {
        NDList steps = notes.get(name);
        return steps == null ? null : rows(steps, sequence);
    }

    /** {@return the squared norm of the gradient at every position, over the whole batch} */
    double[] squaredGradients() {
        if (!gradients) {
            throw new RecurveException(
                    "this recording keeps no gradients; start it by Recording.withGradients(block)");
        }
        double[] sums = new double[probes.size()];
        try (NDList found = new NDList()) {
            for (NDArray probe : probes) {
                // DJL's own gives zeros where there is no gradient yet.
                NDArray gradient = JniUtils.getGradient((PtNDArray) probe);
                if (gradient == null) {
                    throw new RecurveException(
                            "no gradient came back through the layer yet; run the block under a"
                                    + " gradient collector, and call its backward(loss), while the"
                                    + " recording is open");
                }
                found.add(gradient);
            }
            for (int b = 0; b < lengths.length; b++) {
                double[][] own = rows(found, b);
                for (int t = 0; t < own.length; t++) {
                    for (double value : own[t]) {
                        sums[t] += value * value;
                    }
                }
            }
        }
        return sums;
    }

    private double[][] rows(NDList steps, int sequence) {
        int length = lengths[sequence];
        double[][] rows = new double[length][];
        for (int step = 0; step < length; step++) {
            try (NDArray row = steps.get(step).get(sequence);
                    NDArray wide = row.toType(DataType.FLOAT64, true)) {
                rows[backward ? length - 1 - step : step] = wide.toDoubleArray();
            }
        }
        return rows;
    }

    @Override
    public void close() {
        manager.close();
    }
}
