package org.recurve.baseline;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.core.Cancellation;
import org.recurve.core.DataProvenance;
import org.recurve.core.ProvenanceMap;
import org.recurve.core.RecurveException;
import org.recurve.data.NllConsumer;
import org.recurve.data.Reading;
import org.recurve.data.TokenPredictor;
import org.recurve.data.TokenStream;
import org.recurve.data.Vocabulary;

/**
 * An n-gram language model with interpolated modified Kneser-Ney smoothing: the classic reference
 * for language models, from S. F. Chen and J. Goodman, <i>An empirical study of smoothing
 * techniques for language modeling</i>, Harvard TR-10-98, 1998.
 *
 * <p>The probability of a word <i>w</i> after a context <i>h</i> is its discounted share of what
 * followed <i>h</i>, plus the share taken away times the probability after the context shortened by
 * its oldest word. The highest order counts occurrences, the lower ones count in how many different
 * words an n-gram's left neighbour occurred. Below single words stands the uniform distribution
 * over the vocabulary, so every token has a probability above zero. Discounts are estimated from
 * counts of counts for each order; where a text is too small for that they are 0.5, 1 and 1.5.
 *
 * <p>A stream is one run of tokens: the context goes on over ends of lines, and at a stream's start
 * it is as short as the words before it. A {@link Reading} in several runs shortens it at the start
 * of each in the same way. Fitted models are unchangeable and safe to share between threads.
 */
public final class NGramLanguageModel implements TokenPredictor {
    private static final int CHUNK = 4096;

    private final int order;
    private final Vocabulary vocabulary;
    private final DataProvenance data;
    // levels[k] holds the n-grams of k words; levels[0] is unused, its only n-gram has number 0.
    private final NGramLevel[] levels;

    private NGramLanguageModel(int order, TokenStream train) {
        this.order = order;
        vocabulary = train.vocabulary();
        data = train.provenance();
        levels = new NGramLevel[order + 1];
        for (int k = 1; k <= order; k++) {
            levels[k] = new NGramLevel();
        }
    }

    /**
     * Counts the n-grams of a text. Memory grows with the number of different n-grams of all
     * orders, some 40 bytes each.
     *
     * @param train the text
     * @param order n, the length of the longest n-grams, at least 1: a word is predicted from the n
     *     - 1 words before it
     * @return the model
     * @throws RecurveException if the text is empty
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static NGramLanguageModel fit(TokenStream train, int order) {
        if (order < 1) {
            throw new IllegalArgumentException("order must be at least 1, not " + order);
        }
        if (train.size() == 0) {
            throw new RecurveException(
                    "cannot count n-grams of "
                            + train.provenance().dataset()
                            + " "
                            + train.split()
                            + ": it has no tokens; expected at least 1");
        }
        NGramLanguageModel model = new NGramLanguageModel(order, train);
        model.count(train.ids());
        int contexts = 1;
        for (int k = 1; k <= order; k++) {
            model.levels[k].finish(contexts);
            contexts = model.levels[k].size();
        }
        return model;
    }

    private void count(int[] ids) {
        int[] context = emptyContext();
        int[] next = emptyContext();
        for (int i = 0; i < ids.length; i++) {
            if (i % CHUNK == 0) {
                Cancellation.check(name());
            }
            for (int k = 1; k <= order && context[k - 1] != NGramLevel.ABSENT; k++) {
                next[k] = levels[k].find(context[k - 1], ids[i]);
                if (next[k] == NGramLevel.ABSENT) {
                    next[k] = levels[k].add(context[k - 1], ids[i]);
                    if (k > 1) {
                        // A new left neighbour of the n-gram without its first word.
                        levels[k - 1].increment(next[k - 1]);
                    }
                }
            }
            if (next[order] != NGramLevel.ABSENT) {
                levels[order].increment(next[order]);
            }
            int[] swap = context;
            context = next;
            next = swap;
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws RecurveException if the stream was made with another vocabulary
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    @Override
    public void score(TokenStream stream, NllConsumer sink) {
        score(stream, Reading.whole(), sink);
    }

    /**
     * {@inheritDoc}
     *
     * @throws RecurveException if the stream was made with another vocabulary, or is too short for
     *     the reading
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    @Override
    public void score(TokenStream stream, Reading reading, NllConsumer sink) {
        if (!stream.vocabulary().equals(vocabulary)) {
            throw new RecurveException(
                    name()
                            + " was fitted with another vocabulary ("
                            + vocabulary
                            + ") than the text to score ("
                            + stream.vocabulary()
                            + "): encode the text with the model's vocabulary()");
        }
        int[] ids = stream.ids();
        int[] context = emptyContext();
        int[] next = emptyContext();
        double[] nats = new double[Math.min(CHUNK, ids.length)];
        int count = 0;
        int runs = reading.runs(ids.length);
        for (int r = 0; r < runs; r++) {
            Reading.Run run = reading.run(r, ids.length);
            Arrays.fill(context, 1, context.length, NGramLevel.ABSENT);
            // The run's context begins with the word before its first prediction; no more of it
            // than order - 1 words is ever looked at.
            int seen = Math.max(0, run.from() - 1);
            for (int i = Math.max(seen, run.counted() - order + 1); i < run.to(); i++) {
                double probability = probability(context, ids[i], next);
                int[] swap = context;
                context = next;
                next = swap;
                if (i < run.counted()) {
                    continue;
                }
                nats[count++] = -Math.log(probability);
                if (count == nats.length || i == ids.length - 1) {
                    Cancellation.check(name());
                    sink.accept(i + 1 - count, nats, count);
                    count = 0;
                }
            }
        }
    }

    /**
     * The probability of a word.
     *
     * @param context by length, the numbers of the words before as n-grams
     * @param next receives the same for the word that follows
     */
    private double probability(int[] context, int word, int[] next) {
        double probability = 1.0 / vocabulary.size();
        Arrays.fill(next, 1, next.length, NGramLevel.ABSENT);
        for (int k = 1; k <= order && context[k - 1] != NGramLevel.ABSENT; k++) {
            next[k] = levels[k].find(context[k - 1], word);
            probability = levels[k].probability(context[k - 1], next[k], probability);
        }
        return probability;
    }

    private int[] emptyContext() {
        int[] context = new int[order + 1];
        Arrays.fill(context, 1, context.length, NGramLevel.ABSENT);
        return context;
    }

    /** {@return n, the length of the longest n-grams} */
    public int order() {
        return order;
    }

    @Override
    public String name() {
        return order + "-gram, modified Kneser-Ney";
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public long seed() {
        return -1;
    }

    /** {@return method, order, discounts and numbers of n-grams by order, and the text's origin} */
    @Override
    public Map<String, Object> provenanceMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", "interpolated modified Kneser-Ney");
        map.put("order", order);
        map.put("vocabulary", vocabulary.size());
        map.put(
                "ngrams",
                Arrays.stream(levels, 1, levels.length)
                        .map(level -> (Object) level.size())
                        .toList());
        map.put(
                "discounts",
                Arrays.stream(levels, 1, levels.length)
                        .map(NGramLevel::discounts)
                        .map(d -> (Object) List.of(d.one(), d.two(), d.more()))
                        .toList());
        map.put("data", ProvenanceMap.of(data));
        return map;
    }

    @Override
    public boolean baseline() {
        return true;
    }

    @Override
    public String toString() {
        return name();
    }
}
