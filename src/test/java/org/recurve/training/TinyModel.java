package org.recurve.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;
import java.util.List;
import java.util.Map;
import org.recurve.batch.Batch;
import org.recurve.core.DataProvenance;
import org.recurve.nn.LSTM;
import org.recurve.nn.Recurrent;

/** A small LSTM language model over rows of numbers, made of real blocks. */
final class TinyModel implements Trainable<int[]>, AutoCloseable {
    final NDManager manager = NDManager.newBaseManager();
    final Net net;
    TrainingRun fitted;

    TinyModel(int vocabulary, int hidden, float dropout) {
        this.net = new Net(vocabulary, hidden, dropout);
    }

    /** A row of tokens in which each follows from the one before, with some noise. */
    static int[] tokens(int count, int vocabulary, long seed) {
        var random = new java.util.Random(seed);
        int[] ids = new int[count];
        for (int i = 1; i < count; i++) {
            ids[i] =
                    random.nextInt(10) == 0
                            ? random.nextInt(vocabulary)
                            : (3 * ids[i - 1] + 1) % vocabulary;
        }
        return ids;
    }

    @Override
    public String name() {
        return "tiny LSTM";
    }

    @Override
    public Block block() {
        return net;
    }

    @Override
    public NDManager manager() {
        return manager;
    }

    @Override
    public void initialize() {
        net.initialize(manager, DataType.FLOAT32, new Shape(1, 1));
    }

    @Override
    public Step step(ParameterStore store, Batch batch, NDList state, boolean training) {
        Output output = forward(store, batch, state, training);
        NDArray loss = crossEntropy(output.predictions(), batch);
        return new Step(loss, loss, output.state());
    }

    static NDArray crossEntropy(NDList predictions, Batch batch) {
        long vocabulary = predictions.head().getShape().get(2);
        NDArray logits = predictions.head().reshape(-1, vocabulary);
        NDArray labels = batch.labels().head().reshape(-1, 1);
        return logits.logSoftmax(1).gather(labels, 1).mean().neg();
    }

    @Override
    public Output forward(ParameterStore store, Batch batch, NDList state, boolean training) {
        NDList inputs = new NDList(batch.inputs()).addAll(state);
        NDList out = net.forward(store, inputs, training);
        return new Output(new NDList(out.head()), out.subNDList(1));
    }

    @Override
    public String metricName() {
        return "perplexity";
    }

    @Override
    public double metric(double meanLoss) {
        return Math.exp(meanLoss);
    }

    @Override
    public Map<String, String> settings() {
        return Map.of("hidden", Integer.toString(net.hidden));
    }

    @Override
    public DataProvenance provenance(int[] data) {
        return new DataProvenance("numbers", "all", List.of(), List.of());
    }

    @Override
    public void fitted(TrainingRun run) {
        fitted = run;
    }

    float[] flatWeights() {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDList flat = new NDList();
            net.getParameters()
                    .values()
                    .forEach(p -> flat.add(p.getArray().stopGradient().reshape(-1)));
            return NDArrays.concat(flat).toFloatArray();
        }
    }

    @Override
    public void close() {
        manager.close();
    }

    /** Embedding, two LSTM layers, projection. */
    static final class Net extends AbstractBlock {
        final int hidden;
        final Parameter embedding;
        final Recurrent lstm;
        final Block output;
        private final Block dropout;

        Net(int vocabulary, int hidden, float dropRate) {
            this.hidden = hidden;
            embedding =
                    addParameter(
                            Parameter.builder()
                                    .setName("embedding")
                                    .setType(Parameter.Type.WEIGHT)
                                    .optInitializer(new NormalInitializer(0.5f))
                                    .optShape(new Shape(vocabulary, hidden))
                                    .build());
            lstm =
                    addChildBlock(
                            "lstm",
                            LSTM.builder()
                                    .setStateSize(hidden)
                                    .setNumLayers(2)
                                    .optDropRate(dropRate)
                                    .build());
            output = addChildBlock("output", Linear.builder().setUnits(vocabulary).build());
            dropout = addChildBlock("dropout", Dropout.builder().optRate(dropRate).build());
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store,
                NDList inputs,
                boolean training,
                PairList<String, Object> params) {
            NDArray ids = inputs.head();
            NDArray table = store.getValue(embedding, ids.getDevice(), training);
            NDArray x =
                    ids.getNDArrayInternal()
                            .embedding(ids, table, ai.djl.ndarray.types.SparseFormat.DENSE)
                            .head();
            x = dropout.forward(store, new NDList(x), training).head();
            NDList y = lstm.forward(store, x, inputs.subNDList(1), null, training);
            NDArray logits = output.forward(store, new NDList(y.head()), training).head();
            return new NDList(logits, y.get(1), y.get(2));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return new Shape[] {inputShapes[0]};
        }

        @Override
        protected void initializeChildBlocks(
                NDManager manager, DataType dataType, Shape... inputShapes) {
            Shape features = inputShapes[0].add(hidden);
            dropout.initialize(manager, dataType, features);
            lstm.initialize(manager, dataType, features);
            output.initialize(manager, dataType, features);
        }
    }
}
