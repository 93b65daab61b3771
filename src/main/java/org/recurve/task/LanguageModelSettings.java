package org.recurve.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.recurve.nn.ActivationRegularization;
import org.recurve.nn.Cell;
import org.recurve.nn.Dropout;
import org.recurve.nn.StackLayer;

/**
 * The network of a {@link LanguageModel}.
 *
 * @param cell kind of recurrent cell
 * @param layers recurrent layers on top of each other, at least 1
 * @param embedding width of the embedding, at least 1
 * @param hidden width of each layer's hidden state, at least 1
 * @param dropout where what is dropped in training
 * @param norm normalisation of each layer's output
 * @param tieWeights whether the output layer's weights are the embedding's; then the last layer is
 *     as wide as the embedding, whatever {@code hidden} is for the others
 * @param initialRange all weights and biases start uniform within so much of zero; 0 if each kind
 *     of layer starts in its own way
 * @param regularization penalty on the outputs of the last layer, in training
 * @param cutoffs ids at which the clusters of an adaptive softmax begin, increasing; empty for a
 *     full softmax
 */
public record LanguageModelSettings(
        Cell cell,
        int layers,
        int embedding,
        int hidden,
        Dropout dropout,
        StackLayer.Norm norm,
        boolean tieWeights,
        double initialRange,
        ActivationRegularization regularization,
        List<Integer> cutoffs) {

    public LanguageModelSettings {
        cutoffs = List.copyOf(cutoffs);
        if (layers < 1 || embedding < 1 || hidden < 1) {
            throw new IllegalArgumentException(
                    "layers, embedding and hidden must be at least 1, not "
                            + layers
                            + ", "
                            + embedding
                            + " and "
                            + hidden);
        }
        if (!(initialRange >= 0) || Double.isInfinite(initialRange)) {
            throw new IllegalArgumentException(
                    "the range of initial weights must be at least 0, not " + initialRange);
        }
        if (tieWeights && !cutoffs.isEmpty()) {
            throw new IllegalArgumentException(
                    "an adaptive softmax has weights of its own for rare words, so they cannot be tied to the embedding; set tieWeights(false), or no cutoffs");
        }
        if (tieWeights && hidden != embedding && layers == 1) {
            throw new IllegalArgumentException(
                    "tied weights need a last layer as wide as the embedding, but the only one has "
                            + hidden
                            + " units and the embedding "
                            + embedding
                            + "; set both alike, add a layer, or tieWeights(false)");
        }
    }

    /** {@return the recurrent layers} */
    RecurrentLayers recurrent() {
        return new RecurrentLayers(cell, layers, hidden, outputWidth(), false, norm);
    }

    /** {@return the width of the last layer} */
    int outputWidth() {
        return tieWeights ? embedding : hidden;
    }

    /** {@return what the layers are called: {@code "LSTM 2x200"}} */
    String name() {
        return (dropout.weights() > 0 ? "weight-dropped " : "")
                + cell.name().toUpperCase(Locale.ROOT)
                + " "
                + layers
                + "x"
                + hidden;
    }

    Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("cell", cell.name());
        map.put("layers", Integer.toString(layers));
        map.put("embedding", Integer.toString(embedding));
        map.put("hidden", Integer.toString(hidden));
        map.put("dropout", dropout.toString());
        map.put("norm", norm.name().toLowerCase(Locale.ROOT));
        map.put("tieWeights", Boolean.toString(tieWeights));
        if (initialRange > 0) {
            map.put("initialRange", Double.toString(initialRange));
        }
        if (!regularization.equals(ActivationRegularization.NONE)) {
            map.put("activation regularization", regularization.toString());
        }
        if (!cutoffs.isEmpty()) {
            map.put("adaptive softmax cutoffs", cutoffs.toString());
        }
        return map;
    }
}
