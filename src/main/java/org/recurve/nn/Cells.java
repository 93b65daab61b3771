package org.recurve.nn;

import java.util.List;
import java.util.function.Supplier;
import org.recurve.core.RecurveException;

/** The cells that come with the library. */
public final class Cells {
    private static final Cell RNN_TANH = new Named("rnn", RNN::builder);
    private static final Cell RNN_RELU =
            new Named("rnn-relu", () -> RNN.builder().optActivation(RNN.Activation.RELU));
    private static final Cell LONG_SHORT_TERM = new Named("lstm", LSTM::builder);
    private static final Cell GATED = new Named("gru", GRU::builder);

    private Cells() {}

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

    /** {@return the gated recurrent unit} */
    public static Cell gru() {
        return GATED;
    }

    /**
     * Finds a cell of this class by its name.
     *
     * @param name what {@link Cell#name()} says
     * @return the cell
     * @throws RecurveException if there is none of that name
     */
    public static Cell byName(String name) {
        List<Cell> cells = List.of(RNN_TANH, RNN_RELU, LONG_SHORT_TERM, GATED);
        return cells.stream()
                .filter(cell -> cell.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new RecurveException(
                                        "no cell is called \""
                                                + name
                                                + "\"; there are "
                                                + cells.stream().map(Cell::name).toList()));
    }

    private record Named(String name, Supplier<Recurrent.Builder<?>> maker) implements Cell {
        @Override
        public Recurrent.Builder<?> builder() {
            return maker.get();
        }
    }
}
