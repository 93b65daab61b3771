package org.recurve.training;

/** A loss or a gradient has left the range of floats. */
final class Diverged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Diverged(String what, int epoch, long step, double gradientNorm) {
        super(
                what
                        + " in epoch "
                        + epoch
                        + ", step "
                        + step
                        + " (gradient norm of the last update "
                        + gradientNorm
                        + ")");
    }

    /** {@return what happened, where the model stands and what to do} */
    String advice(Training<?> settings, String modelName, int bestEpoch, double rate) {
        String kept = "The model holds the weights it started with.";
        if (!settings.keepBest) {
            kept = "The model holds the last weights.";
        } else if (bestEpoch > 0) {
            kept = "The model holds the weights of epoch " + bestEpoch + ", the best so far.";
        }
        String clip =
                settings.clipNorm < Double.POSITIVE_INFINITY
                        ? "a smaller clipNorm than " + settings.clipNorm
                        : "gradient clipping such as clipNorm(1)";
        return "Training of "
                + modelName
                + " failed: "
                + getMessage()
                + ". "
                + kept
                + " Try a learning rate below "
                + rate
                + ", "
                + clip
                + ", or a warm-up, and look for infinite or missing values in the data.";
    }
}
