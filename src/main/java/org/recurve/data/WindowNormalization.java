package org.recurve.data;

/**
 * Puts each window on a level of its own, taken from its look-back alone, so that a model learns
 * how a series goes on, whatever its height. Each column of a window has its own level; missing
 * values are not counted, and a column without any value has level 0, or size 1.
 */
public enum WindowNormalization {
    /** Windows stay as they are: level 0. */
    NONE,
    /** The last value of the look-back is subtracted. */
    LAST,
    /** The mean of the look-back is subtracted. */
    MEAN,
    /**
     * Values are divided by 1 and the mean size of those of the look-back (Salinas, Flunkert,
     * Gasthaus, Januschowski 2020, "DeepAR"), for series of positive numbers of very different
     * sizes.
     */
    MEAN_SCALE;

    /**
     * The levels of a window.
     *
     * @param lookback L × C numbers from the offset on, in the order (step, column)
     * @param offset where they begin
     * @param steps L, at least 1
     * @param columns C, at least 1
     * @param levels C numbers are written here
     * @param levelsOffset where to begin
     */
    public void levels(
            float[] lookback,
            int offset,
            int steps,
            int columns,
            float[] levels,
            int levelsOffset) {
        for (int c = 0; c < columns; c++) {
            levels[levelsOffset + c] = (float) level(lookback, offset + c, steps, columns);
        }
    }

    private double level(float[] values, int first, int steps, int columns) {
        double sum = 0;
        double last = 0;
        int n = 0;
        for (int t = 0; t < steps; t++) {
            double value = values[first + t * columns];
            if (!Double.isNaN(value)) {
                sum += this == MEAN_SCALE ? Math.abs(value) : value;
                last = value;
                n++;
            }
        }
        double mean = n == 0 ? 0 : sum / n;
        return switch (this) {
            case NONE -> 0;
            case LAST -> last;
            case MEAN -> mean;
            case MEAN_SCALE -> 1 + mean;
        };
    }

    /**
     * Takes the levels off, in place.
     *
     * @param values steps × C numbers from the offset on, of a look-back or a horizon
     * @param offset where they begin
     * @param steps how many
     * @param columns C
     * @param levels of the look-back
     * @param levelsOffset where they begin
     */
    public void apply(
            float[] values, int offset, int steps, int columns, float[] levels, int levelsOffset) {
        for (int i = 0; i < steps * columns; i++) {
            float level = levels[levelsOffset + i % columns];
            values[offset + i] =
                    this == MEAN_SCALE ? values[offset + i] / level : values[offset + i] - level;
        }
    }

    /**
     * Puts the levels back, in place.
     *
     * @param values steps × C numbers from the offset on, such as a forecast
     * @param offset where they begin
     * @param steps how many
     * @param columns C
     * @param levels of the look-back
     * @param levelsOffset where they begin
     */
    public void invert(
            float[] values, int offset, int steps, int columns, float[] levels, int levelsOffset) {
        for (int i = 0; i < steps * columns; i++) {
            float level = levels[levelsOffset + i % columns];
            values[offset + i] =
                    this == MEAN_SCALE ? values[offset + i] * level : values[offset + i] + level;
        }
    }
}
