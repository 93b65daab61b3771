package org.recurve.training;

/**
 * An optimizer that can also work on plain arrays. On the CPU the loop then makes one pass over
 * parameter, gradient and slots, in pieces that stay in the cache, instead of a pass for each
 * tensor operation. Both forms give the same numbers up to rounding.
 */
public interface FusedOptimizer extends Optimizer {

    /**
     * Moves one piece of a parameter.
     *
     * @param weight to change in place
     * @param gradient after clipping
     * @param slots the same piece of every slot, to change in place
     * @param length how many values are valid, from index 0
     * @param at the update's constants
     */
    void update(float[] weight, float[] gradient, float[][] slots, int length, Update at);
}
