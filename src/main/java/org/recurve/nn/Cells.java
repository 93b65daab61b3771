package org.recurve.nn;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.recurve.core.RecurveException;

/** The cells that come with the library. */
public final class Cells {
    private static final Cell RNN_TANH = new Fused("rnn", RNNCell::new, RNN::builder);
    private static final Cell RNN_RELU =
            new Fused(
                    "rnn-relu",
                    hidden -> new RNNCell(hidden, true, RNN.Activation.RELU),
                    () -> RNN.builder().optActivation(RNN.Activation.RELU));
    private static final Cell LONG_SHORT_TERM = new Fused("lstm", LSTMCell::new, LSTM::builder);
    private static final Cell GATED = new Fused("gru", GRUCell::new, GRU::builder);
    private static final Cell GATED_BEFORE = new Named("gru-reset-before", ResetBeforeGRUCell::new);
    private static final Cell NORMALIZED_LSTM =
            new Named("layer-norm-lstm", LayerNormLSTMCell::new);
    private static final Cell NORMALIZED_GRU = new Named("layer-norm-gru", LayerNormGRUCell::new);
    private static final Cell MIN_GRU = new Named("min-gru", MinGRUCell::new);
    private static final Cell MIN_LSTM = new Named("min-lstm", MinLSTMCell::new);
    private static final Cell SIMPLE = new Named("sru", SRUCell::new);
    private static final Cell REAL_GATED = new Named("rg-lru", RGLRUCell::new);

    private static final List<Cell> ALL =
            List.of(
                    RNN_TANH,
                    RNN_RELU,
                    LONG_SHORT_TERM,
                    GATED,
                    GATED_BEFORE,
                    NORMALIZED_LSTM,
                    NORMALIZED_GRU,
                    MIN_GRU,
                    MIN_LSTM,
                    SIMPLE,
                    REAL_GATED);

    private Cells() {}

    /** {@return all cells of this class} */
    public static List<Cell> all() {
        return ALL;
    }

    /** {@return the simple recurrent network of Elman (1990) with tanh} */
    public static Cell rnn() {
        return RNN_TANH;
    }

    /** {@return the simple recurrent network with a rectifier in place of tanh} */
    public static Cell rnnRelu() {
        return RNN_RELU;
    }

    /** {@return long short-term memory} */
    public static Cell lstm() {
        return LONG_SHORT_TERM;
    }

    /** {@return the gated recurrent unit, which resets after the matrix product} */
    public static Cell gru() {
        return GATED;
    }

    /** {@return the gated recurrent unit that resets before the matrix product} */
    public static Cell gruResetBefore() {
        return GATED_BEFORE;
    }

    /** {@return long short-term memory with layer normalisation in its gates} */
    public static Cell layerNormLstm() {
        return NORMALIZED_LSTM;
    }

    /** {@return the gated recurrent unit with layer normalisation in its gates} */
    public static Cell layerNormGru() {
        return NORMALIZED_GRU;
    }

    /** {@return the minimal GRU whose gates see the input only, run as a parallel scan} */
    public static Cell minGru() {
        return MIN_GRU;
    }

    /** {@return the minimal LSTM whose gates see the input only, run as a parallel scan} */
    public static Cell minLstm() {
        return MIN_LSTM;
    }

    /** {@return the simple recurrent unit, run as a parallel scan} */
    public static Cell sru() {
        return SIMPLE;
    }

    /** {@return the real-gated linear recurrent unit, run as a parallel scan} */
    public static Cell rgLru() {
        return REAL_GATED;
    }

    /**
     * Finds a cell of this class by its name.
     *
     * @param name what {@link Cell#name()} says
     * @return the cell
     * @throws RecurveException if there is none of that name
     */
    public static Cell byName(String name) {
        return ALL.stream()
                .filter(cell -> cell.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new RecurveException(
                                        "no cell is called \""
                                                + name
                                                + "\"; there are "
                                                + ALL.stream().map(Cell::name).toList()));
    }

    private record Named(String name, IntFunction<RecurrentCell> maker) implements Cell {
        @Override
        public RecurrentCell create(int hidden) {
            return maker.apply(hidden);
        }
    }

    private record Fused(
            String name, IntFunction<RecurrentCell> maker, Supplier<RecurrentBuilder<?>> builder)
            implements Cell {
        @Override
        public RecurrentCell create(int hidden) {
            return maker.apply(hidden);
        }

        @Override
        public SequenceBlock layers(
                int hidden, int layers, boolean bidirectional, double dropRate) {
            return builder.get()
                    .setStateSize(hidden)
                    .setNumLayers(layers)
                    .optBidirectional(bidirectional)
                    .optDropRate((float) dropRate)
                    .build();
        }
    }
}
