package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import org.recurve.core.LayerTable;
import org.recurve.nn.Affine;
import org.recurve.nn.Dropout;
import org.recurve.nn.loss.LinearChainCrf;
import org.recurve.nn.pooling.Pooling;
import org.recurve.nn.pooling.Poolings;

/**
 * Encoder, pooling over the tokens unless each of them is to be answered, dropout, output layer:
 * the arrays of {@link org.recurve.batch.TokenSequences#inputs} to {@code (B,K)} or {@code
 * (B,T,K)}. A conditional random field over the tags of a text is a part of it, but what it says of
 * these outputs is left to who asks.
 */
final class TextNetwork extends AbstractBlock {
    private final TextSettings settings;
    private final TokenEncoder encoder;

    /** Null where every token is answered. */
    private final Pooling pooling;

    /** Null where the tokens' classes are independent of each other, given the outputs. */
    private final LinearChainCrf crf;

    private final long width;
    private final Parameter outputWeight;
    private final Parameter outputBias;

    /** A network without a random field. */
    TextNetwork(TextSettings settings, TokenReader reader) {
        this(settings, reader, null);
    }

    /**
     * @param crf over as many tags as there are outputs; null for none
     */
    TextNetwork(TextSettings settings, TokenReader reader, LinearChainCrf crf) {
        this.settings = settings;
        encoder = addChildBlock("encoder", new TokenEncoder(settings, reader));
        pooling =
                settings.pooling().isEmpty()
                        ? null
                        : addChildBlock("pooling", Poolings.byName(settings.pooling()));
        this.crf = crf == null ? null : addChildBlock("crf", crf);
        width = pooling == null ? encoder.outputWidth() : pooling.outputSize(encoder.outputWidth());
        outputWeight = addParameter(Affine.weight("output.weight", Affine.PYTORCH));
        outputBias = addParameter(Affine.bias("output.bias"));
    }

    TokenEncoder encoder() {
        return encoder;
    }

    /** {@return the pooling, or null} */
    Pooling pooling() {
        return pooling;
    }

    /** {@return the conditional random field, or null} */
    LinearChainCrf crf() {
        return crf;
    }

    /** Opens what follows the encoder for tokens that come one by one. */
    StreamHead head() {
        return new StreamHead(outputWeight, outputBias, pooling);
    }

    NDArray answer(ParameterStore store, NDList inputs, boolean training) {
        return answer(store, encoder.embed(store, inputs, training), inputs.get(1), training);
    }

    /**
     * @param vectors of the words {@code (B,T,F)}
     * @param lengths int64 {@code (B)}
     */
    NDArray answer(ParameterStore store, NDArray vectors, NDArray lengths, boolean training) {
        NDArray encoded = encoder.read(store, vectors, lengths, training);
        NDArray read = pooling == null ? encoded : pooling.pool(store, encoded, lengths, training);
        Dropout dropout = settings.dropout();
        return Affine.map(
                dropout.drop(read, dropout.output(), training),
                store.getValue(outputWeight, vectors.getDevice(), training),
                store.getValue(outputBias, vectors.getDevice(), training));
    }

    /** {@return what the network is made of; known before it has weights} */
    LayerTable layerTable() {
        List<LayerTable.Row> rows = new ArrayList<>(encoder.layers());
        int outputs = settings.outputs().size();
        if (pooling != null) {
            rows.add(
                    new LayerTable.Row(
                            "pooling",
                            pooling.name(),
                            "(B, " + width + ")",
                            pooling.parameterCount(encoder.outputWidth())));
        }
        String shape = (pooling == null ? "(B, T, " : "(B, ") + outputs + ")";
        rows.add(new LayerTable.Row("output", "Linear", shape, outputs * (width + 1)));
        if (crf != null) {
            long scores = (long) outputs * outputs + 2L * outputs;
            rows.add(new LayerTable.Row("crf", "LinearChainCrf", "(B, T)", scores));
        }
        return new LayerTable(
                settings.name(), rows, rows.stream().mapToLong(LayerTable.Row::parameters).sum());
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        outputWeight.setShape(new Shape(settings.outputs().size(), width));
        outputBias.setShape(new Shape(settings.outputs().size()));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        return new NDList(answer(store, inputs, training));
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        encoder.initialize(manager, dataType, inputShapes);
        if (pooling != null) {
            pooling.initialize(manager, dataType, new Shape(1, 1, encoder.outputWidth()));
        }
        if (crf != null) {
            crf.initialize(manager, dataType, new Shape(1, 1, settings.outputs().size()));
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape ids = inputShapes[0];
        int outputs = settings.outputs().size();
        return new Shape[] {pooling == null ? ids.add(outputs) : new Shape(ids.get(0), outputs)};
    }
}
