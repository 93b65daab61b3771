package org.recurve.baseline;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.recurve.core.Cancellation;
import org.recurve.core.Progress;
import org.recurve.core.RecurveException;
import org.recurve.data.LabeledText;

/** The settings of {@link BagOfNGrams}. */
public final class BagOfNGramsBuilder {
    private final NGrams ngrams;
    private boolean naiveBayes;
    private int minimumCount = 1;
    private double l2 = 1;

    BagOfNGramsBuilder(NGrams ngrams) {
        this.ngrams = ngrams;
    }

    /**
     * Sets whether n-grams are weighted by their log-count ratios of naive Bayes first; default
     * false. The weights that are then learned count for a quarter, and for three quarters their
     * mean size does, which leaves the ratios as they are. Better than without on most texts, but
     * the probabilities are less sure than they should be.
     *
     * @param naiveBayes whether to
     * @return this
     */
    public BagOfNGramsBuilder naiveBayes(boolean naiveBayes) {
        this.naiveBayes = naiveBayes;
        return this;
    }

    /**
     * Sets in how many training texts an n-gram must be to be kept; default 1, all. Most n-grams of
     * a large text occur once: with 2 the memory for them shrinks to a fraction.
     *
     * @param texts at least 1
     * @return this
     */
    public BagOfNGramsBuilder minimumCount(int texts) {
        if (texts < 1) {
            throw new IllegalArgumentException(
                    "the minimum count must be at least 1, not " + texts);
        }
        minimumCount = texts;
        return this;
    }

    /**
     * Sets λ, the strength of the L2 penalty; default 1. The more, the smaller the weights.
     *
     * @param strength above 0
     * @return this
     */
    public BagOfNGramsBuilder l2(double strength) {
        if (!(strength > 0) || Double.isInfinite(strength)) {
            throw new IllegalArgumentException("the L2 penalty must be above 0, not " + strength);
        }
        l2 = strength;
        return this;
    }

    /**
     * Fits the weights. Memory is some 150 bytes for each different n-gram, and 50 for each n-gram
     * of each text. An interrupt is seen while n-grams are counted and between the problems of two
     * classes; within one, the solver runs to its end.
     *
     * @param train texts to learn from; those with none of the n-grams that are kept teach nothing
     * @return the fitted baseline
     * @throws RecurveException if no n-gram is kept
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public BagOfNGrams fit(LabeledText train) {
        String name = "bag of " + ngrams.name() + (naiveBayes ? ", naive Bayes weights" : "");
        NGramCounts.Counted counted;
        try (Progress progress = new Progress("counting " + ngrams.name(), train.size(), "texts")) {
            counted = NGramCounts.of(train, ngrams, minimumCount, progress);
        }
        int[] used =
                IntStream.range(0, train.size())
                        .filter(i -> counted.rows()[i].length > 0)
                        .toArray();
        int[][] rows = Arrays.stream(used).mapToObj(i -> counted.rows()[i]).toArray(int[][]::new);
        int[] targets = Arrays.stream(used).map(i -> train.targets()[i]).toArray();
        int[] seen = Arrays.stream(targets).distinct().sorted().toArray();
        LogOdds[] models = new LogOdds[train.labels().size()];
        // Of two classes the problem of one is that of the other with its signs turned.
        int[] problems = seen.length == 2 ? new int[] {seen[1]} : seen;
        try (Progress progress = new Progress("fitting " + name, problems.length, "classes")) {
            for (int p = 0; p < problems.length; p++) {
                models[problems[p]] =
                        seen.length == 1
                                ? new LogOdds(0, new double[counted.counts().size()])
                                : solve(counted.counts(), rows, targets, problems[p]);
                Cancellation.check("fitting " + name);
                progress.add(1);
            }
        }
        return new BagOfNGrams(name, train, counted.counts(), seen, models, settings());
    }

    private LogOdds solve(NGramCounts counts, int[][] rows, int[] targets, int label) {
        boolean[] in = new boolean[rows.length];
        for (int i = 0; i < in.length; i++) {
            in[i] = targets[i] == label;
        }
        if (naiveBayes) {
            double[] ratios = NaiveBayes.logCountRatios(rows, in, counts.size());
            return NaiveBayes.interpolate(
                    LogisticProblem.solve(counts.names(), rows, in, ratios, l2), ratios);
        }
        double[] ones = new double[counts.size()];
        Arrays.fill(ones, 1);
        return LogisticProblem.solve(counts.names(), rows, in, ones, l2);
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("ngrams", ngrams.toString());
        settings.put("naive bayes", naiveBayes);
        settings.put("minimum count", minimumCount);
        settings.put("l2", l2);
        return settings;
    }
}
