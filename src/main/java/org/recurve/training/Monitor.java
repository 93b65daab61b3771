package org.recurve.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The watched value of every epoch, the best of them, and when to give up. Lower is better. */
final class Monitor {
    private final String name;
    private final int patience;
    private final double minDelta;
    private final List<Double> values = new ArrayList<>();
    private double best = Double.NaN;
    private int bestEpoch;
    private double reference = Double.POSITIVE_INFINITY;
    private int waited;

    /**
     * Watches a value.
     *
     * @param name of the value
     * @param patience epochs without improvement after which to give up, negative for never
     * @param minDelta by how much an epoch has to beat the best to count as an improvement here
     */
    Monitor(String name, int patience, double minDelta) {
        this.name = name;
        this.patience = patience;
        this.minDelta = minDelta;
    }

    /** {@return whether the value is the best of all so far} */
    boolean add(double value) {
        values.add(value);
        if (value < reference - minDelta) {
            reference = value;
            waited = 0;
        } else {
            waited++;
        }
        if (bestEpoch == 0 || value < best) {
            best = value;
            bestEpoch = values.size();
            return true;
        }
        return false;
    }

    boolean givesUp() {
        return patience >= 0 && waited > patience;
    }

    String name() {
        return name;
    }

    List<Double> values() {
        return Collections.unmodifiableList(values);
    }

    double best() {
        return best;
    }

    /** {@return the best epoch counted from 1, 0 before the first} */
    int bestEpoch() {
        return bestEpoch;
    }
}
