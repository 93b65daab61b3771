package org.recurve.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.nn.Reference.Kind;
import org.recurve.nn.Trial.Form;
import org.recurve.nn.Trial.Outcome;

/**
 * Every cell, in every form, computes what the formulas say, forward and backward: problems drawn
 * over cells, layers, directions, sizes, lengths, biases, states and batches.
 */
class RecurrentReferenceTest {
    private static final int DRAWN = 600;

    static LongStream seeds() {
        return LongStream.range(0, DRAWN);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void outputsAndGradientsEqualTheReference(long seed) {
        Trial trial = Trial.drawn(seed);
        Outcome expected = trial.byReference();
        boolean wide = seed % 2 == 0;
        for (Form form : trial.forms()) {
            Outcome actual = trial.byBlock(form, wide ? DataType.FLOAT64 : DataType.FLOAT32);
            String name = trial + " " + form;
            equal(name, actual.outputs(), expected.outputs(), wide ? 1e-12 : 3e-6);
            equal(name, actual.gradients(), expected.gradients(), wide ? 1e-7 : 1e-4);
        }
    }

    private static void equal(
            String name,
            Map<String, double[]> actual,
            Map<String, double[]> expected,
            double tolerance) {
        assertThat(actual.keySet()).as(name).isEqualTo(expected.keySet());
        actual.forEach(
                (key, values) -> {
                    double[] right = expected.get(key);
                    double scale = Math.max(1, Arrays.stream(right).map(Math::abs).max().orElse(0));
                    assertThat(values)
                            .as(name + " " + key)
                            .containsExactly(right, Offset.offset(tolerance * scale));
                });
    }

    /** The drawing leaves no cell, depth or direction out. */
    @Test
    void theProblemsCoverTheGround() {
        Set<List<Object>> seen = new HashSet<>();
        seeds().mapToObj(Trial::drawn)
                .forEach(t -> seen.add(List.of(t.kind, t.layers, t.directions)));
        assertThat(seen).hasSize(Kind.values().length * 3 * 2);
    }
}
