package org.recurve.decode;

import java.util.Arrays;

/**
 * What was written on from a prompt.
 *
 * @param tokens their ids, without the prompt
 * @param logProbabilities of each token given the prompt and all tokens before it, in nats, under
 *     the model's own distribution, whatever rule it was chosen by
 */
@SuppressWarnings("ArrayRecordComponent") // handed over to the caller, compared by nobody
public record Continuation(int[] tokens, double[] logProbabilities) {
    static final Continuation EMPTY = new Continuation(new int[0], new double[0]);

    /** {@return the log-probability of all tokens together, in nats; 0 if there are none} */
    public double logProbability() {
        double sum = 0;
        for (double one : logProbabilities) {
            sum += one;
        }
        return sum;
    }

    Continuation with(int token, double logProbability) {
        int length = tokens.length;
        int[] longer = Arrays.copyOf(tokens, length + 1);
        double[] logs = Arrays.copyOf(logProbabilities, length + 1);
        longer[length] = token;
        logs[length] = logProbability;
        return new Continuation(longer, logs);
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
