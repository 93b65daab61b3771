package org.recurve.nn;

/** The cells that come with the library. */
public final class Cells {
    private Cells() {}

    /** {@return the simple recurrent network of Elman (1990) with tanh} */
    public static Cell rnn() {
        return RNN::builder;
    }

    /** {@return the simple recurrent network with a rectifier in place of tanh} */
    public static Cell rnnRelu() {
        return () -> RNN.builder().optActivation(RNN.Activation.RELU);
    }

    /** {@return long short-term memory} */
    public static Cell lstm() {
        return LSTM::builder;
    }

    /** {@return the gated recurrent unit} */
    public static Cell gru() {
        return GRU::builder;
    }
}
