/**
 * Losses of predictions at the steps of sequences, that know which steps count: classes, numbers,
 * distributions, and the linear-chain conditional random field. Knows no data, no task and no
 * training loop.
 */
package org.recurve.nn.loss;
