package org.recurve.nn;

/**
 * What part of a stack one call of the fused kernel computes.
 *
 * @param layers number of layers
 * @param biases whether the weights include biases
 * @param bidirectional whether both directions
 * @param dropRate dropout between the layers
 * @param training whether dropout is on
 */
public record FusedRun(
        int layers, boolean biases, boolean bidirectional, float dropRate, boolean training) {

    /** {@return the same for a single layer in a single direction} */
    FusedRun single() {
        return new FusedRun(1, biases, false, 0, training);
    }
}
