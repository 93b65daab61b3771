package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;

/** Runs a cell from the first step of a batch to the last. */
final class Unroll {
    private Unroll() {}

    /**
     * Runs the cell, in its form for whole sequences where it has one and nothing has to be done
     * between the steps.
     *
     * @param x {@code (B,T,F)}, zero at padding
     * @param state {@code (B,H)} each
     * @param noise on the states, null for none
     * @param log notes what happens, null for nobody
     * @return {@code y (B,T,O)}, zero at padding, then the states after each sequence's last valid
     *     step, {@code (B,H)} each
     */
    static NDList run(
            RecurrentCell cell,
            CellValues values,
            NDArray x,
            NDList state,
            TimeAxis time,
            StateNoise noise,
            StepLog log) {
        NDList outputs = null;
        if (noise == null && log == null) {
            outputs = cell.sequence(values, x, state, time);
        }
        if (outputs == null) {
            return stepByStep(cell, values, x, state, time, noise, log);
        }
        outputs.set(0, time.zeroPadding(outputs.head()));
        return outputs;
    }

    /** The same without looking for a faster form. */
    static NDList stepByStep(
            RecurrentCell cell,
            CellValues values,
            NDArray x,
            NDList initial,
            TimeAxis time,
            StateNoise noise,
            StepLog log) {
        long steps = x.size(1);
        CellValues shown = values.recordedBy(log);
        // One cut has one gradient; picking steps one by one would make a whole array for each.
        NDList inputs = cell.project(values, x).split(steps, 1);
        NDList valid = time.full() ? null : time.valid().split(steps, 1);
        NDList state = initial;
        NDList outputs = new NDList();
        for (int t = 0; t < steps; t++) {
            NDList before = noise == null ? state : noise.before(state);
            NDArray here = inputs.get(t).squeeze(1);
            NDList result = cell.step(shown, here, before);
            if (result.size() != 1 + state.size()) {
                throw new IllegalArgumentException(
                        cell.getClass().getSimpleName()
                                + " must return its output and "
                                + state.size()
                                + " states, but returned "
                                + result.size()
                                + " arrays");
            }
            NDArray output = result.head();
            NDList next = new NDList();
            for (int s = 0; s < state.size(); s++) {
                NDArray candidate = result.get(s + 1);
                NDArray after = candidate;
                if (noise != null) {
                    after = noise.after(s, state.get(s), candidate);
                }
                if (log != null) {
                    after = log.state(s, after);
                }
                if (output == candidate) {
                    output = after;
                } else if (log != null && noise == null && cell instanceof ScanCell scan) {
                    // Else the log's gradient would miss that the output is made of the state.
                    output = scan.output(values, here, after);
                }
                if (t >= time.shortest()) {
                    NDArray lasts = valid.get(t).squeeze(1).broadcast(after.getShape());
                    after = NDArrays.where(lasts, after, state.get(s));
                }
                next.add(after);
            }
            outputs.add(output);
            state = next;
        }
        return new NDList(time.zeroPadding(stack(outputs))).addAll(state);
    }

    /** DJL's own makes a copy without gradient where there is only one array. */
    static NDArray stack(NDList steps) {
        return steps.size() == 1 ? steps.head().expandDims(1) : NDArrays.stack(steps, 1);
    }
}
