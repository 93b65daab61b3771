package org.recurve.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.recurve.core.DataProvenance;
import org.recurve.data.ParallelText;
import org.recurve.nn.ParameterNames;

/** Made-up languages, and models that know them at random. */
final class TranslationSamples {
    private TranslationSamples() {}

    static DataProvenance provenance(String split) {
        return new DataProvenance("made", split, List.of(), List.of());
    }

    static ParallelText pairs(List<String> sources, List<String> targets) {
        return new ParallelText(sources, targets, provenance("train"));
    }

    /**
     * Sentences of 1 to 7 of so many words; the translation has each word's other name, reversed.
     */
    static ParallelText reversed(int size, int words, long seed) {
        Random random = new Random(seed);
        List<String> sources = new ArrayList<>();
        List<String> targets = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            List<Integer> sentence =
                    new ArrayList<>(random.ints(1 + random.nextInt(7), 0, words).boxed().toList());
            sources.add(sentence.stream().map(w -> "s" + w).collect(Collectors.joining(" ")));
            Collections.reverse(sentence);
            targets.add(sentence.stream().map(w -> "t" + w).collect(Collectors.joining(" ")));
        }
        return pairs(sources, targets);
    }

    /** All weights in doubles, by their place. */
    static Map<String, double[]> weights(TranslationModel model) {
        Map<String, double[]> weights = new LinkedHashMap<>();
        ParameterNames.of(model.block())
                .forEach(
                        (name, parameter) -> {
                            float[] values = parameter.getArray().toFloatArray();
                            double[] doubles = new double[values.length];
                            for (int i = 0; i < values.length; i++) {
                                doubles[i] = values[i];
                            }
                            weights.put(name, doubles);
                        });
        return weights;
    }
}
