package org.recurve.data;

import org.recurve.core.RecurveException;

/**
 * What each token of a text is predicted from when a {@link TokenPredictor} is judged.
 *
 * <p>A reading cuts a text into {@linkplain Run runs}. At the start of a run the model remembers
 * nothing; from there on each prediction is made from all tokens of the run before it. Whatever the
 * cut, every token of the text counts exactly once and has at least its predecessor before it; the
 * first token has the start of a text, if the model knows one.
 */
public sealed interface Reading {

    /** {@return one run from the first token to the last, with the state carried on} */
    static Reading whole() {
        return new Carried(1, 128);
    }

    /**
     * {@return how many runs a text is cut into}
     *
     * @param tokens size of the text
     * @throws RecurveException if the text is too short to be read so
     */
    int runs(int tokens);

    /**
     * One of the runs; in their order, the tokens that count are those of the text from the first
     * to the last.
     *
     * @param index which, 0 to {@link #runs} - 1
     * @param tokens size of the text
     * @return where it begins and what counts
     */
    Run run(int index, int tokens);

    /**
     * A stretch of text that is read from a zero state.
     *
     * @param from index of the first token that is predicted, from the one before it
     * @param counted index of the first prediction that counts, from {@code from} on
     * @param to index where it ends, exclusive
     */
    record Run(int from, int counted, int to) {}

    /**
     * The state is carried on from the first token to the last, as the figures of recurrent
     * language models are made. The text is cut into as many strands of consecutive tokens as the
     * batch size says, which are read side by side; the first strands are one token longer where
     * the text does not divide. A strand begins with a zero state and the last token of the strand
     * before it, so a larger batch is a little worse; it is faster where the recurrent layers, not
     * the vocabulary, are most of the work.
     *
     * @param batchSize how many strands, at least 1; figures depend on it
     * @param segment how many tokens of each strand are read at once, at least 1: memory grows with
     *     {@code batchSize * segment}, figures do not depend on it
     */
    record Carried(int batchSize, int segment) implements Reading {
        public Carried {
            if (batchSize < 1) {
                throw new IllegalArgumentException(
                        "the batch size must be at least 1 strand, not " + batchSize);
            }
            if (segment < 1) {
                throw new IllegalArgumentException(
                        "a segment must be at least 1 token long, not " + segment);
            }
        }

        @Override
        public int runs(int tokens) {
            if (batchSize > Math.max(1, tokens)) {
                throw new RecurveException(
                        "a text of "
                                + tokens
                                + " tokens cannot be read in "
                                + batchSize
                                + " strands: set a batch size of at most "
                                + tokens
                                + ", or take a longer text");
            }
            return batchSize;
        }

        @Override
        public Run run(int index, int tokens) {
            int from = start(index, tokens);
            return new Run(from, from, start(index + 1, tokens));
        }

        private int start(int strand, int tokens) {
            return strand * (tokens / batchSize) + Math.min(strand, tokens % batchSize);
        }

        @Override
        public String toString() {
            return "batch size " + batchSize + ", segments of " + segment;
        }
    }

    /**
     * No state is carried on: a window slides over the text, and each token is predicted from at
     * most {@code context} tokens, of which there are fewer at the start of the text only. With a
     * stride of 1 each has exactly so many; with a larger one, which is faster, at least {@code
     * context - stride + 1}. How the figures change with the context tells how much of it a model
     * uses (Khandelwal et al. 2018, "Sharp Nearby, Fuzzy Far Away").
     *
     * @param context how many tokens a window reads, at least 1
     * @param stride by how many tokens it moves on, 1 to {@code context}: of each window but the
     *     first, the last so many predictions count
     */
    record Windows(int context, int stride) implements Reading {
        public Windows {
            if (context < 1) {
                throw new IllegalArgumentException(
                        "the context must be at least 1 token, not " + context);
            }
            if (stride < 1 || stride > context) {
                throw new IllegalArgumentException(
                        "the stride must be 1 to the context of "
                                + context
                                + " tokens, so that no token is left out, not "
                                + stride);
            }
        }

        @Override
        public int runs(int tokens) {
            int more = Math.max(0, tokens - context);
            return 1 + more / stride + (more % stride == 0 ? 0 : 1);
        }

        @Override
        public Run run(int index, int tokens) {
            int from = index * stride;
            int to = from + Math.min(context, tokens - from);
            return new Run(from, index == 0 ? 0 : from + context - stride, to);
        }

        @Override
        public String toString() {
            return "windows of " + context + ", stride " + stride;
        }
    }
}
