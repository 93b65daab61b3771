package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.LinkedHashMap;
import java.util.Map;

/** The values of a cell's parameters while it runs, and where the cell shows its gates. */
public final class CellValues {
    private final Map<String, NDArray> arrays;
    private final boolean training;
    private final StepLog log;

    CellValues(Map<String, NDArray> arrays, boolean training) {
        this(arrays, training, null);
    }

    private CellValues(Map<String, NDArray> arrays, boolean training, StepLog log) {
        this.arrays = arrays;
        this.training = training;
        this.log = log;
    }

    /** {@return the same values for a run that notes its gates} */
    CellValues recordedBy(StepLog to) {
        return new CellValues(arrays, training, to);
    }

    /** {@return the same with other values for some parameters} */
    CellValues with(Map<String, NDArray> others) {
        Map<String, NDArray> all = new LinkedHashMap<>(arrays);
        all.putAll(others);
        return new CellValues(all, training, log);
    }

    /** {@return whether dropout and the like are on} */
    public boolean training() {
        return training;
    }

    /**
     * Finds a parameter.
     *
     * @param name as declared
     * @return its value
     */
    public NDArray get(String name) {
        NDArray value = arrays.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "the cell has no parameter \"" + name + "\"; it declared " + arrays.keySet());
        }
        return value;
    }

    /**
     * The affine map {@code x W^T + b}.
     *
     * @param x {@code (..., columns)}
     * @param weight name of a matrix {@code (rows, columns)}
     * @param bias name of a vector {@code (rows)}; null or not declared for none
     * @return {@code (..., rows)}
     */
    public NDArray linear(NDArray x, String weight, String bias) {
        NDArray b = bias == null ? null : arrays.get(bias);
        return Affine.map(x, get(weight), b);
    }

    /**
     * Cuts the last axis into equal parts, as gates that were computed together.
     *
     * @param x {@code (..., parts * n)}
     * @param parts how many
     * @return arrays {@code (..., n)}
     */
    public static NDList cut(NDArray x, int parts) {
        return x.split(parts, x.getShape().dimension() - 1);
    }

    /**
     * Layer normalisation: each vector to mean 0 and variance 1 over its own numbers.
     *
     * @param x {@code (..., n)}
     * @param gain name of a vector {@code (n)} to scale by
     * @param shift name of a vector {@code (n)} to add; null for none
     * @return {@code (..., n)}
     */
    public NDArray normalize(NDArray x, String gain, String shift) {
        return Normalization.layer(x, get(gain), shift == null ? null : get(shift));
    }

    /**
     * Shows a gate's activation to whoever looks inside; costs nothing when nobody does.
     *
     * @param name of the gate
     * @param activation {@code (B,H)}
     * @return the activation
     */
    public NDArray gate(String name, NDArray activation) {
        if (log != null) {
            log.note(name, activation);
        }
        return activation;
    }
}
