package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recurve.data.Vocabulary;
import org.recurve.data.WordVectors;
import org.recurve.nn.ParameterNames;

/**
 * Values that the weights of a {@link TokenEncoder} start with, where they are not random.
 *
 * @param embedding of all words, in the order of the vocabulary; null for none
 * @param recurrent by name as in a stack of layers; empty for none
 * @param source what they are from, for provenance; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on once, compared by no one.
record InitialWeights(float[] embedding, Map<String, float[]> recurrent, String source) {
    static final InitialWeights NONE = filled("");

    /** Names in layers that run as one: {@code weight_ih_l0}. */
    private static final Pattern FUSED = Pattern.compile("(\\w+)_l(\\d+)");

    /** What is left to tell once the weights are in a network. */
    static InitialWeights filled(String source) {
        return new InitialWeights(null, Map.of(), source);
    }

    InitialWeights filled() {
        return filled(source);
    }

    /** Copies those of a language model, so that it may be closed. */
    static InitialWeights of(LanguageModel model) {
        LanguageModelNetwork network = model.network();
        Map<String, float[]> recurrent = new LinkedHashMap<>();
        stacked(network.recurrent())
                .forEach((name, parameter) -> recurrent.put(name, values(parameter)));
        return new InitialWeights(
                values(network.embedding()), recurrent, "language model " + model.name());
    }

    /** Word vectors; words without one get random ones, always the same. */
    static InitialWeights of(WordVectors vectors, Vocabulary words) {
        float[][] rows = vectors.matrix(words, 0);
        int width = vectors.dimension();
        float[] flat = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * width, width);
        }
        return new InitialWeights(flat, Map.of(), "word vectors " + vectors.provenance().dataset());
    }

    /**
     * Parameters by their names in a stack of layers. Whether layers run as one or as a stack
     * depends on the dropout, which may be another one here than there.
     */
    private static Map<String, Parameter> stacked(Block layers) {
        Map<String, Parameter> named = new LinkedHashMap<>();
        ParameterNames.of(layers)
                .forEach(
                        (name, parameter) -> {
                            Matcher fused = FUSED.matcher(name);
                            named.put(
                                    fused.matches()
                                            ? fused.replaceFirst("$2.recurrent.cell.$1")
                                            : name,
                                    parameter);
                        });
        return named;
    }

    private static float[] values(Parameter parameter) {
        return parameter.getArray().toFloatArray();
    }

    Map<String, String> settings() {
        return source.isEmpty() ? Map.of() : Map.of("starts from", source);
    }

    void fill(TokenEncoder encoder) {
        if (embedding != null) {
            set(encoder.embedding(), embedding);
        }
        if (!recurrent.isEmpty()) {
            stacked(encoder.recurrent())
                    .forEach((name, parameter) -> set(parameter, recurrent.get(name)));
        }
    }

    private static void set(Parameter parameter, float[] values) {
        NDArray array = parameter.getArray();
        try (NDManager scratch = array.getManager().newSubManager()) {
            scratch.create(values, array.getShape()).copyTo(array);
        }
    }
}
