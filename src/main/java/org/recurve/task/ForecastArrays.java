package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * What a {@link ForecastNetwork} reads, of N rows, L steps of look-back and H of horizon. Arrays
 * that the settings have no use for are null.
 *
 * @param x {@code (N,L,D)} targets, or {@code (N,L,2D)} with whether they are known
 * @param level {@code (N,1,D)} of counts
 * @param past {@code (N,L,P)} covariates whose future is not known
 * @param known {@code (N,L+H,K)} covariates whose future is known
 * @param statics {@code (N,S)}
 * @param ids int64 {@code (N)} numbers of the series
 * @param phases int64 {@code (N)} places in the season at which look-backs begin
 */
record ForecastArrays(
        NDArray x,
        NDArray level,
        NDArray past,
        NDArray known,
        NDArray statics,
        NDArray ids,
        NDArray phases) {

    static ForecastArrays of(ForecastSettings settings, NDList inputs) {
        int at = 0;
        NDArray x = inputs.get(at++);
        NDArray level = settings.output().counts() ? inputs.get(at++) : null;
        NDArray past = settings.columns().past().isEmpty() ? null : inputs.get(at++);
        NDArray known = settings.columns().known().isEmpty() ? null : inputs.get(at++);
        NDArray statics = settings.columns().staticWidth() == 0 ? null : inputs.get(at++);
        NDArray ids = settings.knowsSeries() ? inputs.get(at++) : null;
        NDArray phases = settings.residual() == ForecastResidual.SMOOTHING ? inputs.get(at) : null;
        return new ForecastArrays(x, level, past, known, statics, ids, phases);
    }

    /** {@return the same with other targets in the look-back} */
    ForecastArrays with(NDArray other) {
        return new ForecastArrays(other, level, past, known, statics, ids, phases);
    }
}
