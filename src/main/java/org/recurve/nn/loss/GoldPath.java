package org.recurve.nn.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.recurve.core.RecurveException;
import org.recurve.nn.Scalars;

/**
 * The right tags of a batch, checked, and where their scores are in a list of all scores of a
 * {@link LinearChainCrf}: transitions row by row, start, end, and a zero for padding.
 */
final class GoldPath {
    private final TagRules rules;
    private final NDArray labels;
    private final long[] indices;

    /**
     * Reads the tags from the device.
     *
     * @param tagged integers {@code (B,T)}
     * @param ends integers {@code (B)}: the lengths
     */
    GoldPath(TagRules rules, NDArray tagged, NDArray ends) {
        this.rules = rules;
        labels = tagged.toType(DataType.INT64, false);
        long[] lengths = ends.toType(DataType.INT64, false).toLongArray();
        int tags = rules.size();
        int steps = (int) labels.size(1);
        long[] values = labels.toLongArray();
        indices = new long[lengths.length * (steps + 1)];
        long startAt = (long) tags * tags;
        long endAt = startAt + tags;
        for (int b = 0; b < lengths.length; b++) {
            int last = -1;
            for (int t = 0; t <= steps; t++) {
                int to = t < lengths[b] ? tag(values[b * steps + t], b, t) : -1;
                long index;
                if (t > lengths[b]) {
                    index = endAt + tags;
                } else if (t == lengths[b]) {
                    check(rules.mayEnd(last), "ends with tag " + last, b, t);
                    index = endAt + last;
                } else if (t == 0) {
                    check(rules.mayStart(to), "begins with tag " + to, b, t);
                    index = startAt + to;
                } else {
                    check(rules.mayFollow(last, to), "has tag " + to + " after " + last, b, t);
                    index = (long) last * tags + to;
                }
                indices[b * (steps + 1) + t] = index;
                last = to;
            }
        }
    }

    private int tag(long value, int sequence, int step) {
        if (value < 0 || value >= rules.size()) {
            throw new RecurveException(
                    "tag "
                            + value
                            + " at step "
                            + step
                            + " of sequence "
                            + sequence
                            + " is none of "
                            + rules.size()
                            + " tags, which are counted from 0");
        }
        return (int) value;
    }

    private static void check(boolean allowed, String what, int sequence, int step) {
        if (!allowed) {
            throw new RecurveException(
                    "sequence "
                            + sequence
                            + " of the batch "
                            + what
                            + " at step "
                            + step
                            + ", which the rules forbid: mend the labels or loosen the rules");
        }
    }

    /** {@return int64 {@code (B,T)}, in the batch's order} */
    NDArray labels() {
        return labels;
    }

    /** {@return int64 {@code (B * (T+1))}: the places of each sequence's scores} */
    NDArray indices() {
        NDArray places = labels.getManager().create(indices);
        return Scalars.owned(places).toDevice(labels.getDevice(), false);
    }
}
