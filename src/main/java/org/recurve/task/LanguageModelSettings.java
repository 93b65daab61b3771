package org.recurve.task;

import java.util.LinkedHashMap;
import java.util.Map;
import org.recurve.nn.Cell;

/**
 * The network of a {@link LanguageModel}.
 *
 * @param cell kind of recurrent cell
 * @param layers recurrent layers on top of each other, at least 1
 * @param embedding width of the embedding, at least 1
 * @param hidden width of each layer's hidden state, at least 1
 * @param dropout rate after the embedding, between layers and before the output, in [0, 1)
 * @param tieWeights whether the output layer's weights are the embedding's; then {@code hidden ==
 *     embedding}
 */
public record LanguageModelSettings(
        Cell cell, int layers, int embedding, int hidden, double dropout, boolean tieWeights) {

    public LanguageModelSettings {
        if (layers < 1 || embedding < 1 || hidden < 1) {
            throw new IllegalArgumentException(
                    "layers, embedding and hidden must be at least 1, not "
                            + layers
                            + ", "
                            + embedding
                            + " and "
                            + hidden);
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be in [0, 1), not " + dropout);
        }
        if (tieWeights && hidden != embedding) {
            throw new IllegalArgumentException(
                    "tied weights need embedding and hidden of one width, not "
                            + embedding
                            + " and "
                            + hidden
                            + "; set both alike or tieWeights(false)");
        }
    }

    Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("cell", cell.name());
        map.put("layers", Integer.toString(layers));
        map.put("embedding", Integer.toString(embedding));
        map.put("hidden", Integer.toString(hidden));
        map.put("dropout", Double.toString(dropout));
        map.put("tieWeights", Boolean.toString(tieWeights));
        return map;
    }
}
