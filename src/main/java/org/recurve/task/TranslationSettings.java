package org.recurve.task;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.recurve.core.RecurveException;
import org.recurve.nn.Cell;
import org.recurve.nn.Dropout;
import org.recurve.nn.StackLayer;

/**
 * The network of a {@link TranslationModel}.
 *
 * @param name what reports call the model
 * @param cell kind of recurrent cell of encoder and decoder
 * @param layers of the encoder, and as many of the decoder, at least 1
 * @param embedding width E of the embeddings of both languages
 * @param hidden width H of the decoder's state, and of the encoder's in each direction
 * @param attention how the decoder looks at the source
 * @param inputFeeding whether the decoder also reads what it made of the step before, attention
 *     included; only {@link DecoderAttention#LUONG} has the choice
 * @param dropout where what is dropped in training; the output rate is that before the output layer
 * @param labelSmoothing ε in [0, 1): the part of the target's probability spread over all tokens
 * @param tieWeights whether the output layer's weights are the target's embedding
 * @param oneVocabulary whether both languages share vocabulary and embedding
 */
public record TranslationSettings(
        String name,
        Cell cell,
        int layers,
        int embedding,
        int hidden,
        DecoderAttention attention,
        boolean inputFeeding,
        Dropout dropout,
        double labelSmoothing,
        boolean tieWeights,
        boolean oneVocabulary) {

    public TranslationSettings {
        if (layers < 1 || embedding < 1 || hidden < 1) {
            throw new IllegalArgumentException(
                    "layers, embedding and hidden must be at least 1, not %d, %d and %d"
                            .formatted(layers, embedding, hidden));
        }
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException(
                    "label smoothing must be in [0, 1), not " + labelSmoothing);
        }
        if (inputFeeding && attention != DecoderAttention.LUONG) {
            throw new RecurveException(
                    "input feeding is a choice with LUONG attention alone: BAHDANAU feeds what it sees anyway, NONE has nothing to feed");
        }
        if (stepwise(attention, inputFeeding) && !oneMaskWillDo(dropout)) {
            throw new RecurveException(
                    "a decoder with %s goes step by step, where dropout %s cannot keep its masks from step to step: take Dropout.standard(...), or LUONG attention without input feeding"
                            .formatted(
                                    inputFeeding ? "input feeding" : attention + " attention",
                                    dropout));
        }
    }

    private static boolean stepwise(DecoderAttention attention, boolean inputFeeding) {
        return inputFeeding || attention == DecoderAttention.BAHDANAU;
    }

    private static boolean oneMaskWillDo(Dropout dropout) {
        return !dropout.variational()
                && dropout.weights() == 0
                && dropout.recurrent() == 0
                && dropout.zoneout() == 0;
    }

    /** {@return whether the decoder must be run one step after the other} */
    boolean stepwise() {
        return stepwise(attention, inputFeeding);
    }

    RecurrentLayers encoder() {
        return new RecurrentLayers(cell, layers, hidden, hidden, true, StackLayer.Norm.NONE);
    }

    RecurrentLayers decoder() {
        return new RecurrentLayers(cell, layers, hidden, hidden, false, StackLayer.Norm.NONE);
    }

    /** {@return width of a step of the encoder's output} */
    int memory() {
        return 2 * hidden;
    }

    /** {@return width of what the output layer reads} */
    int readout() {
        return tieWeights ? embedding : hidden;
    }

    /** {@return width of what the decoder reads beside the word before} */
    int feed() {
        return attention == DecoderAttention.BAHDANAU ? memory() : inputFeeding ? readout() : 0;
    }

    /** {@return width of what the readout is made of} */
    int seen() {
        return switch (attention) {
            case NONE -> hidden;
            case LUONG -> hidden + memory();
            case BAHDANAU -> hidden + memory() + embedding;
        };
    }

    /** {@return what the layers are called: {@code "GRU 1x256 with luong attention"}} */
    static String usualName(
            Cell cell, int layers, int hidden, DecoderAttention attention, boolean inputFeeding) {
        return "%s %dx%d %s%s"
                .formatted(
                        cell.name().toUpperCase(Locale.ROOT),
                        layers,
                        hidden,
                        attention == DecoderAttention.NONE
                                ? "without attention"
                                : "with " + attention + " attention",
                        inputFeeding ? " and input feeding" : "");
    }

    Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("cell", cell.name());
        map.put("layers", Integer.toString(layers));
        map.put("embedding", Integer.toString(embedding));
        map.put("hidden", Integer.toString(hidden));
        map.put("attention", attention.toString());
        map.put("input feeding", Boolean.toString(inputFeeding));
        map.put("dropout", dropout.toString());
        map.put("label smoothing", Double.toString(labelSmoothing));
        map.put("tieWeights", Boolean.toString(tieWeights));
        map.put("one vocabulary", Boolean.toString(oneVocabulary));
        return map;
    }
}
