package org.recurve.nn.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.recurve.nn.BlockFixture.affine;
import static org.recurve.nn.BlockFixture.dot;
import static org.recurve.nn.BlockFixture.softmax;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.nn.BlockFixture;

/** Attention as its formulas say, one number at a time, in doubles; NaN stands in the padding. */
class AttentionReferenceTest {
    private static final int BATCH = 3;
    private static final int QUERIES = 4;
    private static final int STEPS = 5;
    private static final long[] LENGTHS = {4, STEPS, 1};

    /** Runs the block and compares it with the score function. */
    private static void check(
            Attention attention,
            int d,
            int e,
            Function<BlockFixture, ToDoubleBiFunction<double[], double[]>> formula) {
        try (BlockFixture fixture =
                new BlockFixture(
                        attention, new Shape(BATCH, QUERIES, d), new Shape(BATCH, STEPS, e))) {
            double[][][] query = fixture.cube(BATCH, QUERIES, d);
            double[][][] keys = fixture.cube(BATCH, STEPS, e);
            ToDoubleBiFunction<double[], double[]> score = formula.apply(fixture);
            NDList found =
                    fixture.forward(
                            fixture.array(query),
                            fixture.padded(keys, LENGTHS),
                            fixture.manager().create(LENGTHS));
            for (int b = 0; b < BATCH; b++) {
                for (int q = 0; q < QUERIES; q++) {
                    double[] asked = query[b][q];
                    double[][] valid = Arrays.copyOf(keys[b], (int) LENGTHS[b]);
                    double[] weights =
                            softmax(
                                    Arrays.stream(valid)
                                            .mapToDouble(key -> score.applyAsDouble(asked, key))
                                            .toArray());
                    double[] context = new double[e];
                    for (int t = 0; t < valid.length; t++) {
                        for (int i = 0; i < e; i++) {
                            context[i] += weights[t] * valid[t][i];
                        }
                    }
                    assertClose(found.get(0).get(b, q), context);
                    // The rest is exactly zero.
                    assertClose(found.get(1).get(b, q), Arrays.copyOf(weights, STEPS));
                    for (int t = valid.length; t < STEPS; t++) {
                        assertThat(found.get(1).getDouble(b, q, t)).isZero();
                    }
                }
            }
        }
    }

    private static void assertClose(NDArray found, double[] expected) {
        assertThat(found.toDoubleArray()).containsExactly(expected, within(1e-12));
    }

    @Test
    void additive() {
        check(
                new AdditiveAttention(6),
                4,
                3,
                fixture ->
                        (query, key) -> {
                            double[] w = affine(fixture.parameter("query.weight"), null, query);
                            double[] u =
                                    affine(
                                            fixture.parameter("key.weight"),
                                            fixture.parameter("bias"),
                                            key);
                            double sum = 0;
                            for (int i = 0; i < u.length; i++) {
                                sum +=
                                        fixture.parameter("score.weight")[i]
                                                * Math.tanh(w[i] + u[i]);
                            }
                            return sum;
                        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void multiplicative(boolean scaled) {
        check(
                new MultiplicativeAttention(scaled),
                4,
                3,
                fixture ->
                        (query, key) ->
                                dot(query, affine(fixture.parameter("weight"), null, key))
                                        / (scaled ? 2 : 1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void dotProduct(boolean scaled) {
        check(
                new DotAttention(scaled),
                4,
                4,
                fixture -> (query, key) -> dot(query, key) / (scaled ? 2 : 1));
    }

    @ParameterizedTest
    @CsvSource({"6,false,true", "6,true,true", "5,false,true", "5,true,false", "6,false,false"})
    void multiHead(int keySize, boolean causal, boolean biases) {
        int size = 6;
        int heads = 3;
        Attention attention =
                MultiHeadAttention.builder()
                        .setSize(size)
                        .setHeads(heads)
                        .optKeySize(keySize)
                        .optCausal(causal)
                        .optHasBiases(biases)
                        .build();
        try (BlockFixture fixture =
                new BlockFixture(
                        attention,
                        new Shape(BATCH, QUERIES, size),
                        new Shape(BATCH, STEPS, keySize))) {
            double[][][] query = fixture.cube(BATCH, QUERIES, size);
            double[][][] keys = fixture.cube(BATCH, STEPS, keySize);
            NDList found =
                    fixture.forward(
                            fixture.array(query),
                            fixture.padded(keys, LENGTHS),
                            fixture.manager().create(LENGTHS));
            for (int b = 0; b < BATCH; b++) {
                for (int q = 0; q < QUERIES; q++) {
                    int seen = (int) (causal ? Math.min(q + 1, LENGTHS[b]) : LENGTHS[b]);
                    double[] concatenated = new double[size];
                    for (int h = 0; h < heads; h++) {
                        double[] asked = head(in(fixture, 0, size, biases, query[b][q]), h, heads);
                        double[] scores = new double[seen];
                        for (int t = 0; t < seen; t++) {
                            double[] key = in(fixture, 1, size, biases, keys[b][t]);
                            scores[t] = dot(asked, head(key, h, heads)) / Math.sqrt(2);
                        }
                        double[] weights = softmax(scores);
                        for (int t = 0; t < seen; t++) {
                            double[] value = in(fixture, 2, size, biases, keys[b][t]);
                            for (int i = 0; i < size / heads; i++) {
                                concatenated[h * size / heads + i] +=
                                        weights[t] * head(value, h, heads)[i];
                            }
                        }
                        double[] all = Arrays.copyOf(weights, STEPS);
                        assertClose(found.get(1).get(b, h, q), all);
                    }
                    assertClose(
                            found.get(0).get(b, q),
                            affine(
                                    fixture.parameter("out_proj.weight"),
                                    biases ? fixture.parameter("out_proj.bias") : null,
                                    concatenated));
                }
            }
        }
    }

    /** The projection for query (0), key (1) or value (2), from PyTorch's layout. */
    private static double[] in(
            BlockFixture fixture, int role, int size, boolean biases, double[] x) {
        double[] weight;
        if (fixture.names().contains("in_proj_weight")) {
            double[] all = fixture.parameter("in_proj_weight");
            weight = Arrays.copyOfRange(all, role * size * size, (role + 1) * size * size);
        } else {
            weight = fixture.parameter("qkv".charAt(role) + "_proj_weight");
        }
        double[] bias =
                biases
                        ? Arrays.copyOfRange(
                                fixture.parameter("in_proj_bias"), role * size, (role + 1) * size)
                        : null;
        return affine(weight, bias, x);
    }

    private static double[] head(double[] x, int head, int heads) {
        int width = x.length / heads;
        return Arrays.copyOfRange(x, head * width, (head + 1) * width);
    }
}
