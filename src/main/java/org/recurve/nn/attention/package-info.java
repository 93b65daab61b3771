/**
 * Attention: a query looks at all steps of a sequence and gets their weighted average. Blocks for
 * decoders and for layers of one's own; knows no decoder.
 */
package org.recurve.nn.attention;
