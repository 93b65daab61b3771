package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.UniformInitializer;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import org.recurve.core.LayerTable;
import org.recurve.nn.AdaptiveSoftmax;
import org.recurve.nn.Affine;
import org.recurve.nn.Dropout;
import org.recurve.nn.EmbeddingDropout;
import org.recurve.nn.LayerSize;
import org.recurve.nn.Rows;
import org.recurve.nn.SequenceBlock;
import org.recurve.nn.loss.CrossEntropy;
import org.recurve.nn.loss.MaskedLoss;

/**
 * Embedding, recurrent layers, output layer, with dropout between them: tokens {@code (B, T)} to
 * logits {@code (B, T, V)}.
 *
 * <p>The embedding starts uniform in +-0.1 and the output bias at zero, as in the word-level
 * language model of PyTorch's examples. Tied weights: Press and Wolf 2017, "Using the Output
 * Embedding to Improve Language Models".
 */
final class LanguageModelNetwork extends AbstractBlock {
    private static final float INITIAL_RANGE = 0.1f;

    private static final MaskedLoss LOSS = new CrossEntropy();

    private final Parameter embedding;

    /** Null with an adaptive softmax, which has weights of its own. */
    private final Parameter outputWeight;

    private final Parameter outputBias;

    /** Null where every word has a logit of its own. */
    private final AdaptiveSoftmax adaptive;

    private final SequenceBlock recurrent;
    private final LanguageModelSettings settings;
    private final int words;

    LanguageModelNetwork(int words, LanguageModelSettings settings) {
        this.words = words;
        this.settings = settings;
        embedding = weight("embedding.weight", words, settings.embedding());
        recurrent = addChildBlock("recurrent", settings.recurrent().block(settings.dropout()));
        if (settings.cutoffs().isEmpty()) {
            adaptive = null;
            outputWeight =
                    settings.tieWeights()
                            ? embedding
                            : weight("output.weight", words, settings.outputWidth());
            outputBias =
                    addParameter(
                            Parameter.builder()
                                    .setName("output.bias")
                                    .setType(Parameter.Type.BIAS)
                                    .optShape(new Shape(words))
                                    .optInitializer(Initializer.ZEROS)
                                    .build());
        } else {
            int[] cutoffs = settings.cutoffs().stream().mapToInt(Integer::intValue).toArray();
            outputWeight = null;
            outputBias = null;
            adaptive =
                    addChildBlock(
                            "output",
                            AdaptiveSoftmax.builder()
                                    .setClasses(words)
                                    .setCutoffs(cutoffs)
                                    .build());
        }
    }

    private Parameter weight(String name, int rows, int columns) {
        return addParameter(
                Parameter.builder()
                        .setName(name)
                        .setType(Parameter.Type.WEIGHT)
                        .optShape(new Shape(rows, columns))
                        .optInitializer(new UniformInitializer(INITIAL_RANGE))
                        .build());
    }

    Parameter embedding() {
        return embedding;
    }

    SequenceBlock recurrent() {
        return recurrent;
    }

    /**
     * @param tokens {@code (B, T)} int64
     * @param state of the recurrent layers, may be empty
     * @return logits {@code (B, T, V)}, then the new state
     */
    NDList forward(ParameterStore store, NDArray tokens, NDList state, boolean training) {
        Hidden hidden = hidden(store, tokens, state, training);
        return new NDList(logits(store, hidden.dropped(), training)).addAll(hidden.state());
    }

    /**
     * What the recurrent layers made of some tokens.
     *
     * @param raw outputs of the last layer {@code (B, T, H)}
     * @param dropped the same after dropout, as the output layer sees them
     * @param state to go on from
     */
    record Hidden(NDArray raw, NDArray dropped, NDList state) {}

    /** All but the output layer; see {@link #forward}. */
    Hidden hidden(ParameterStore store, NDArray tokens, NDList state, boolean training) {
        NDArray table = store.getValue(embedding, tokens.getDevice(), training);
        Dropout dropout = settings.dropout();
        NDArray words = training ? EmbeddingDropout.drop(table, dropout.embedding()) : table;
        NDArray input = dropout.drop(Rows.of(words, tokens), dropout.input(), training);
        NDList outputs = recurrent.forward(store, input, state, null, training);
        NDArray raw = outputs.get(0);
        NDArray dropped = dropout.drop(raw, dropout.output(), training);
        return new Hidden(raw, dropped, outputs.subNDList(1));
    }

    /** {@return the loss of what {@link #hidden} gave, against the ids that came next} */
    MaskedLoss loss(ParameterStore store, boolean training) {
        return (hidden, labels) ->
                adaptive == null
                        ? LOSS.perStep(logits(store, hidden, training), labels)
                        : adaptive.negativeLogLikelihood(store, hidden, labels, training);
    }

    /** The output layer by itself, {@code (..., H)} to {@code (..., V)}. */
    NDArray logits(ParameterStore store, NDArray hidden, boolean training) {
        if (adaptive != null) {
            return adaptive.logProbabilities(store, hidden, training);
        }
        NDArray weight = store.getValue(outputWeight, hidden.getDevice(), training);
        NDArray bias = store.getValue(outputBias, hidden.getDevice(), training);
        return Affine.map(hidden, weight, bias);
    }

    /** {@return what the network is made of; known before it has weights} */
    LayerTable layerTable(String name) {
        int width = settings.outputWidth();
        long table = (long) words * settings.embedding();
        List<LayerTable.Row> rows = new ArrayList<>();
        rows.add(new LayerTable.Row("embedding", "Embedding", shape(settings.embedding()), table));
        long recurrentTotal = 0;
        for (LayerSize layer : recurrent.layerSizes(settings.embedding())) {
            rows.add(
                    new LayerTable.Row(
                            "recurrent/" + layer.name(),
                            layer.kind(),
                            shape((int) layer.output()),
                            layer.parameters()));
            recurrentTotal += layer.parameters();
        }
        long output =
                adaptive == null ? (long) words * width + words : adaptive.parameterCount(width);
        String kind =
                adaptive != null
                        ? "AdaptiveSoftmax"
                        : settings.tieWeights()
                                ? "Linear, weights tied to the embedding"
                                : "Linear";
        rows.add(new LayerTable.Row("output", kind, shape(words), output));
        return new LayerTable(
                name, rows, recurrentTotal + output + (settings.tieWeights() ? 0 : table));
    }

    private static String shape(int width) {
        return "(B, T, " + width + ")";
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        return forward(store, inputs.get(0), inputs.subNDList(1), training);
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        Shape tokens = inputShapes[0];
        long width = embedding.getShape().get(1);
        recurrent.initialize(manager, dataType, new Shape(tokens.get(0), tokens.get(1), width));
        if (adaptive != null) {
            adaptive.initialize(manager, dataType, new Shape(1, settings.outputWidth()));
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape tokens = inputShapes[0];
        long width = embedding.getShape().get(1);
        Shape[] shapes = recurrent.getOutputShapes(new Shape[] {tokens.add(width)});
        shapes[0] = tokens.add(words);
        return shapes;
    }
}
