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
import org.recurve.core.LayerTable;
import org.recurve.nn.Affine;
import org.recurve.nn.Dropout;
import org.recurve.nn.EmbeddingDropout;
import org.recurve.nn.RecurrentStack;
import org.recurve.nn.Rows;
import org.recurve.nn.SequenceBlock;
import org.recurve.nn.attention.AdditiveAttention;
import org.recurve.nn.attention.Attention;
import org.recurve.nn.attention.AttentionMemory;
import org.recurve.nn.attention.MultiplicativeAttention;
import org.recurve.nn.pooling.Pooling;
import org.recurve.nn.pooling.Poolings;

/**
 * Encoder and decoder. Sizes: batch {@code B}, source steps {@code S}, target steps {@code T},
 * widths {@code E} and {@code H}.
 *
 * <p>The encoder reads the source in both directions. The decoder starts from {@code tanh(W [ends]
 * + b)}, made of where each direction ended, and reads at each step the word before, with input
 * feeding or Bahdanau's attention together with {@code feed}. What it makes of a step, {@code
 * tanh(W [...])} of its state, of what it saw of the source and with Bahdanau's of the word before,
 * goes to the output layer.
 */
final class TranslationNetwork extends AbstractBlock {
    /** Of weights that make logits, so that they are small at first. */
    private static final float OUTPUT_RANGE = 0.1f;

    /**
     * Of embeddings that are not tied to the output: standard deviation 1, so that inputs are about
     * as large as states. From small ones learning began slowly.
     */
    private static final float EMBEDDING_RANGE = (float) Math.sqrt(3);

    private final TranslationSettings settings;
    private final int sourceWords;
    private final int targetWords;
    private final Parameter sourceEmbedding;
    private final Parameter targetEmbedding;
    private final SequenceBlock encoder;
    private final Pooling ends = Poolings.ends();
    private final Parameter bridgeWeight;
    private final Parameter bridgeBias;
    private final SequenceBlock decoder;

    /** Null without attention. */
    private final Attention attention;

    private final Parameter readoutWeight;
    private final Parameter outputWeight;
    private final Parameter outputBias;

    TranslationNetwork(int sourceWords, int targetWords, TranslationSettings settings) {
        this.settings = settings;
        this.sourceWords = sourceWords;
        this.targetWords = targetWords;
        int width = settings.embedding();
        float range = settings.tieWeights() ? OUTPUT_RANGE : EMBEDDING_RANGE;
        targetEmbedding = table("target.embedding.weight", targetWords, width, range);
        sourceEmbedding =
                settings.oneVocabulary()
                        ? targetEmbedding
                        : table("source.embedding.weight", sourceWords, width, range);
        encoder = addChildBlock("encoder", settings.encoder().block(settings.dropout()));
        decoder = addChildBlock("decoder", settings.decoder().block(settings.dropout()));
        attention =
                switch (settings.attention()) {
                    case NONE -> null;
                    case BAHDANAU ->
                            addChildBlock("attention", new AdditiveAttention(settings.hidden()));
                    case LUONG -> addChildBlock("attention", new MultiplicativeAttention(true));
                };
        bridgeWeight = matrix("bridge.weight", stateWidth(), settings.memory());
        bridgeBias = vector("bridge.bias", stateWidth());
        readoutWeight = matrix("readout.weight", settings.readout(), settings.seen());
        outputWeight =
                settings.tieWeights()
                        ? targetEmbedding
                        : table("output.weight", targetWords, settings.readout(), OUTPUT_RANGE);
        outputBias = vector("output.bias", targetWords);
    }

    private Parameter table(String name, int rows, int columns, float range) {
        return shaped(Affine.weight(name, new UniformInitializer(range)), new Shape(rows, columns));
    }

    private Parameter matrix(String name, int rows, int columns) {
        return shaped(Affine.weight(name, Affine.GLOROT), new Shape(rows, columns));
    }

    private Parameter vector(String name, int size) {
        return shaped(Affine.bias(name), new Shape(size));
    }

    private Parameter shaped(Parameter parameter, Shape shape) {
        parameter.setShape(shape);
        return addParameter(parameter);
    }

    /** How many numbers all states of the decoder are, for one sentence. */
    private int stateWidth() {
        return (int) decoder.stateShapes(1).stream().mapToLong(Shape::size).sum();
    }

    TranslationSettings settings() {
        return settings;
    }

    /**
     * What the decoder starts from.
     *
     * @param memory of the source; null without attention
     * @param state of the decoder before its first step
     */
    record Encoded(AttentionMemory memory, DecoderState state) {}

