package org.recurve.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** One parameter in training: its array, gradient, the optimizer's slots and its group settings. */
final class Weight {
    final String name;
    final NDArray array;
    final double rateFactor;
    final boolean spared;
    final NDList slots = new NDList();
    final boolean fused;

    /** Of the current update; {@code null} where the network did not use the parameter. */
    NDArray gradient;

    private long updates;

    Weight(
            String name,
            NDArray array,
            double rateFactor,
            boolean spared,
            Optimizer optimizer,
            NDManager slotManager) {
        this.name = name;
        this.array = array;
        this.rateFactor = rateFactor;
        this.spared = spared;
        for (int i = 0; i < optimizer.slots(); i++) {
            slots.add(slotManager.zeros(array.getShape(), array.getDataType()));
        }
        this.fused = optimizer instanceof FusedOptimizer && sharesMemory(array);
    }

    /**
     * Fetches what backward left here. {@code NDArray.getGradient()} is of no use: it cannot tell
     * "none" from zeros.
     */
    boolean collect() {
        PtNDArray found = JniUtils.getGradient((PtNDArray) array);
        gradient = found == null || !found.isSparse() ? found : found.toDense();
        return gradient != null;
    }

    /**
     * Forgets the gradient, so that the next backward pass makes a new one instead of adding to
     * this. It is the array's engine-side tensor that holds the gradient; a detached one on the
     * same memory takes its place.
     */
    void release() {
        if (gradient != null) {
            gradient.close();
            gradient = null;
        }
        array.intern(array.stopGradient());
        array.setRequiresGradient(true);
    }

    Optimizer.Update next(double rate, double weightDecay) {
        return new Optimizer.Update(++updates, rate * rateFactor, spared ? 0 : weightDecay);
    }

    /** Whether writes to the array's buffer reach the array: contiguous floats of the CPU only. */
    private static boolean sharesMemory(NDArray array) {
        if (array.getDevice().isGpu()
                || array.getDataType() != DataType.FLOAT32
                || array.size() == 0) {
            return false;
        }
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray flat = array.reshape(-1);
            float before = flat.getFloat(0);
            float probe = before == 1 ? 2 : 1;
            var buffer = array.toByteBuffer(true).asFloatBuffer();
            buffer.put(0, probe);
            boolean shared = flat.getFloat(0) == probe;
            buffer.put(0, before);
            return shared;
        }
    }
}
