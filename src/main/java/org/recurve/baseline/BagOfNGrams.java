package org.recurve.baseline;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.recurve.core.Cancellation;
import org.recurve.core.Progress;
import org.recurve.core.ProvenanceMap;
import org.recurve.core.RecurveException;
import org.recurve.data.LabelPredictor;
import org.recurve.data.LabeledText;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Logistic regression on the n-grams of a text, each there or not, without their order: what a
 * network that reads in order has to beat. Fitted by Tribuo's liblinear to the one optimum of
 *
 * <pre>λ/2 ‖w‖² + Σ log(1 + exp(-y w·x))</pre>
 *
 * <p>over all training texts, the bias being one of the weights; nothing is random. With two
 * classes there is one such problem, with more there is one for each class against all others, and
 * their probabilities are divided by their sum.
 *
 * <p>{@link BagOfNGramsBuilder#naiveBayes} weights each n-gram by its log-count ratio first, class
 * by class (S. Wang and C. Manning, <i>Baselines and Bigrams: Simple, Good Sentiment and Topic
 * Classification</i>, ACL 2012, here with logistic regression for their support vector machine, and
 * with their interpolation of a quarter).
 *
 * <p>A class without a training text has the probability 0, and so has one whose texts have none of
 * the n-grams that are kept. A text without any of them gets what the biases say. Unchangeable and
 * safe for use by many threads.
 *
 * <pre>{@code
 * BagOfNGrams.of(NGrams.words(2)).naiveBayes(true).fit(train)
 * }</pre>
 */
public final class BagOfNGrams implements LabelPredictor<LabeledText> {
    private final String name;
    private final List<String> labels;
    private final NGramCounts counts;
    // By class; null for one that was not seen. Of two classes the second's, whose opposite the
    // first's is.
    private final LogOdds[] models;
    private final int[] seen;
    private final Map<String, Object> provenance;

    BagOfNGrams(
            String name,
            LabeledText train,
            NGramCounts counts,
            int[] seen,
            LogOdds[] models,
            Map<String, Object> settings) {
        this.name = name;
        this.labels = train.labels();
        this.counts = counts;
        this.models = models;
        this.seen = seen;
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", "logistic regression on n-grams, Tribuo's liblinear");
        map.put("settings", settings);
        map.put("ngrams", counts.size());
        map.put("data", List.of(ProvenanceMap.of(train.provenance())));
        provenance = map;
    }

    /**
     * Begins with the settings.
     *
     * @param ngrams what is seen of a text
     * @return sets the rest and fits
     */
    public static BagOfNGramsBuilder of(NGrams ngrams) {
        return new BagOfNGramsBuilder(Objects.requireNonNull(ngrams, "ngrams"));
    }

    @Override
    public double[][] probabilities(LabeledText data) {
        double[][] rows = new double[data.size()][];
        try (Progress progress = new Progress(name, rows.length, "texts")) {
            for (int i = 0; i < rows.length; i++) {
                rows[i] = probabilities(data.text(i));
                Cancellation.check(name);
                progress.add(1);
            }
        }
        return rows;
    }

    /**
     * Gives the probability of every class for a text.
     *
     * @param text any
     * @return in the order of {@link #labels()}, sum 1
     */
    public double[] probabilities(String text) {
        int[] present = counts.of(text);
        double[] logs = new double[labels.size()];
        Arrays.fill(logs, Double.NEGATIVE_INFINITY);
        for (int k : seen) {
            logs[k] = LogOdds.logProbability(sign(k) * model(k).of(present));
        }
        double max = Arrays.stream(logs).max().orElseThrow();
        double[] row = Arrays.stream(logs).map(log -> Math.exp(log - max)).toArray();
        double sum = Arrays.stream(row).sum();
        Arrays.setAll(row, k -> row[k] / sum);
        return row;
    }

    private LogOdds model(int label) {
        return seen.length == 2 ? models[seen[1]] : models[label];
    }

    private int sign(int label) {
        return seen.length == 2 && label == seen[0] ? -1 : 1;
    }

    /**
     * Tabulates what speaks for each class most.
     *
     * @param perClass how many n-grams of each, at least 1
     * @return class, n-gram, weight (what it adds to the log-odds of the class), texts (in how many
     *     of the training data it is); the heaviest first
     */
    public Table topNGrams(int perClass) {
        if (perClass < 1) {
            throw new IllegalArgumentException(
                    "there must be at least 1 n-gram per class, not " + perClass);
        }
        StringColumn label = StringColumn.create("class");
        StringColumn ngram = StringColumn.create("n-gram");
        DoubleColumn weight = DoubleColumn.create("weight");
        IntColumn texts = IntColumn.create("texts");
        for (int k : seen) {
            double[] weights = model(k).weights();
            int sign = sign(k);
            IntStream.range(0, weights.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(n -> -sign * weights[n]))
                    .limit(perClass)
                    .forEach(
                            n -> {
                                label.append(labels.get(k));
                                ngram.append(counts.name(n));
                                weight.append(sign * weights[n]);
                                texts.append(counts.texts(n));
                            });
        }
        return Table.create("What speaks for a class", label, ngram, weight, texts);
    }

    /**
     * Tells what each n-gram of a text adds to the log-odds of a class. N-grams that the training
     * data does not have, or too few times, add nothing and are left out.
     *
     * @param text any
     * @param label the class
     * @return n-gram, contribution; the largest first, whatever its sign, and the bias as {@code
     *     (bias)} last. They add up to the log-odds of the class, with several classes against all
     *     others
     * @throws RecurveException if there is no such class, or no training text of it
     */
    public Table contributions(String text, String label) {
        int k = labels.indexOf(label);
        if (IntStream.of(seen).noneMatch(s -> s == k)) {
            throw new RecurveException(
                    "%s has learned nothing of the class \"%s\": it knows %s"
                            .formatted(
                                    name,
                                    label,
                                    Arrays.stream(seen).mapToObj(labels::get).toList()));
        }
        LogOdds model = model(k);
        StringColumn ngram = StringColumn.create("n-gram");
        DoubleColumn contribution = DoubleColumn.create("contribution");
        IntStream.of(counts.of(text))
                .boxed()
                .sorted(Comparator.comparingDouble(n -> -Math.abs(model.weights()[n])))
                .forEach(
                        n -> {
                            ngram.append(counts.name(n));
                            contribution.append(sign(k) * model.weights()[n]);
                        });
        ngram.append("(bias)");
        contribution.append(sign(k) * model.bias());
        return Table.create("What speaks for " + label, ngram, contribution);
    }

    /** {@return how many different n-grams it has weights for} */
    public int size() {
        return counts.size();
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    /** {@return such as {@code "bag of bigrams"}} */
    @Override
    public String name() {
        return name;
    }

    /** {@return -1: nothing is random} */
    @Override
    public long seed() {
        return -1;
    }

    /** {@return method, settings, number of n-grams, and the origin of the training data} */
    @Override
    public Map<String, Object> provenanceMap() {
        return new LinkedHashMap<>(provenance);
    }

    @Override
    public boolean baseline() {
        return true;
    }

    @Override
    public String toString() {
        return name;
    }
}
