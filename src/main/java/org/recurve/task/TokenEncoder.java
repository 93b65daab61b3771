package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.UniformInitializer;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import org.recurve.core.LayerTable;
import org.recurve.nn.Dropout;
import org.recurve.nn.EmbeddingDropout;
import org.recurve.nn.LayerSize;
import org.recurve.nn.Rows;
import org.recurve.nn.SequenceBlock;

/**
 * Words, where wanted with their spelling, through recurrent layers: the arrays of {@link
 * org.recurve.batch.TokenSequences#inputs} to {@code (B,T,E)}. Dropout on the output is left to who
 * knows what becomes of it.
 */
final class TokenEncoder extends AbstractBlock {
    static final float INITIAL_RANGE = 0.1f;

    private final TextSettings settings;
    private final int words;
    private final Parameter embedding;
    private final SpellingEncoder spelling;
    private final SequenceBlock recurrent;

    TokenEncoder(TextSettings settings, TokenReader reader) {
        this.settings = settings;
        this.words = reader.words().size();
        embedding =
                addParameter(
                        Parameter.builder()
                                .setName("embedding.weight")
                                .setType(Parameter.Type.WEIGHT)
                                .optShape(new Shape(words, settings.embedding()))
                                .optInitializer(new UniformInitializer(INITIAL_RANGE))
                                .build());
        spelling =
                settings.characters() == 0
                        ? null
                        : addChildBlock(
                                "spelling",
                                new SpellingEncoder(
                                        reader.letters().size(), settings.characters()));
        recurrent = addChildBlock("recurrent", settings.recurrent().block(settings.dropout()));
    }

    Parameter embedding() {
        return embedding;
    }

    SequenceBlock recurrent() {
        return recurrent;
    }

    long outputWidth() {
        return recurrent.outputSize();
    }

    private int inputWidth() {
        return settings.embedding() + (spelling == null ? 0 : spelling.outputWidth());
    }

    /** {@return the words' vectors {@code (B,T,F)}, before the recurrent layers} */
    NDArray embed(ParameterStore store, NDList inputs, boolean training) {
        NDArray ids = inputs.get(0);
        Dropout dropout = settings.dropout();
        NDArray table = store.getValue(embedding, ids.getDevice(), training);
        NDArray vectors =
                Rows.of(training ? EmbeddingDropout.drop(table, dropout.embedding()) : table, ids);
        if (spelling != null) {
            NDArray spelled = spelling.encode(store, inputs.get(3), inputs.get(4), training);
            vectors = NDArrays.concat(new NDList(vectors, Rows.of(spelled, inputs.get(2))), 2);
        }
        return dropout.drop(vectors, dropout.input(), training);
    }

    /** {@return what the recurrent layers make of words' vectors, zero at padding} */
    NDArray read(ParameterStore store, NDArray vectors, NDArray lengths, boolean training) {
        return recurrent.forward(store, vectors, new NDList(), lengths, training).head();
    }

    List<LayerTable.Row> layers() {
        List<LayerTable.Row> rows = new ArrayList<>();
        rows.add(
                new LayerTable.Row(
                        "embedding",
                        "Embedding",
                        "(B, T, " + settings.embedding() + ")",
                        (long) words * settings.embedding()));
        if (spelling != null) {
            rows.add(spelling.layer());
        }
        for (LayerSize layer : recurrent.layerSizes(inputWidth())) {
            rows.add(
                    new LayerTable.Row(
                            "recurrent/" + layer.name(),
                            layer.kind(),
                            "(B, T, " + layer.output() + ")",
                            layer.parameters()));
        }
        return rows;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        NDArray vectors = embed(store, inputs, training);
        return new NDList(read(store, vectors, inputs.get(1), training));
    }

    @Override
    protected void initializeChildBlocks(
            NDManager manager, DataType dataType, Shape... inputShapes) {
        if (spelling != null) {
            spelling.initialize(manager, dataType, new Shape(1, 1), new Shape(1));
        }
        recurrent.initialize(manager, dataType, new Shape(1, 1, inputWidth()));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0].add(outputWidth())};
    }
}
