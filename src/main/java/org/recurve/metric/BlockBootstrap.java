package org.recurve.metric;

import java.util.Random;

/**
 * How far a mean could be from where it is by chance: the bootstrap over blocks of consecutive
 * values (Künsch 1989, "The Jackknife and the Bootstrap for General Stationary Observations").
 *
 * <p>The values are cut into blocks, the last of which may be shorter. A resample draws as many
 * blocks as there are, with replacement, and takes the mean of all values in them. Neighbouring
 * values may depend on each other, as those of a text do; what is drawn independently, the blocks,
 * may not, so a block should be much longer than the dependence reaches, and there should be many.
 * Of differences between two systems on the same text this is the paired bootstrap of Koehn 2004,
 * "Statistical Significance Tests for Machine Translation Evaluation". Immutable.
 */
public final class BlockBootstrap {
    private final double mean;
    private final Resamples means;

    private BlockBootstrap(double mean, double[] means) {
        this.mean = mean;
        this.means = new Resamples(means);
    }

    /**
     * Draws the resamples.
     *
     * @param values in their order, finite, at least 1
     * @param block values in a block, at least 1
     * @param resamples how many, at least 1
     * @param seed of the drawing: the same seed gives the same result
     * @return the means of the values and of the resamples
     */
    public static BlockBootstrap of(double[] values, int block, int resamples, long seed) {
        if (values.length == 0 || block < 1 || resamples < 1) {
            throw new IllegalArgumentException(
                    "values, values in a block and resamples must be at least 1, not "
                            + values.length
                            + ", "
                            + block
                            + " and "
                            + resamples);
        }
        int blocks = blocks(values.length, block);
        double[] sums = new double[blocks];
        int[] sizes = new int[blocks];
        CompensatedSum all = new CompensatedSum();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "value " + i + " is " + values[i] + ", expected a finite number");
            }
            all.add(values[i]);
            sums[i / block] += values[i];
            sizes[i / block]++;
        }
        Random random = new Random(seed);
        double[] means = new double[resamples];
        for (int r = 0; r < resamples; r++) {
            double sum = 0;
            long size = 0;
            for (int k = 0; k < blocks; k++) {
                int drawn = random.nextInt(blocks);
                sum += sums[drawn];
                size += sizes[drawn];
            }
            means[r] = sum / size;
        }
        return new BlockBootstrap(all.total() / values.length, means);
    }

    /**
     * Into how many blocks values are cut.
     *
     * @param values how many, at least 1
     * @param block values in a block, at least 1
     * @return at least 1, the last one shorter where it does not divide
     */
    public static int blocks(int values, int block) {
        return (values - 1) / block + 1;
    }

    /** {@return the mean of the values themselves} */
    public double mean() {
        return mean;
    }

    /**
     * The value that a part of the resamples' means is below; between two means it is interpolated.
     *
     * @param part 0 to 1: 0.025 and 0.975 are the ends of the 95 % interval
     * @return the quantile
     */
    public double quantile(double part) {
        return means.quantile(part);
    }

    /**
     * {@return the part of the resamples whose mean is above 0, 0 to 1; a mean of 0 is half one}
     */
    public double partAboveZero() {
        return means.partAboveZero();
    }

    /**
     * {@return how likely resamples on the other side of 0 are, doubled: small where the mean is
     * not 0 by chance; above 0, at most 1} The mean itself counts as one more resample, since no
     * number of them shows a probability of 0 (Davison and Hinkley 1997, section 4.2).
     */
    public double pValue() {
        return means.pValue();
    }
}
