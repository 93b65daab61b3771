package org.recurve.evaluation;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.recurve.core.RecurveException;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.ModelProvenance;

/** What Tribuo's evaluation of a classifier, ours or Tribuo's, holds of each item. */
final class JudgedItems {
    /** Under which instance value of the provenance the name of the model stands. */
    static final String NAME = "name";

    private final LabelEvaluation evaluation;
    private final List<Prediction<Label>> predictions;
    private final List<String> labels;
    private final Map<String, Integer> ids = new HashMap<>();

    JudgedItems(LabelEvaluation evaluation) {
        this.evaluation = evaluation;
        this.predictions = evaluation.getPredictions();
        this.labels = labels(evaluation);
        labels.forEach(label -> ids.put(label, ids.size()));
    }

    /** The classes in the model's order; by name where its predictions have no probabilities. */
    static List<String> labels(LabelEvaluation evaluation) {
        List<Prediction<Label>> predictions = evaluation.getPredictions();
        if (!predictions.isEmpty() && !predictions.get(0).getOutputScores().isEmpty()) {
            return List.copyOf(predictions.get(0).getOutputScores().keySet());
        }
        return evaluation.getConfusionMatrix().getDomain().getDomain().stream()
                .map(Label::getLabel)
                .sorted()
                .toList();
    }

    List<String> labels() {
        return labels;
    }

    int size() {
        return predictions.size();
    }

    /** The model in a few words; of Tribuo's own models the name of their class. */
    String model() {
        ModelProvenance model = evaluation.getProvenance().getModelProvenance();
        return model.getInstanceProvenance().getMap().get(NAME) instanceof StringProvenance name
                ? name.getValue()
                : simple(model.getClassName());
    }

    /** Data set and split; of Tribuo's own data the name of its class. */
    String data() {
        DataProvenance data = evaluation.getProvenance().getTestDatasetProvenance();
        if (data instanceof RecurveDataSourceProvenance ours) {
            return value(ours, "dataset") + " " + value(ours, "split");
        }
        return simple(data.getClassName());
    }

    private static String value(RecurveDataSourceProvenance data, String key) {
        Provenance value = data.getValues().get(key);
        return value instanceof StringProvenance text ? text.getValue() : "";
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    int id(String label) {
        Integer id = ids.get(label);
        if (id == null) {
            throw new RecurveException(
                    "%s has no class \"%s\"; it has %s".formatted(model(), label, labels));
        }
        return id;
    }

    int[] truths() {
        return predictions.stream().mapToInt(each -> id(truth(each))).toArray();
    }

    int[] predicted() {
        return predictions.stream().mapToInt(each -> id(each.getOutput().getLabel())).toArray();
    }

    boolean[] right() {
        boolean[] right = new boolean[size()];
        for (int i = 0; i < right.length; i++) {
            Prediction<Label> each = predictions.get(i);
            right[i] = truth(each).equals(each.getOutput().getLabel());
        }
        return right;
    }

    /** What an item is, in words; {@code "item 3"} where the data does not say. */
    String text(int item) {
        return description(item).orElse("item " + item);
    }

    private Optional<String> description(int item) {
        return predictions
                .get(item)
                .getExample()
                .getMetadataValue(PredictionRows.TEXT)
                .map(Object::toString);
    }

    boolean haveProbabilities() {
        return predictions.stream().allMatch(Prediction::hasProbabilities);
    }

    /** A row for each item, a column for each label. */
    double[][] probabilities() {
        if (!haveProbabilities()) {
            throw new RecurveException(
                    "%s gives no probabilities, which this figure is made of".formatted(model()));
        }
        double[][] rows = new double[size()][labels.size()];
        for (int i = 0; i < rows.length; i++) {
            Map<String, Label> scores = predictions.get(i).getOutputScores();
            Arrays.setAll(rows[i], k -> scores.get(labels.get(k)).getScore());
        }
        return rows;
    }

    /**
     * Whether both are of the same items in the same order, as far as can be told: examples of
     * Tribuo's data sets carry no text, and only their classes can be compared.
     */
    boolean sameItems(JudgedItems other) {
        return size() == other.size()
                && IntStream.range(0, size())
                        .allMatch(
                                i ->
                                        truth(predictions.get(i))
                                                        .equals(truth(other.predictions.get(i)))
                                                && sameText(description(i), other.description(i)));
    }

    private static boolean sameText(Optional<String> one, Optional<String> other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }

    /**
     * @throws RecurveException if the other was judged on other items
     */
    void checkSame(JudgedItems other) {
        if (!sameItems(other)) {
            throw new RecurveException(
                    "%s was judged on %s (%,d items), but %s on %s (%,d items), which are not the same in the same order: only classifiers that were judged on the same items can be compared item by item"
                            .formatted(
                                    model(),
                                    data(),
                                    size(),
                                    other.model(),
                                    other.data(),
                                    other.size()));
        }
    }

    private static String truth(Prediction<Label> prediction) {
        return prediction.getExample().getOutput().getLabel();
    }
}
