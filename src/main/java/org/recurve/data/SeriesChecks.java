package org.recurve.data;

import java.util.HashSet;
import java.util.List;
import org.recurve.core.RecurveException;

/** What numeric sequences have to fulfil. */
public final class SeriesChecks {
    private SeriesChecks() {}

    /**
     * Checks that there are sequences, none of them empty, all of the same features, all numbers
     * finite.
     *
     * @param sequences {@code float[T][F]} each
     * @param name of the data, for messages
     * @return F
     * @throws RecurveException if there is something else; it names the sequence and the step
     */
    public static int features(List<float[][]> sequences, String name) {
        if (sequences.isEmpty()) {
            throw new RecurveException(name + " has no sequences; expected at least 1");
        }
        int features = -1;
        for (int i = 0; i < sequences.size(); i++) {
            float[][] sequence = sequences.get(i);
            if (sequence.length == 0) {
                throw new RecurveException(
                        "sequence %d of %s has no steps; leave out empty sequences"
                                .formatted(i, name));
            }
            for (int t = 0; t < sequence.length; t++) {
                if (features < 0) {
                    features = sequence[t].length;
                }
                check(sequence[t], features, "step %d of sequence %d of %s".formatted(t, i, name));
            }
        }
        return features;
    }

    private static void check(float[] step, int features, String where) {
        if (step.length == 0 || step.length != features) {
            throw new RecurveException(
                    "%s has %d features, the first step has %d: all steps need the same number, at least 1"
                            .formatted(where, step.length, features));
        }
        for (int f = 0; f < features; f++) {
            if (!Float.isFinite(step[f])) {
                throw new RecurveException(
                        "feature %d of %s is %s, expected a finite number; fill missing values or leave the sequence out"
                                .formatted(f, where, step[f]));
            }
        }
    }

    static void each(String what, int found, int expected) {
        if (found != expected) {
            throw new RecurveException(
                    "there must be as many values of %s as sequences, %d, but there are %d"
                            .formatted(what, expected, found));
        }
    }

    static void distinct(String what, List<String> names) {
        if (names.isEmpty() || new HashSet<>(names).size() < names.size()) {
            throw new RecurveException(
                    what + " must be at least one name, and no name twice, but are " + names);
        }
    }

    static void label(int target, List<String> labels, String where) {
        if (target < 0 || target >= labels.size()) {
            throw new RecurveException(
                    "the class of %s is %d, expected 0 to %d: an index into %s"
                            .formatted(where, target, labels.size() - 1, labels));
        }
    }
}
