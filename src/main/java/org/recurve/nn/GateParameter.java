package org.recurve.nn;

import java.util.List;
import java.util.Locale;

/**
 * One parameter of a recurrent layer, as an initializer sees it: the gates' matrices or vectors
 * stacked on top of each other, each of {@code stateSize} rows.
 *
 * @param kind which parameter
 * @param gates names of the gates in order of their rows ({@code i f g o} for the LSTM)
 * @param stateSize rows of each gate
 */
public record GateParameter(Kind kind, List<String> gates, int stateSize) {

    /** The four parameters of a layer, in the engine's order. */
    public enum Kind {
        /** Input to gates, {@code (gates*H, F)}. */
        WEIGHT_IH,
        /** State to gates, {@code (gates*H, H)}. */
        WEIGHT_HH,
        /** Added to the input's part, {@code (gates*H)}. */
        BIAS_IH,
        /** Added to the state's part, {@code (gates*H)}. */
        BIAS_HH;

        /** {@return whether a vector} */
        public boolean bias() {
            return this == BIAS_IH || this == BIAS_HH;
        }

        /** {@return PyTorch's name of it in a cell; layers add a number and a direction} */
        public String parameterName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
