/**
 * The one training loop and what goes with it: optimizers, schedules, clipping, stopping,
 * checkpoints, history. Knows no task: it drives a {@link org.recurve.training.Trainable}.
 */
package org.recurve.training;
