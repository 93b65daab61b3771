package org.recurve.nn;

/**
 * One layer of a network, as tables of layers show it.
 *
 * @param name within the network ({@code "0"})
 * @param kind of block or cell ({@code "lstm"})
 * @param output width of what it puts out
 * @param parameters how many numbers it learns, in all its directions
 */
public record LayerSize(String name, String kind, long output, long parameters) {}
