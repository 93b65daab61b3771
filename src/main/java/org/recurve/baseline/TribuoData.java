package org.recurve.baseline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import org.recurve.data.LabeledData;
import org.recurve.data.LabeledText;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** Data as Tribuo has it, and Tribuo's as Recurve has it. */
public final class TribuoData {
    /** The metadata of a Tribuo example under which {@link #dataset} keeps its text. */
    public static final String TEXT = "text";

    private TribuoData() {}

    /**
     * Turns data into a data set that any trainer of Tribuo's takes. Texts are kept in the metadata
     * {@value #TEXT} of their examples.
     *
     * @param data texts, sequences or others
     * @param features what an example has of an item
     * @param <D> type of the data
     * @return an example for each item, in their order. Classes without an item are not in it
     * @throws RecurveException if an item has no feature, which Tribuo does not allow, or one that
     *     is not finite
     */
    public static <D extends LabeledData> MutableDataset<Label> dataset(
            D data, ItemFeatures<? super D> features) {
        DataProvenance origin = data.provenance();
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> dataset =
                new MutableDataset<>(
                        new SimpleDataSourceProvenance(
                                origin.dataset() + " " + origin.split() + ", " + features.name(),
                                factory),
                        factory);
        int[] targets = data.targets();
        for (int i = 0; i < targets.length; i++) {
            Example<Label> example =
                    example(data, i, features, new Label(data.labels().get(targets[i])));
            if (example.size() == 0) {
                throw new RecurveException(
                        "item %d of %s %s has none of the features (%s); leave it out"
                                .formatted(i, origin.dataset(), origin.split(), features.name()));
            }
            dataset.add(example);
        }
        return dataset;
    }

    static <D extends LabeledData> Example<Label> example(
            D data, int item, ItemFeatures<? super D> features, Label label) {
        Map<String, Double> all = features.of(data, item);
        String[] names = new String[all.size()];
        double[] values = new double[all.size()];
        int i = 0;
        for (Map.Entry<String, Double> feature : all.entrySet()) {
            if (!Double.isFinite(feature.getValue())) {
                throw new RecurveException(
                        "the feature \"%s\" of item %d of %s %s is %s, expected a finite number"
                                .formatted(
                                        feature.getKey(),
                                        item,
                                        data.provenance().dataset(),
                                        data.provenance().split(),
                                        feature.getValue()));
            }
            names[i] = feature.getKey();
            values[i++] = feature.getValue();
        }
        Map<String, Object> metadata = new HashMap<>();
        if (data instanceof LabeledText texts) {
            metadata.put(TEXT, texts.text(item));
        }
        return new ArrayExample<>(label, names, values, metadata);
    }

    /**
     * Reads the texts of a data set of Tribuo's out of its examples' metadata. Features will not
     * do: a bag of words does not tell in which order they stood. Tribuo's text data sources keep
     * features alone; of columnar data, such as a CSV file, a {@code RowProcessor} with a metadata
     * extractor ({@code IdentityExtractor}) for the column of texts keeps them.
     *
     * @param dataset with a label for each example
     * @param metadata the key of the text, such as {@value #TEXT}
     * @return the texts with their labels, in the order of the examples, called {@code "all"};
     *     classes are sorted by name
     * @throws RecurveException if there is no example, or one has no such metadata, an unknown
     *     label or a blank text; it names the example
     */
    public static LabeledText text(Dataset<Label> dataset, String metadata) {
        List<String> texts = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (Example<Label> example : dataset.getData()) {
            int i = texts.size();
            if (!(example.getMetadataValue(metadata).orElse(null) instanceof String text)) {
                throw new RecurveException(
                        "example %d of the Tribuo data set has no text under \"%s\" in its metadata; there is %s. The order of words cannot be had from features: read the data with a metadata extractor for the text, or read the file itself, for example with LabeledText.fromCsv"
                                .formatted(i, metadata, example.getMetadata().keySet()));
            }
            if (example.getOutput().equals(LabelFactory.UNKNOWN_LABEL)) {
                throw new RecurveException(
                        "example %d of the Tribuo data set has no label; leave it out"
                                .formatted(i));
            }
            texts.add(text);
            labels.add(example.getOutput().getLabel());
        }
        String source = dataset.getSourceProvenance().getClassName();
        return LabeledText.of(
                texts,
                labels,
                new DataProvenance(
                        "Tribuo " + source.substring(source.lastIndexOf('.') + 1),
                        "all",
                        List.of(),
                        List.of("metadata " + metadata + " of Tribuo's examples")));
    }
}
