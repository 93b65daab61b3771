package org.recurve.baseline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.recurve.data.LabeledData;

/**
 * Features with mean 0 and standard deviation 1 over the training items. One that is the same there
 * for all items stays 0; one that the training items do not have is left out.
 */
final class StandardizedFeatures<D extends LabeledData> implements ItemFeatures<D> {
    private final ItemFeatures<? super D> features;
    private final Map<String, Double> means = new TreeMap<>();
    private final Map<String, Double> deviations = new TreeMap<>();

    private StandardizedFeatures(ItemFeatures<? super D> features) {
        this.features = features;
    }

    static <D extends LabeledData> StandardizedFeatures<D> fit(
            ItemFeatures<? super D> features, D train) {
        StandardizedFeatures<D> result = new StandardizedFeatures<>(features);
        int items = train.targets().length;
        for (int i = 0; i < items; i++) {
            features.of(train, i)
                    .forEach((name, value) -> result.means.merge(name, value / items, Double::sum));
        }
        for (int i = 0; i < items; i++) {
            Map<String, Double> values = features.of(train, i);
            result.means.forEach(
                    (name, mean) -> {
                        double difference = values.getOrDefault(name, 0.0) - mean;
                        result.deviations.merge(name, difference * difference / items, Double::sum);
                    });
        }
        result.deviations.replaceAll((name, variance) -> Math.sqrt(variance));
        return result;
    }

    @Override
    public Map<String, Double> of(D data, int item) {
        Map<String, Double> values = features.of(data, item);
        Map<String, Double> scaled = new LinkedHashMap<>();
        means.forEach(
                (name, mean) -> {
                    double deviation = deviations.get(name);
                    double difference = values.getOrDefault(name, 0.0) - mean;
                    scaled.put(name, deviation == 0 ? 0 : difference / deviation);
                });
        return scaled;
    }

    @Override
    public String name() {
        return features.name();
    }
}
