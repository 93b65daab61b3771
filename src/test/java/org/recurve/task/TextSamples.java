package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Parameter;
import ai.djl.util.RandomUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.recurve.core.DataProvenance;
import org.recurve.data.LabeledText;
import org.recurve.data.Tokenizer;
import org.recurve.nn.ParameterNames;

/** Random texts and weights. */
final class TextSamples {
    static final List<String> LABELS = List.of("low", "middle", "high");

    private TextSamples() {}

    /** A tokenizer that the library does not know: it sees letters only. */
    record Letters() implements Tokenizer {
        @Override
        public List<String> tokenize(String line) {
            return line.codePoints()
                    .filter(Character::isLetter)
                    .mapToObj(Character::toString)
                    .toList();
        }

        @Override
        public String detokenize(List<String> tokens) {
            return String.join("", tokens);
        }

        @Override
        public String name() {
            return "letters";
        }
    }

    /** Texts of 1 to 12 of 40 words, each of a random class. */
    static LabeledText texts(int size) {
        Random random = new Random(3);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            texts.add(
                    random.ints(1 + random.nextInt(12), 0, 40)
                            .mapToObj(w -> "w" + w)
                            .collect(Collectors.joining(" ")));
        }
        return new LabeledText(
                texts, random.ints(size, 0, 3).toArray(), LABELS, provenance("train"));
    }

    static DataProvenance provenance(String split) {
        return new DataProvenance("noise", split, List.of(), List.of());
    }

    /**
     * Gives a model weights far from zero, so that texts differ in more than their lengths. What is
     * not learned are statistics, of which variances are positive.
     */
    static void draw(TaskModel<?> model) {
        RandomUtils.RANDOM.setSeed(3);
        model.initialize();
        Random random = new Random(8);
        for (Parameter parameter : ParameterNames.of(model.block()).values()) {
            NDArray array = parameter.getArray();
            float[] values = new float[(int) array.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextDouble() * 2 - 1);
                values[i] = parameter.requiresGradient() ? values[i] : Math.abs(values[i]);
            }
            array.set(values);
        }
    }
}
