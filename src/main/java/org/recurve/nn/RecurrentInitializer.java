package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.initializer.Initializer;
import org.recurve.nn.GateParameter.Kind;

/**
 * How the parameters of a recurrent block get their first values. All randomness comes from the
 * engine's seeded generator.
 *
 * @see RecurrentInitializers
 */
@FunctionalInterface
public interface RecurrentInitializer {

    /**
     * Chooses the initializer of one parameter.
     *
     * @param parameter which one
     * @return DJL's initializer for it
     */
    Initializer of(GateParameter parameter);

    /**
     * Also sets the bias of the forget gate, as Gers et al. (2000) and Jozefowicz et al. (2015)
     * advise, so that memory is kept at first. Cells without a gate {@code f} are left as they are.
     *
     * @param bias the sum of the gate's two bias vectors, usually 1
     * @return this initializer with that bias
     */
    default RecurrentInitializer withForgetBias(double bias) {
        return parameter -> {
            Initializer all = of(parameter);
            int gate = parameter.gates().indexOf("f");
            if (gate < 0 || !parameter.kind().bias()) {
                return all;
            }
            double value = parameter.kind() == Kind.BIAS_IH ? bias : 0;
            long from = (long) gate * parameter.stateSize();
            return (manager, shape, type) -> {
                NDArray vector = all.initialize(manager, shape, type);
                vector.set(new NDIndex("{}:{}", from, from + parameter.stateSize()), value);
                return vector;
            };
        };
    }
}
