package org.recurve.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.recurve.decode.StepFunction;
import org.recurve.nn.Rows;
import org.recurve.nn.attention.AttentionMemory;

/**
 * The decoder one token at a time, for several translations of several sources at once. What is
 * remembered of a source is there once, however many translations of it are open: they ask it side
 * by side.
 */
final class TranslationSteps implements StepFunction<TranslationSteps.State>, AutoCloseable {
    private final TranslationNetwork network;
    private final NDManager states;
    private final ParameterStore store;

    TranslationSteps(TranslationNetwork network, NDManager manager) {
        this.network = network;
        this.states = manager.newSubManager();
        this.store = new ParameterStore(manager, false);
    }

    /**
     * Where all translations stand.
     *
     * @param memory of the sources that are still asked; null without attention
     * @param decoder a row for each translation
     * @param sources for each translation its source, an index into the memory; rising
     */
    @SuppressWarnings("ArrayRecordComponent") // handed from step to step, compared by nobody
    record State(AttentionMemory memory, TranslationNetwork.DecoderState decoder, int[] sources) {}

    /**
     * Reads sources.
     *
     * @param inputs tokens {@code (B,S)} and lengths {@code (B)}
     * @return a row for each
     */
    State start(NDList inputs) {
        try (NDManager scope = states.newSubManager()) {
            NDList own = new NDList(inputs);
            own.attach(scope);
            var encoded = network.encode(store, inputs.get(0), inputs.get(1), false);
            return keep(
                    new State(
                            encoded.memory(),
                            encoded.state(),
                            IntStream.range(0, (int) inputs.get(0).size(0)).toArray()));
        }
    }

    @Override
    public Next<State> step(State state, int[] rows, int[] tokens) {
        try (NDManager scope = states.newSubManager()) {
            attach(state, scope);
            State from = select(state, rows, scope);
            long[] ids = Arrays.stream(tokens).asLongStream().toArray();
            NDArray words = scope.create(ids, new Shape(ids.length, 1));
            var decoded = network.decode(store, look(from, scope), from.decoder(), words, false);
            NDArray logits = network.logits(store, decoded.readout(), false);
            float[][] attention =
                    decoded.weights() == null
                            ? null
                            : StepRows.cut(decoded.weights(), tokens.length);
            return new Next<>(
                    keep(new State(from.memory(), decoded.state(), from.sources())),
                    StepRows.cut(logits, tokens.length),
                    attention);
        }
    }

    /** Translations of one source ask it side by side: {@code (rows,1,H)} as {@code (B,Q,H)}. */
    private TranslationNetwork.Look look(State state, NDManager scope) {
        AttentionMemory memory = state.memory();
        TranslationNetwork.Look all = network.look(store, memory, false);
        int[] sources = state.sources();
        if (all == null || memory.batch() == sources.length) {
            return all;
        }
        int[] counts = new int[(int) memory.batch()];
        for (int source : sources) {
            counts[source]++;
        }
        int most = Arrays.stream(counts).max().orElseThrow();
        // Places that no translation has ask as the first one does, and are not looked at.
        long[] rowAt = new long[counts.length * most];
        long[] placeOf = new long[sources.length];
        Arrays.fill(counts, 0);
        for (int row = 0; row < sources.length; row++) {
            int place = sources[row] * most + counts[sources[row]]++;
            rowAt[place] = row;
            placeOf[row] = place;
        }
        NDArray spread = scope.create(rowAt);
        NDArray collect = scope.create(placeOf);
        return queries -> {
            long width = queries.size(2);
            NDArray grid =
                    Rows.of(queries.reshape(-1, width), spread)
                            .reshape(memory.batch(), most, width);
            NDList answers = new NDList();
            for (NDArray answer : all.at(grid)) {
                NDArray flat = answer.reshape(-1, answer.size(2));
                answers.add(Rows.of(flat, collect).expandDims(1));
            }
            return answers;
        };
    }

    /** The rows that go on, and of the memory the sources that are still asked. */
    private static State select(State state, int[] rows, NDManager scope) {
        int[] before = state.sources();
        if (StepRows.inPlace(rows, before.length)) {
            return state;
        }
        NDArray index = scope.create(Arrays.stream(rows).asLongStream().toArray());
        NDArray feed = state.decoder().feed();
        var decoder =
                new TranslationNetwork.DecoderState(
                        StepRows.select(state.decoder().recurrent(), rows),
                        feed == null ? null : feed.get(new NDIndex("{}", index)));
        int[] asked = Arrays.stream(rows).map(row -> before[row]).toArray();
        int[] left = Arrays.stream(asked).distinct().toArray();
        AttentionMemory memory = state.memory();
        if (memory == null || left.length == memory.batch()) {
            return new State(memory, decoder, asked);
        }
        NDArray kept = scope.create(Arrays.stream(left).asLongStream().toArray());
        int[] renumbered =
                Arrays.stream(asked).map(source -> Arrays.binarySearch(left, source)).toArray();
        return new State(memory.select(kept), decoder, renumbered);
    }

    private static void attach(State state, NDManager to) {
        arrays(state).forEach(array -> array.attach(to));
    }

    private State keep(State state) {
        attach(state, states);
        return state;
    }

    private static NDList arrays(State state) {
        NDList all = new NDList(state.decoder().recurrent());
        if (state.decoder().feed() != null) {
            all.add(state.decoder().feed());
        }
        AttentionMemory memory = state.memory();
        if (memory != null) {
            all.add(memory.keys());
            all.add(memory.values());
            if (memory.valid() != null) {
                all.add(memory.valid());
            }
        }
        return all;
    }

    @Override
    public void close() {
        states.close();
    }
}
