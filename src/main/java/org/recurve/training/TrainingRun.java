package org.recurve.training;

import org.recurve.core.RunProvenance;
import tech.tablesaw.api.Table;

/**
 * A finished training.
 *
 * @param history one row an epoch: epoch, train loss, validation loss, the metric, learning rate,
 *     gradient norm before clipping, what is trained on in a second ({@code tokens/s}), seconds
 * @param provenance how the run went, and from what
 */
public record TrainingRun(Table history, RunProvenance provenance) {}
