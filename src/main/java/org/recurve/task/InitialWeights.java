package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.recurve.core.RecurveException;
import org.recurve.nn.ParameterNames;

/**
 * Values that the weights of a {@link TokenEncoder} start with, where they are not random.
 *
 * @param embedding of all words, in the order of the vocabulary; null for none
 * @param recurrent by name in the recurrent layers; empty for none
 * @param source what they are from, for provenance; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on once, compared by no one.
record InitialWeights(float[] embedding, Map<String, float[]> recurrent, String source) {
    static final InitialWeights NONE = new InitialWeights(null, Map.of(), "");

    /** Copies those of a language model, so that it may be closed. */
    static InitialWeights of(LanguageModel model) {
        LanguageModelNetwork network = model.network();
        Map<String, float[]> recurrent = new LinkedHashMap<>();
        ParameterNames.of(network.recurrent())
                .forEach((name, parameter) -> recurrent.put(name, values(parameter)));
        return new InitialWeights(
                values(network.embedding()), recurrent, "language model " + model.name());
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
            fill(encoder.recurrent());
        }
    }

    private void fill(Block layers) {
        Map<String, Parameter> parameters = ParameterNames.of(layers);
        if (!parameters.keySet().equals(recurrent.keySet())) {
            throw new RecurveException(
                    "the recurrent layers of the %s have the weights %s, those to be filled %s: give a dropout of the same kind, with or without weights, recurrent state and zoneout, as the language model has"
                            .formatted(source, recurrent.keySet(), parameters.keySet()));
        }
        parameters.forEach((name, parameter) -> set(parameter, recurrent.get(name)));
    }

    private static void set(Parameter parameter, float[] values) {
        NDArray array = parameter.getArray();
        try (NDManager scratch = array.getManager().newSubManager()) {
            scratch.create(values, array.getShape()).copyTo(array);
        }
    }
}
