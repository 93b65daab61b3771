package org.recurve.metric;

/**
 * The mean of the classes' F1, which every class has an equal part in, however rare. A class that
 * neither occurs nor is predicted has the F1 0, as in Tribuo.
 */
public final class MacroF1 {
    private MacroF1() {}

    /**
     * Averages over classes.
     *
     * @param truths class of each item, 0 to {@code classes - 1}
     * @param predicted as many predicted classes
     * @param classes how many there are, at least 1
     * @return 0 to 1
     */
    public static double of(int[] truths, int[] predicted, int classes) {
        int[] all = new int[truths.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        return of(truths, predicted, classes, all);
    }

    /**
     * Averages over classes for some of the items.
     *
     * @param truths class of each item, 0 to {@code classes - 1}
     * @param predicted as many predicted classes
     * @param classes how many there are, at least 1
     * @param items which count, as often as they are named
     * @return 0 to 1
     */
    public static double of(int[] truths, int[] predicted, int classes, int[] items) {
        if (truths.length != predicted.length || classes < 1) {
            throw new IllegalArgumentException(
                    "a macro F1 needs as many predictions as truths and at least 1 class, not %d, %d and %d"
                            .formatted(predicted.length, truths.length, classes));
        }
        int[] occurring = new int[classes];
        int[] chosen = new int[classes];
        int[] right = new int[classes];
        for (int item : items) {
            occurring[truths[item]]++;
            chosen[predicted[item]]++;
            right[truths[item]] += truths[item] == predicted[item] ? 1 : 0;
        }
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += right[k] == 0 ? 0 : 2.0 * right[k] / (occurring[k] + chosen[k]);
        }
        return sum / classes;
    }
}