    /**
     * Where the decoder stands.
     *
     * @param recurrent states of its layers, {@code (layers,B,H)} each
     * @param feed what the next step needs of the one before: the state of the last layer {@code
     *     (B,1,H)} with Bahdanau's attention, the readout {@code (B,1,R)} with input feeding; null
     *     without either
     */
    record DecoderState(NDList recurrent, NDArray feed) {}

    /**
     * What the decoder made of some steps.
     *
     * @param readout {@code (B,T,R)}, for {@link #logits}
     * @param weights of the attention {@code (B,T,S)}; null without
     * @param state after them
     */
    record Decoded(NDArray readout, NDArray weights, DecoderState state) {}

    /**
     * Reads sources.
     *
     * @param source {@code (B,S)} int64
     * @param lengths {@code (B)} int64
     */
    Encoded encode(ParameterStore store, NDArray source, NDArray lengths, boolean training) {
        NDArray embedded = embed(store, sourceEmbedding, source, training);
        NDArray outputs = encoder.forward(store, embedded, new NDList(), lengths, training).head();
        NDArray weight = store.getValue(bridgeWeight, source.getDevice(), training);
        NDArray bias = store.getValue(bridgeBias, source.getDevice(), training);
        NDArray summary = ends.pool(store, outputs, lengths, training);
        NDList state = states(Affine.map(summary, weight, bias).tanh());
        NDArray feed =
                switch (settings.attention()) {
                    case BAHDANAU -> lastHidden(state);
                    case LUONG ->
                            settings.inputFeeding()
                                    ? outputs.getManager()
                                            .zeros(
                                                    new Shape(source.size(0), 1, settings.feed()),
                                                    outputs.getDataType(),
                                                    outputs.getDevice())
                                    : null;
                    case NONE -> null;
                };
        AttentionMemory memory =
                attention == null ? null : attention.memory(store, outputs, lengths, training);
        return new Encoded(memory, new DecoderState(state, feed));
    }

    /** Cuts {@code (B,width)} into the states of the decoder, {@code (layers,B,H)} each. */
    private NDList states(NDArray flat) {
        NDList states = new NDList();
        int hidden = settings.hidden();
        long parts = flat.size(1) / hidden;
        NDList pieces = parts == 1 ? new NDList(flat) : flat.split(parts, 1);
        int from = 0;
        for (Shape shape : decoder.stateShapes(1)) {
            int to = from + (int) shape.get(0);
            states.add(NDArrays.stack(new NDList(pieces.subList(from, to)), 0));
            from = to;
        }
        return states;
    }

    /** {@return the state h of the last layer, {@code (B,1,H)}} */
    private NDArray lastHidden(NDList state) {
        NDArray layers =
                decoder instanceof RecurrentStack stack
                        ? stack.perLayer(state).get(settings.layers() - 1).head()
                        : state.head();
        return layers.get(layers.size(0) - 1).expandDims(1);
    }

    /** Looks at the sources: queries {@code (B,Q,H)} to contexts and weights. */
    @FunctionalInterface
    interface Look {
        NDList at(NDArray queries);
    }

    /**
     * {@return how each row looks at the source of the same row; null without attention}
     *
     * @param memory of the sources
     */
    Look look(ParameterStore store, AttentionMemory memory, boolean training) {
        return attention == null
                ? null
                : queries -> attention.attend(store, queries, memory, training);
    }

    /**
     * Reads target words, each after those before it.
     *
     * @param look at the sources; null without attention
     * @param state to go on from
     * @param words {@code (B,T)} int64
     */
    Decoded decode(
            ParameterStore store, Look look, DecoderState state, NDArray words, boolean training) {
        NDArray embedded = embed(store, targetEmbedding, words, training);
        if (settings.stepwise()) {
            return settings.inputFeeding()
                    ? fed(store, look, state, embedded, training)
                    : bahdanau(store, look, state, embedded, training);
        }
        NDList outputs = decoder.forward(store, embedded, state.recurrent(), null, training);
        NDArray y = outputs.head();
        DecoderState after = new DecoderState(outputs.subNDList(1), null);
        if (look == null) {
            return new Decoded(readout(store, training, y), null, after);
        }
        NDList seen = look.at(y);
        return new Decoded(readout(store, training, y, seen.get(0)), seen.get(1), after);
    }

