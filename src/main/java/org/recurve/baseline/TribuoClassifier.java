package org.recurve.baseline;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.core.Cancellation;
import org.recurve.core.Progress;
import org.recurve.core.ProvenanceMap;
import org.recurve.core.RecurveException;
import org.recurve.data.LabelPredictor;
import org.recurve.data.LabeledData;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;

/**
 * What any trainer of Tribuo's makes of the same data: a forest, boosted trees, a linear model; a
 * network has to beat it.
 *
 * <pre>{@code
 * TribuoClassifier.fit(new XGBoostClassificationTrainer(50), NGrams.words(1), train)
 * TribuoClassifier.logistic(SeriesFeatures.of(train), train)
 * }</pre>
 *
 * <p>A class without a training item has the probability 0. An item that has none of the features
 * of the training data gets the shares of the classes there. Of a trainer that gives scores and no
 * probabilities, the scores go through a softmax: their order is right, their size says little.
 *
 * @param <D> type of the data
 */
public final class TribuoClassifier<D extends LabeledData> implements LabelPredictor<D> {
    private final String name;
    private final ItemFeatures<? super D> features;
    private final Model<Label> model;
    private final List<String> labels;
    private final double[] shares;
    private final Map<String, Object> data;

    private TribuoClassifier(
            String name, ItemFeatures<? super D> features, Model<Label> model, D train) {
        this.name = name;
        this.features = features;
        this.model = model;
        labels = List.copyOf(train.labels());
        shares = MajorityClass.fit(train).probabilities(train)[0];
        data = ProvenanceMap.of(train.provenance());
    }

    /**
     * Fits a model.
     *
     * @param trainer of Tribuo's; one that draws random numbers goes on with them from fit to fit
     * @param features what it sees of an item
     * @param train the data to learn from
     * @param <D> type of the data
     * @return the fitted baseline
     * @throws RecurveException if there is no item, or one has no feature or one that is not finite
     */
    public static <D extends LabeledData> TribuoClassifier<D> fit(
            Trainer<Label> trainer, ItemFeatures<? super D> features, D train) {
        String name = trainer.getClass().getSimpleName() + " on " + features.name();
        return fit(name, trainer, features, train);
    }

    private static <D extends LabeledData> TribuoClassifier<D> fit(
            String name, Trainer<Label> trainer, ItemFeatures<? super D> features, D train) {
        MutableDataset<Label> dataset = TribuoData.dataset(train, features);
        if (dataset.size() == 0) {
            throw new RecurveException(
                    "%s %s has no items to fit %s to; expected at least 1"
                            .formatted(
                                    train.provenance().dataset(),
                                    train.provenance().split(),
                                    name));
        }
        return new TribuoClassifier<>(name, features, trainer.train(dataset), train);
    }

    /**
     * Fits a logistic regression: features are brought to mean 0 and standard deviation 1 over the
     * training items, then it is that of {@link BagOfNGrams}, with λ = 1.
     *
     * @param features numbers that all items have, such as {@link SeriesFeatures}
     * @param train the data to learn from
     * @param <D> type of the data
     * @return the fitted baseline
     * @throws RecurveException as for {@link #fit}
     */
    public static <D extends LabeledData> TribuoClassifier<D> logistic(
            ItemFeatures<? super D> features, D train) {
        return fit(
                "logistic regression on " + features.name(),
                LogisticProblem.trainer(1),
                StandardizedFeatures.fit(features, train),
                train);
    }

    @Override
    public double[][] probabilities(D data) {
        double[][] rows = new double[data.targets().length][];
        try (Progress progress = new Progress(name, rows.length, "items")) {
            for (int i = 0; i < rows.length; i++) {
                rows[i] = row(TribuoData.example(data, i, features, LabelFactory.UNKNOWN_LABEL));
                Cancellation.check(name);
                progress.add(1);
            }
        }
        return rows;
    }

    private double[] row(Example<Label> example) {
        boolean known = false;
        for (Feature feature : example) {
            known |= model.getFeatureIDMap().getID(feature.getName()) >= 0;
        }
        if (!known) {
            return shares.clone();
        }
        Map<String, Label> scores = model.predict(example).getOutputScores();
        double[] row =
                labels.stream()
                        .mapToDouble(
                                l ->
                                        scores.containsKey(l)
                                                ? scores.get(l).getScore()
                                                : Double.NEGATIVE_INFINITY)
                        .toArray();
        double max = Arrays.stream(row).max().orElseThrow();
        Arrays.setAll(
                row,
                k -> model.generatesProbabilities() ? Math.max(row[k], 0) : Math.exp(row[k] - max));
        double sum = Arrays.stream(row).sum();
        Arrays.setAll(row, k -> row[k] / sum);
        return row;
    }

    /** {@return Tribuo's model} */
    public Model<Label> model() {
        return model;
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    @Override
    public String name() {
        return name;
    }

    /** {@return -1; what Tribuo's trainer knows of seeds is in the provenance} */
    @Override
    public long seed() {
        return -1;
    }

    /** {@return method, the features, the trainer's own provenance, and the origin of the data} */
    @Override
    public Map<String, Object> provenanceMap() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("features", features.name());
        settings.put("trainer", PlainProvenance.of(model.getProvenance().getTrainerProvenance()));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", "Tribuo " + model.getProvenance().getTribuoVersion());
        map.put("settings", settings);
        map.put("started", model.getProvenance().getTrainingTime().toString());
        map.put("data", List.of(data));
        return map;
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
