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
record FusedRun(
        int layers, boolean biases, boolean bidirectional, float dropRate, boolean training) {}
