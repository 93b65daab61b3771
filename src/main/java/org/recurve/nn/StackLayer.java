package org.recurve.nn;

import java.util.Objects;

/**
 * One layer of a {@link RecurrentStack}: a recurrent layer and what happens to its output. Each
 * setting gives a changed copy.
 *
 * @param cell kind of cell
 * @param hidden size of its state, in each direction
 * @param merge both directions and how their outputs become one; null for forward only
 * @param link how the layer's input goes around it
 * @param norm of the layer's output
 * @param dropout rate of dropout on what the layer puts out, drawn for every number
 * @param variationalDropout rate of dropout on what the layer puts out, one mask for all steps
 * @param recurrentDropout see {@link RecurrentLayer.Builder#optRecurrentDropRate}
 * @param weightDrop see {@link RecurrentLayer.Builder#optWeightDropRate}
 * @param zoneout see {@link RecurrentLayer.Builder#optZoneoutRates}, the same for all states
 * @param initializer of the gates
 */
public record StackLayer(
        Cell cell,
        int hidden,
        Bidirectional.Merge merge,
        Link link,
        Norm norm,
        double dropout,
        double variationalDropout,
        double recurrentDropout,
        double weightDrop,
        double zoneout,
        RecurrentInitializer initializer) {

    /** How a layer's input x goes around the layer f. */
    public enum Link {
        /** {@code f(x)}. */
        NONE,
        /** {@code f(x) + x} (He et al. 2016; in recurrent stacks Wu et al. 2016). */
        RESIDUAL,
        /**
         * {@code t f(x) + (1 - t) x} with {@code t = sigmoid(W x + b)}, b at first -1 (Srivastava,
         * Greff and Schmidhuber, "Training very deep networks", NIPS 2015).
         */
        HIGHWAY
    }

    /** Normalisation of a layer's output, before dropout. */
    public enum Norm {
        /** None. */
        NONE,
        /** Over each step's own numbers ({@link SequenceLayerNorm}). */
        LAYER,
        /** Over the valid steps of the batch ({@link SequenceBatchNorm}). */
        BATCH
    }

    public StackLayer {
        Objects.requireNonNull(cell, "cell");
        if (hidden < 1) {
            throw new IllegalArgumentException("hidden must be at least 1, but is " + hidden);
        }
        Dropouts.check("dropout", dropout);
        Dropouts.check("variational dropout", variationalDropout);
        Dropouts.check("recurrent dropout", recurrentDropout);
        Dropouts.check("weight drop", weightDrop);
        Dropouts.check("zoneout", zoneout);
    }

    /**
     * A plain layer that reads forward, with PyTorch's initial values.
     *
     * @param cell kind of cell
     * @param hidden size of its state, at least 1
     * @return the layer
     */
    public static StackLayer of(Cell cell, int hidden) {
        return new StackLayer(
                cell,
                hidden,
                null,
                Link.NONE,
                Norm.NONE,
                0,
                0,
                0,
                0,
                0,
                RecurrentInitializers.pytorch());
    }

    /**
     * Adds a direction that reads backward.
     *
     * @param value how the outputs of both become one
     * @return a copy with that
     */
    public StackLayer bidirectional(Bidirectional.Merge value) {
        return with(value, link, norm, initializer);
    }

    /**
     * Sets how the layer's input goes around it.
     *
     * @param value the kind of link; the input must be as wide as the output
     * @return a copy with that
     */
    public StackLayer link(Link value) {
        return with(merge, value, norm, initializer);
    }

    /**
     * Sets the normalisation of the output.
     *
     * @param value the kind
     * @return a copy with that
     */
    public StackLayer norm(Norm value) {
        return with(merge, link, value, initializer);
    }

    /**
     * Sets dropout on the output.
     *
     * @param value rate, 0 to 1
     * @return a copy with that
     */
    public StackLayer dropout(double value) {
        return rates(value, variationalDropout, recurrentDropout, weightDrop, zoneout);
    }

    /**
     * Sets dropout on the output with one mask for all steps.
     *
     * @param value rate, 0 to 1
     * @return a copy with that
     */
    public StackLayer variationalDropout(double value) {
        return rates(dropout, value, recurrentDropout, weightDrop, zoneout);
    }

    /**
     * Sets dropout on the hidden state that is fed back.
     *
     * @param value rate, 0 to 1
     * @return a copy with that
     */
    public StackLayer recurrentDropout(double value) {
        return rates(dropout, variationalDropout, value, weightDrop, zoneout);
    }

    /**
     * Sets dropout on the weights from state to state.
     *
     * @param value rate, 0 to 1
     * @return a copy with that
     */
    public StackLayer weightDrop(double value) {
        return rates(dropout, variationalDropout, recurrentDropout, value, zoneout);
    }

    /**
     * Sets the chance of states to stay as they were.
     *
     * @param value rate, 0 to 1
     * @return a copy with that
     */
    public StackLayer zoneout(double value) {
        return rates(dropout, variationalDropout, recurrentDropout, weightDrop, value);
    }

    /**
     * Sets how the gates' parameters get their first values.
     *
     * @param value the initializer
     * @return a copy with that
     */
    public StackLayer initializer(RecurrentInitializer value) {
        return with(merge, link, norm, value);
    }

    private StackLayer with(
            Bidirectional.Merge merge, Link link, Norm norm, RecurrentInitializer initializer) {
        return new StackLayer(
                cell,
                hidden,
                merge,
                link,
                norm,
                dropout,
                variationalDropout,
                recurrentDropout,
                weightDrop,
                zoneout,
                initializer);
    }

    private StackLayer rates(
            double dropout,
            double variationalDropout,
            double recurrentDropout,
            double weightDrop,
            double zoneout) {
        return new StackLayer(
                cell,
                hidden,
                merge,
                link,
                norm,
                dropout,
                variationalDropout,
                recurrentDropout,
                weightDrop,
                zoneout,
                initializer);
    }
}
