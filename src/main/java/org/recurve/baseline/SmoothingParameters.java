package org.recurve.baseline;

/**
 * How fast exponential smoothing forgets: at 1 a part is made of the newest value alone, at 0 it
 * stays as it began.
 *
 * @param alpha of the level, 0 to 1
 * @param beta of the trend, 0 to 1; 0 without trend
 * @param gamma of the seasons, 0 to 1; 0 without seasons
 * @param phi what is left of the trend after a step, 0.8 to 0.98; 1 where it is not damped
 */
public record SmoothingParameters(double alpha, double beta, double gamma, double phi) {}
