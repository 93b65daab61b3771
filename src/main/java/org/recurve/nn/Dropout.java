package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a recurrent network drops what, as rates from 0 to below 1; all of it in training only.
 * Each setting gives a changed copy.
 *
 * <pre>{@code
 * Dropout.standard(0.2)                                                // Zaremba et al. 2014
 * Dropout.variational(0.4, 0.3, 0.4).embedding(0.1).weights(0.5)       // Merity et al. 2018
 * }</pre>
 *
 * @param input on what goes into the first layer
 * @param hidden between the layers
 * @param output on what comes out of the last layer
 * @param variational whether those three draw one mask for all steps of a sequence (Gal and
 *     Ghahramani 2016), else every number is drawn for itself
 * @param embedding whole words of the embedding, all their occurrences in a batch alike
 * @param weights weights from state to state (DropConnect)
 * @param recurrent on the hidden state that is fed back, one mask for all steps
 * @param zoneout chance of each unit of a state to stay as it was for a step
 */
public record Dropout(
        double input,
        double hidden,
        double output,
        boolean variational,
        double embedding,
        double weights,
        double recurrent,
        double zoneout) {

    /** No dropout at all. */
    public static final Dropout NONE = standard(0);

    public Dropout {
        double[] rates = {input, hidden, output, embedding, weights, recurrent, zoneout};
        for (double rate : rates) {
            if (!(rate >= 0 && rate < 1)) {
                throw new IllegalArgumentException("dropout must be in [0, 1), not " + rate);
            }
        }
    }

    /**
     * The same rate on input, output and between the layers, every number drawn for itself
     * (Zaremba, Sutskever and Vinyals, "Recurrent neural network regularization", 2014).
     *
     * @param rate in [0, 1)
     * @return the plan
     */
    public static Dropout standard(double rate) {
        return standard(rate, rate, rate);
    }

    /**
     * Rates of their own on input, output and between the layers, every number drawn for itself.
     *
     * @param input on what goes into the first layer, in [0, 1)
     * @param hidden between the layers, in [0, 1)
     * @param output on what comes out of the last layer, in [0, 1)
     * @return the plan
     */
    public static Dropout standard(double input, double hidden, double output) {
        return new Dropout(input, hidden, output, false, 0, 0, 0, 0);
    }

    /**
     * One mask for all steps of a sequence (Gal and Ghahramani, "A theoretically grounded
     * application of dropout in recurrent neural networks", NIPS 2016).
     *
     * @param input on what goes into the first layer, in [0, 1)
     * @param hidden between the layers, in [0, 1)
     * @param output on what comes out of the last layer, in [0, 1)
     * @return the plan
     */
    public static Dropout variational(double input, double hidden, double output) {
        return new Dropout(input, hidden, output, true, 0, 0, 0, 0);
    }

    /**
     * Also drops whole words.
     *
     * @param rate in [0, 1)
     * @return a copy with that
     */
    public Dropout embedding(double rate) {
        return new Dropout(input, hidden, output, variational, rate, weights, recurrent, zoneout);
    }

    /**
     * Also drops weights from state to state (Merity, Keskar and Socher, "Regularizing and
     * optimizing LSTM language models", ICLR 2018).
     *
     * @param rate in [0, 1)
     * @return a copy with that
     */
    public Dropout weights(double rate) {
        return new Dropout(input, hidden, output, variational, embedding, rate, recurrent, zoneout);
    }

    /**
     * Also drops the hidden state that is fed back (Gal and Ghahramani 2016).
     *
     * @param rate in [0, 1)
     * @return a copy with that
     */
    public Dropout recurrent(double rate) {
        return new Dropout(input, hidden, output, variational, embedding, weights, rate, zoneout);
    }

    /**
     * Also lets units stay as they were (Krueger et al., "Zoneout", ICLR 2017).
     *
     * @param rate in [0, 1)
     * @return a copy with that
     */
    public Dropout zoneout(double rate) {
        return new Dropout(input, hidden, output, variational, embedding, weights, recurrent, rate);
    }

    /**
     * Drops numbers of what goes into, or comes out of, the layers.
     *
     * @param x {@code (B,T,F)}; of any other shape there are no steps to share a mask
     * @param rate of one of these places, in [0, 1)
     * @param training whether in training
     * @return the same shape; {@code x} itself where nothing is dropped
     */
    public NDArray drop(NDArray x, double rate, boolean training) {
        if (!training || rate == 0) {
            return x;
        }
        return variational && x.getShape().dimension() == 3
                ? VariationalDropout.drop(x, rate)
                : Dropouts.drop(x, (float) rate);
    }

    /** {@return whether layers need nothing but dropout between them, number by number} */
    public boolean onlyBetweenLayers() {
        return (!variational || hidden == 0) && weights == 0 && recurrent == 0 && zoneout == 0;
    }

    /** {@return all rates by name} */
    public Map<String, Double> rates() {
        Map<String, Double> rates = new LinkedHashMap<>();
        rates.put("input", input);
        rates.put("hidden", hidden);
        rates.put("output", output);
        rates.put("embedding", embedding);
        rates.put("weights", weights);
        rates.put("recurrent", recurrent);
        rates.put("zoneout", zoneout);
        return rates;
    }

    /** {@return the rates that are not zero; {@code 0.2} for the standard plan} */
    @Override
    public String toString() {
        if (equals(standard(input))) {
            return Double.toString(input);
        }
        StringBuilder text = new StringBuilder(variational ? "variational" : "standard");
        rates().forEach((name, rate) -> text.append(rate == 0 ? "" : ", " + name + " " + rate));
        return text.toString();
    }
}