    private Decoded bahdanau(
            ParameterStore store,
            Look look,
            DecoderState state,
            NDArray embedded,
            boolean training) {
        NDList hidden = new NDList();
        NDList contexts = new NDList();
        NDList weights = new NDList();
        DecoderState now = state;
        for (NDArray word : steps(embedded)) {
            NDList seen = look.at(now.feed());
            now = step(store, now, word, seen.get(0), training);
            hidden.add(now.feed());
            contexts.add(seen.get(0));
            weights.add(seen.get(1));
        }
        NDArray readout =
                readout(
                        store,
                        training,
                        NDArrays.concat(hidden, 1),
                        NDArrays.concat(contexts, 1),
                        embedded);
        return new Decoded(readout, NDArrays.concat(weights, 1), now);
    }

    private Decoded fed(
            ParameterStore store,
            Look look,
            DecoderState state,
            NDArray embedded,
            boolean training) {
        NDList readouts = new NDList();
        NDList weights = new NDList();
        DecoderState now = state;
        for (NDArray word : steps(embedded)) {
            DecoderState next = step(store, now, word, now.feed(), training);
            NDList seen = look.at(next.feed());
            NDArray readout = readout(store, training, next.feed(), seen.get(0));
            now = new DecoderState(next.recurrent(), readout);
            readouts.add(readout);
            weights.add(seen.get(1));
        }
        return new Decoded(NDArrays.concat(readouts, 1), NDArrays.concat(weights, 1), now);
    }

    /** {@return the state after one word and what is fed, with the last layer's output as feed} */
    private DecoderState step(
            ParameterStore store, DecoderState state, NDArray word, NDArray fed, boolean training) {
        NDArray input = NDArrays.concat(new NDList(word, fed), 2);
        NDList outputs = decoder.forward(store, input, state.recurrent(), null, training);
        return new DecoderState(outputs.subNDList(1), outputs.head());
    }

    private static NDList steps(NDArray embedded) {
        long steps = embedded.size(1);
        return steps == 1 ? new NDList(embedded) : embedded.split(steps, 1);
    }

    private NDArray readout(ParameterStore store, boolean training, NDArray... seen) {
        NDArray all = seen.length == 1 ? seen[0] : NDArrays.concat(new NDList(seen), 2);
        return Affine.map(all, store.getValue(readoutWeight, all.getDevice(), training), null)
                .tanh();
    }

    /**
     * Reads sources and, by teacher forcing, their translations.
     *
     * @param inputs source words {@code (B,S)}, their lengths {@code (B)}, target words {@code
     *     (B,T)}
     * @return {@code (B,T,R)}, for {@link #logits}
     */
    NDArray readout(ParameterStore store, NDList inputs, boolean training) {
        Encoded encoded = encode(store, inputs.get(0), inputs.get(1), training);
        Look look = look(store, encoded.memory(), training);
        NDArray readout = decode(store, look, encoded.state(), inputs.get(2), training).readout();
        return settings.dropout().drop(readout, settings.dropout().output(), training);
    }

    /**
     * The output layer.
     *
     * @param readout {@code (...,R)}
     * @return {@code (...,V)}
     */
    NDArray logits(ParameterStore store, NDArray readout, boolean training) {
        NDArray weight = store.getValue(outputWeight, readout.getDevice(), training);
        NDArray bias = store.getValue(outputBias, readout.getDevice(), training);
        return Affine.map(readout, weight, bias);
    }

    private NDArray embed(ParameterStore store, Parameter of, NDArray words, boolean training) {
        NDArray table = store.getValue(of, words.getDevice(), training);
        Dropout dropout = settings.dropout();
        NDArray kept = training ? EmbeddingDropout.drop(table, dropout.embedding()) : table;
        return dropout.drop(Rows.of(kept, words), dropout.input(), training);
    }

    /** {@return what the network is made of; known before it has weights} */
    LayerTable layerTable() {
        return new TranslationLayers(settings, encoder, decoder).table(sourceWords, targetWords);
    }

    /** Takes source words, lengths and target words, and gives logits {@code (B,T,V)}. */
    @Override
    protected NDList forwardInternal(
            ParameterStore store,
            NDList inputs,
            boolean training,
            PairList<String, Object> params) {
        return new NDList(logits(store, readout(store, inputs, training), training));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputShapes) {
        int width = settings.embedding();
        encoder.initialize(manager, type, new Shape(1, 1, width));
        decoder.initialize(manager, type, new Shape(1, 1, width + settings.feed()));
        if (attention != null) {
            attention.initialize(
                    manager,
                    type,
                    new Shape(1, 1, settings.hidden()),
                    new Shape(1, 1, settings.memory()));
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[2].add(targetWords)};
    }
}
