package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.nn.Reference.Kind;
import org.recurve.nn.Trial.Outcome;

/** Every fused block computes what the formulas say, forward and backward. */
class RecurrentReferenceTest {
    static List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (int layers = 1; layers <= 3; layers++) {
                for (int directions = 1; directions <= 2; directions++) {
                    for (boolean biases : new boolean[] {true, false}) {
                        for (boolean ragged : new boolean[] {true, false}) {
                            trials.add(new Trial(kind, layers, directions, 3, 2, biases, ragged));
                        }
                    }
                }
            }
        }
        return trials;
    }

    @ParameterizedTest
    @MethodSource("trials")
    void outputsAndGradientsEqualTheReference(Trial trial) {
        Outcome block = trial.byBlock();
        Outcome reference = trial.byReference();
        block.outputs().forEach((name, y) -> close(name, y, reference.outputs().get(name), 2e-6));
        assertThat(block.gradients())
                .containsKeys("x", "h", "weight_ih_l0")
                .hasSize(reference.gradients().size() - (trial.kind == Kind.LSTM ? 0 : 1));
        block.gradients()
                .forEach((name, g) -> close(name, g, reference.gradients().get(name), 2e-5));
    }

    private static void close(String name, double[] actual, double[] expected, double tolerance) {
        double scale = Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElseThrow());
        assertThat(actual).as(name).containsExactly(expected, Offset.offset(tolerance * scale));
    }
}
