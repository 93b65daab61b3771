package org.recurve.nn.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Where a step stands, as a vector: attention by itself does not see the order of steps. */
public final class Positions {
    private static final double LONGEST = 10_000;

    private Positions() {}

    /**
     * Gives the sinusoidal encoding (Vaswani et al. 2017, "Attention Is All You Need"): at step t,
     * feature {@code 2i} is {@code sin(t / 10000^(2i/F))} and feature {@code 2i+1} its cosine.
     *
     * @param x {@code (B,T,F)}, gives sizes, number type, device and manager
     * @return {@code (T,F)}, to be added to {@code x}
     */
    public static NDArray sinusoidal(NDArray x) {
        if (x.getShape().dimension() != 3) {
            throw new IllegalArgumentException(
                    "input must be of shape (batch, time, features), but is " + x.getShape());
        }
        int steps = (int) x.size(1);
        int size = (int) x.size(2);
        double[] values = new double[steps * size];
        for (int t = 0; t < steps; t++) {
            for (int f = 0; f < size; f++) {
                double angle = t / Math.pow(LONGEST, (f - f % 2) / (double) size);
                values[t * size + f] = f % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
            }
        }
        return x.getManager()
                .create(values, new Shape(steps, size))
                .toType(x.getDataType(), false)
                .toDevice(x.getDevice(), false);
    }
}
