package org.recurve.data;

/**
 * How much text there is.
 *
 * @param characters Unicode code points
 * @param bytes of its UTF-8 encoding
 */
record TextSize(long characters, long bytes) {}
