package org.recurve.nn.pooling;

/**
 * What a {@link Pooling} makes of the steps that came so far, for input that comes step by step; it
 * takes no more room after many steps than after one. For one sequence and one thread. {@link
 * Pooling#running} makes it.
 */
public interface RunningPooling {

    /**
     * Takes the next step.
     *
     * @param y its F numbers
     * @return the F' numbers that the pooling gives for all steps up to this one
     */
    double[] next(float[] y);
}
