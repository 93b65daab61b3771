package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.UniformInitializer;
import ai.djl.util.PairList;
import org.recurve.core.LayerTable;
import org.recurve.nn.Cells;
import org.recurve.nn.Dropout;
import org.recurve.nn.Rows;
import org.recurve.nn.SequenceBlock;
import org.recurve.nn.StackLayer;
import org.recurve.nn.pooling.Pooling;
import org.recurve.nn.pooling.Poolings;

/**
 * Reads words letter by letter: {@code [characters (U,C), lengths (U)]}, both int64, to {@code
 * (U,2S)}, what an LSTM knows at the end of the word and one that reads backward at its beginning
 * (Ling et al. 2015, "Finding function in form"; Lample et al. 2016, "Neural architectures for
 * named entity recognition").
 */
final class SpellingEncoder extends AbstractBlock {
    private static final int LETTER = 32;

    private final int letters;
    private final int width;
    private final Parameter embedding;
    private final SequenceBlock recurrent;
    private final Pooling pooling = Poolings.ends();

    SpellingEncoder(int letters, int width) {
        this.letters = letters;
        this.width = width;
        embedding =
                addParameter(
                        Parameter.builder()
                                .setName("embedding.weight")
                                .setType(Parameter.Type.WEIGHT)
                                .optShape(new Shape(letters, LETTER))
                                .optInitializer(new UniformInitializer(TokenEncoder.INITIAL_RANGE))
                                .build());
        var layers = new RecurrentLayers(Cells.lstm(), 1, width, width, true, StackLayer.Norm.NONE);
        recurrent = addChildBlock("recurrent", layers.block(Dropout.NONE));
    }

    int outputWidth() {
        return 2 * width;
    }

    NDArray encode(ParameterStore store, NDArray characters, NDArray lengths, boolean training) {
        NDArray table = store.getValue(embedding, characters.getDevice(), training);
        NDArray embedded = Rows.of(table, characters);
        NDArray encoded =
                recurrent.forward(store, embedded, new NDList(), lengths, training).head();
        return pooling.pool(store, encoded, lengths, training);
    }

    LayerTable.Row layer() {
        long inside =
                recurrent.layerSizes(LETTER).stream().mapToLong(size -> size.parameters()).sum();
        return new LayerTable.Row(
                "spelling",
                "character BiLSTM",
                "(B, T, " + outputWidth() + ")",
                (long) letters * LETTER + inside);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        return new NDList(encode(store, inputs.get(0), inputs.get(1), training));
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        recurrent.initialize(manager, dataType, new Shape(1, 1, LETTER));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), outputWidth())};
    }
}
