package org.recurve.task;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.recurve.nn.Recording;

/**
 * What went on inside a network while it read a text: gates and states of every recurrent layer at
 * every token, and how surprising each token was.
 *
 * <pre>{@code
 * var seen = model.inspect("once upon a time");
 * new HeatMap("Forget gate", seen.activations(0, "f").mostVaried(12))
 * }</pre>
 */
public final class Inspection {
    private final List<String> tokens;
    private final double[] surprise;
    private final List<Map<String, Activations>> layers = new ArrayList<>();

    /**
     * @param skip how many steps were read before the first token
     */
    Inspection(List<String> tokens, double[] surprise, Recording recording, int skip) {
        this.tokens = List.copyOf(tokens);
        this.surprise = surprise;
        for (String layer : recording.layers()) {
            Map<String, Activations> named = new LinkedHashMap<>();
            for (String name : recording.names(layer)) {
                double[][] steps = recording.values(layer, name, 0);
                named.put(name, Activations.ofSteps(name, this.tokens, steps, skip));
            }
            layers.add(named);
        }
    }

    /** {@return the tokens of the text} */
    public List<String> tokens() {
        return tokens;
    }

    /** {@return the surprise at each token, given all before it, in bits: {@code -log2 p}} */
    public double[] surprise() {
        return surprise.clone();
    }

    /** {@return how many recurrent layers there are} */
    public int layers() {
        return layers.size();
    }

    /**
     * Names what there is to see of a layer.
     *
     * @param layer from 0, next to the input
     * @return the gates by the letters of the cell's formulas, {@code hidden}, and {@code cell} for
     *     an LSTM
     */
    public Set<String> names(int layer) {
        return layer(layer).keySet();
    }

    /**
     * A gate, or a state, at every token.
     *
     * @param layer from 0, next to the input
     * @param name one of {@link #names}
     * @return its values after each token was read
     * @throws IllegalArgumentException if there is no such layer, or nothing of that name in it
     */
    public Activations activations(int layer, String name) {
        Activations found = layer(layer).get(name);
        if (found == null) {
            throw new IllegalArgumentException(
                    "layer " + layer + " shows no \"" + name + "\", but " + names(layer));
        }
        return found;
    }

    private Map<String, Activations> layer(int layer) {
        if (layer < 0 || layer >= layers.size()) {
            throw new IllegalArgumentException(
                    "there is no layer " + layer + "; layers are 0 to " + (layers.size() - 1));
        }
        return layers.get(layer);
    }

    @Override
    public String toString() {
        List<String> shown = new ArrayList<>();
        for (int layer = 0; layer < layers.size(); layer++) {
            shown.add("layer " + layer + " " + names(layer));
        }
        return tokens.size() + " tokens; " + String.join(", ", shown);
    }
}
