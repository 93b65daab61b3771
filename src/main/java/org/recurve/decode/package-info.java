/**
 * From probabilities to sequences: greedy choice and sampling over one {@code step(state, token)}
 * interface. Knows no task and no network.
 */
package org.recurve.decode;
