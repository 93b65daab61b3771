/**
 * From probabilities to sequences: greedy choice, sampling and beam search over one {@code
 * step(state, rows, tokens)} interface. Knows no task and no network.
 */
package org.recurve.decode;
