package org.recurve.decode;

import java.util.Arrays;

/**
 * What was written on from a prompt.
 *
 * @param tokens their ids, without the prompt
 * @param logProbabilities of each token given the prompt and all tokens before it, in nats, under
 *     the model's own distribution, whatever rule it was chosen by
 * @param attention for each token how much the model looked at each place of its source when it
 *     chose it; empty for models without attention
 */
@SuppressWarnings("ArrayRecordComponent") // handed over to the caller, compared by nobody
public record Continuation(int[] tokens, double[] logProbabilities, float[][] attention) {
    static final Continuation EMPTY = new Continuation(new int[0], new double[0], new float[0][]);

    /** {@return the log-probability of all tokens together, in nats; 0 if there are none} */
    public double logProbability() {
        double sum = 0;
        for (double one : logProbabilities) {
            sum += one;
        }
        return sum;
    }

    /**
     * @param seen of the step that chose the token; null without attention
     */
    Continuation with(int token, double logProbability, float[] seen) {
        int length = tokens.length;
        int[] longer = Arrays.copyOf(tokens, length + 1);
        double[] logs = Arrays.copyOf(logProbabilities, length + 1);
        longer[length] = token;
        logs[length] = logProbability;
        float[][] weights = attention;
        if (seen != null) {
            weights = Arrays.copyOf(attention, length + 1);
            weights[length] = seen;
        }
        return new Continuation(longer, logs, weights);
    }

    /** Its last token, of one that is not empty. */
    int last() {
        return tokens[tokens.length - 1];
    }

    /** The whole text: the prompt and this. */
    int[] after(int[] prompt) {
        int[] text = Arrays.copyOf(prompt, prompt.length + tokens.length);
        System.arraycopy(tokens, 0, text, prompt.length, tokens.length);
        return text;
    }
}
