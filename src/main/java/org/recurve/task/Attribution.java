package org.recurve.task;

import java.util.List;

/**
 * A way to tell which parts of its input made a classifier say what it says.
 *
 * <pre>{@code
 * model.explain("not a bad film at all", Attribution.occlusion());
 * model.explain(signal, Attribution.integratedGradients(50));
 * }</pre>
 */
public abstract sealed class Attribution permits Occlusion, IntegratedGradients, AttentionWeights {
    Attribution() {}

    /** {@return occlusion of one word, or of one step, at a time; see {@link #occlusion(int)}} */
    public static Attribution occlusion() {
        return occlusion(1);
    }

    /**
     * Takes parts away one after the other and looks how far the probability of the class falls:
     * above 0 a part speaks for the class, below 0 against it (Zeiler and Fergus 2014, "Visualizing
     * and understanding convolutional networks"; for words Li et al. 2016, "Understanding neural
     * networks through representation erasure"). A part is every run of so many neighbours; a word
     * or step gets the mean over the runs that it lies in.
     *
     * <p>Words are left out, so that what remains is a text like any other ({@code not good}
     * becomes {@code good}); a word put in their place, such as the unknown one, would have a voice
     * of its own. A text of which nothing is left is read as one unknown word.
     *
     * <p>In a signal, one feature at a time, a straight line between the neighbours on both sides
     * takes the place of the run, which brings in no jump; at an end the one neighbour's value
     * does, and the feature's mean where the run is the whole signal. A run has to be about as long
     * as what is looked for: a single step is close to the line between its neighbours anyway.
     *
     * @param width how many neighbours are taken away together, at least 1; all of a shorter input
     * @return the method
     */
    public static Attribution occlusion(int width) {
        return new Occlusion(width);
    }

    /**
     * Integrated gradients (Sundararajan, Taly and Yan 2017, "Axiomatic attribution for deep
     * networks"): for input x, baseline b and probability f of the class, each number of the input
     * gets
     *
     * <p>{@code (x - b) integral from 0 to 1 of df(b + a (x - b))/dx da},
     *
     * <p>the integral as the mean over the midpoints of so many equal steps. All of them add up to
     * {@code f(x) - f(b)}, the better the more steps there are. The baseline of a text is the zero
     * vector in place of every word's vector, and a word gets the sum over its vector; that of a
     * signal is, for each feature, its mean over the signal.
     *
     * <p>It may run beside a training of another model and in many threads.
     *
     * @param steps at least 1; 20 to 300 in the paper
     * @return the method
     */
    public static Attribution integratedGradients(int steps) {
        return new IntegratedGradients(steps);
    }

    /**
     * {@return the weights of an attention pooling, the mean over its hops; see {@link
     * #attention(int)}}
     */
    public static Attribution attention() {
        return new AttentionWeights(AttentionWeights.ALL);
    }

    /**
     * The weights that one hop of an attention pooling gives to the words; they add up to 1. They
     * tell where the model looked, not what it took from there, and are the same for every class
     * (Jain and Wallace 2019, "Attention is not explanation").
     *
     * @param hop from 0
     * @return the method
     */
    public static Attribution attention(int hop) {
        if (hop < 0) {
            throw new IllegalArgumentException("hops are counted from 0, but hop is " + hop);
        }
        return new AttentionWeights(hop);
    }

    /** {@return what reports call it} */
    @Override
    public abstract String toString();

    /** {@return whether its numbers speak for a class or, below 0, against it} */
    boolean signed() {
        return true;
    }

    /**
     * @param tokens as many as the model reads, at least one
     * @param target index of the class
     */
    abstract Evidence ofText(TextClassifier model, List<String> tokens, int target);

    /**
     * @param signal {@code float[T][F]} that fits the model
     * @param target index of the class
     */
    abstract Evidence ofSignal(SequenceClassifier model, float[][] signal, int target);

    /**
     * What a method finds.
     *
     * @param values {@code [T][F]}, of a text {@code [T][1]}
     * @param baseline probability of the class for what the values count from; NaN if there is none
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once, compared by no one.
    record Evidence(double[][] values, double baseline) {}
}
