package org.recurve.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.MalformedModelException;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinearChainCrfTest {
    private static final int TAGS = 3;
    private static final int STEPS = 4;
    private static final long[] LENGTHS = {3, 4, 1, 2};
    private static final int BATCH = LENGTHS.length;

    /** On padding there is no tag at all. */
    private static final long[] LABELS = {
        0, 1, 1, -1, 2, 0, 1, 2, 0, 99, 99, 99, 2, 0, Long.MIN_VALUE, 7
    };

    private final NDManager manager = NDManager.newBaseManager();
    private final ParameterStore store = new ParameterStore(manager, false);

    @AfterEach
    void close() {
        manager.close();
    }

    static List<TagRules> rules() {
        boolean[][] follow = {{true, true, false}, {true, true, true}, {true, false, false}};
        return List.of(
                TagRules.free(TAGS),
                TagRules.bio(List.of("B-x", "I-x", "O")),
                new TagRules(
                        follow,
                        new boolean[] {true, false, true},
                        new boolean[] {true, true, true}));
    }

    private static Map<String, double[]> values() {
        Map<String, double[]> values = new LinkedHashMap<>();
        values.put("transitions", LossTrial.random(1, TAGS * TAGS, 1.5));
        values.put("start_transitions", LossTrial.random(2, TAGS, 1.5));
        values.put("end_transitions", LossTrial.random(3, TAGS, 1.5));
        values.put("emissions", LossTrial.random(4, BATCH * STEPS * TAGS, 2));
        return values;
    }

    private LinearChainCrf crf(TagRules rules, Map<String, double[]> values, DataType type) {
        LinearChainCrf crf = new LinearChainCrf(rules);
        crf.initialize(manager, type, new Shape(BATCH, STEPS, TAGS));
        for (Parameter parameter : crf.getParameters().values()) {
            NDArray array = parameter.getArray();
            NDArray given = manager.create(values.get(parameter.getName()), array.getShape());
            given.toType(type, false).copyTo(array);
        }
        return crf;
    }

    private NDArray emissions(Map<String, double[]> values, double padding, DataType type) {
        double[] all = values.get("emissions").clone();
        for (int b = 0; b < BATCH; b++) {
            Arrays.fill(
                    all, (b * STEPS + (int) LENGTHS[b]) * TAGS, (b + 1) * STEPS * TAGS, padding);
        }
        return manager.create(all, new Shape(BATCH, STEPS, TAGS)).toType(type, false);
    }

    private NDArray labels() {
        return manager.create(LABELS, new Shape(BATCH, STEPS));
    }

    private static CrfReference reference(TagRules rules, Map<String, double[]> v, int b) {
        double[] all = v.get("emissions");
        return new CrfReference(
                rules,
                v.get("transitions"),
                v.get("start_transitions"),
                v.get("end_transitions"),
                Arrays.copyOfRange(all, b * STEPS * TAGS, (b + 1) * STEPS * TAGS),
                (int) LENGTHS[b]);
    }

    private static int[] path(int b) {
        int[] path = new int[(int) LENGTHS[b]];
        for (int t = 0; t < path.length; t++) {
            path[t] = (int) LABELS[b * STEPS + t];
        }
        return path;
    }

    /** Weighs the sequences differently, so that each has its own gradient. */
    private static double objective(TagRules rules, Map<String, double[]> values) {
        double sum = 0;
        for (int b = 0; b < BATCH; b++) {
            sum += (b + 1) * reference(rules, values, b).negativeLogLikelihood(path(b));
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("rules")
    void equalsTheSumOverAllPaths(TagRules rules) {
        Map<String, double[]> values = values();
        for (DataType type : new DataType[] {DataType.FLOAT64, DataType.FLOAT32}) {
            boolean wide = type == DataType.FLOAT64;
            LinearChainCrf crf = crf(rules, values, type);
            Map<String, NDArray> leaves = new LinkedHashMap<>();
            crf.getParameters()
                    .values()
                    .forEach(parameter -> leaves.put(parameter.getName(), parameter.getArray()));
            leaves.put("emissions", emissions(values, Double.NaN, type));
            leaves.values().forEach(leaf -> leaf.setRequiresGradient(true));
            try (var collector = Engine.getInstance().newGradientCollector()) {
                NDArray loss =
                        crf.negativeLogLikelihood(
                                store,
                                leaves.get("emissions"),
                                labels(),
                                manager.create(LENGTHS),
                                true);
                assertThat(loss.getShape()).isEqualTo(new Shape(BATCH));
                assertThat(loss.getDataType()).isEqualTo(type);
                double[] found = loss.toType(DataType.FLOAT64, true).toDoubleArray();
                for (int b = 0; b < BATCH; b++) {
                    assertThat(found[b])
                            .isCloseTo(
                                    reference(rules, values, b).negativeLogLikelihood(path(b)),
                                    within(wide ? 1e-12 : 1e-5));
                }
                NDArray weights = manager.create(new float[] {1, 2, 3, 4}).toType(type, false);
                collector.backward(loss.mul(weights).sum());
            }
            values.forEach(
                    (name, at) -> {
                        double[] found =
                                leaves.get(name)
                                        .getGradient()
                                        .toType(DataType.FLOAT64, true)
                                        .toDoubleArray();
                        for (int i = 0; i < at.length; i++) {
                            assertThat(found[i])
                                    .as("%s %s", name, i)
                                    .isCloseTo(
                                            difference(rules, values, at, i),
                                            within(wide ? 1e-8 : 2e-5));
                        }
                    });
        }
    }

    private static double difference(
            TagRules rules, Map<String, double[]> values, double[] at, int i) {
        double delta = 1e-5;
        double middle = at[i];
        at[i] = middle + delta;
        double above = objective(rules, values);
        at[i] = middle - delta;
        double below = objective(rules, values);
        at[i] = middle;
        return (above - below) / (2 * delta);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void findsTheBestOfAllPathsAndTheirMarginals(TagRules rules) {
        Map<String, double[]> values = values();
        LinearChainCrf crf = crf(rules, values, DataType.FLOAT64);
        NDArray emissions = emissions(values, Double.NaN, DataType.FLOAT64);
        NDArray lengths = manager.create(LENGTHS);
        TagPaths found = crf.decode(store, emissions, lengths);
        NDArray marginals = crf.marginals(store, emissions, lengths);
        assertThat(marginals.getShape()).isEqualTo(emissions.getShape());
        double[] probabilities = marginals.toDoubleArray();
        for (int b = 0; b < BATCH; b++) {
            CrfReference reference = reference(rules, values, b);
            assertThat(found.tags()[b]).isEqualTo(reference.best());
            assertThat(found.scores()[b])
                    .isCloseTo(reference.score(reference.best()), within(1e-12));
            for (int t = 0; t < STEPS; t++) {
                for (int k = 0; k < TAGS; k++) {
                    assertThat(probabilities[(b * STEPS + t) * TAGS + k])
                            .isCloseTo(
                                    t < LENGTHS[b] ? reference.marginal(t, k) : 0, within(1e-12));
                }
            }
        }
    }

    @Test
    void workedByHand() {
        // Two tags, two steps, all scores 0 but ln 2 for staying at tag 1 and ln 3 for emitting it
        // first: exp(score) of 00, 01, 10, 11 is 1, 1, 3, 6, their sum 11.
        LinearChainCrf crf = new LinearChainCrf(2);
        crf.initialize(manager, DataType.FLOAT64, new Shape(1, 2, 2));
        crf.getParameters().values().forEach(p -> p.getArray().muli(0));
        crf.getParameters()
                .get("transitions")
                .getArray()
                .addi(manager.create(new double[] {0, 0, 0, Math.log(2)}, new Shape(2, 2)));
        NDArray emissions = manager.create(new double[] {0, Math.log(3), 0, 0}, new Shape(1, 2, 2));
        NDArray labels = manager.create(new long[] {1, 0}, new Shape(1, 2));
        NDArray loss = crf.negativeLogLikelihood(store, emissions, labels, null, false);
        assertThat(loss.toDoubleArray()[0]).isCloseTo(Math.log(11 / 3.0), within(1e-14));
        TagPaths best = crf.decode(store, emissions, null);
        assertThat(best.tags()[0]).containsExactly(1, 1);
        assertThat(best.scores()[0]).isCloseTo(Math.log(6), within(1e-14));
        double[] marginals = crf.marginals(store, emissions, null).toDoubleArray();
        double[] expected = {2 / 11.0, 9 / 11.0, 4 / 11.0, 7 / 11.0};
        for (int i = 0; i < 4; i++) {
            assertThat(marginals[i]).isCloseTo(expected[i], within(1e-14));
        }
    }

    @Test
    void longSequencesKeepTheirRules() {
        // Emissions that pull hard towards what is forbidden, and far apart from step to step.
        TagRules rules = TagRules.bio(List.of("O", "B-x", "I-x", "B-y", "I-y"));
        int steps = 200;
        LinearChainCrf crf = new LinearChainCrf(rules);
        crf.initialize(manager, DataType.FLOAT32, new Shape(2, steps, 5));
        NDArray emissions = manager.create(new Shape(2, steps, 5));
        double[] random = LossTrial.random(9, 2 * steps * 5, 500);
        emissions.set(
                manager.create(random, emissions.getShape())
                        .toType(DataType.FLOAT32, false)
                        .toFloatArray());
        TagPaths best = crf.decode(store, emissions, null);
        List<Long> labels = new ArrayList<>();
        for (int[] path : best.tags()) {
            assertThat(rules.mayStart(path[0])).isTrue();
            for (int t = 1; t < steps; t++) {
                assertThat(rules.mayFollow(path[t - 1], path[t])).isTrue();
            }
            Arrays.stream(path).asLongStream().forEach(labels::add);
        }
        NDArray right =
                manager.create(
                        labels.stream().mapToLong(Long::longValue).toArray(), new Shape(2, steps));
        emissions.setRequiresGradient(true);
        try (var collector = Engine.getInstance().newGradientCollector()) {
            NDArray loss = crf.negativeLogLikelihood(store, emissions, right, null, true);
            // The best path outweighs all others, to the digits of a float's sum of 1e5.
            for (float value : loss.toFloatArray()) {
                assertThat(value).isBetween(-1f, 1f);
            }
            collector.backward(loss.sum());
            for (float gradient : emissions.getGradient().toFloatArray()) {
                assertThat(gradient).isBetween(-1f, 1f);
            }
        }
    }

    @Test
    void savedScoresComeBack() throws IOException, MalformedModelException {
        Map<String, double[]> values = values();
        LinearChainCrf crf = crf(TagRules.free(TAGS), values, DataType.FLOAT32);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        crf.saveParameters(new DataOutputStream(bytes));
        LinearChainCrf loaded = new LinearChainCrf(TAGS);
        assertThat(loaded).hasToString("LinearChainCrf(tags 3)");
        loaded.loadParameters(
                manager, new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(loaded).hasToString("LinearChainCrf(tags 3): 15 parameters");
        NDArray emissions = emissions(values, Double.NaN, DataType.FLOAT32);
        NDArray lengths = manager.create(LENGTHS);
        TagPaths found = loaded.decode(store, emissions, lengths);
        TagPaths expected = crf.decode(store, emissions, lengths);
        assertThat(found.tags()).isDeepEqualTo(expected.tags());
        assertThat(found.scores()).containsExactly(expected.scores());
        assertThat(loaded.negativeLogLikelihood(store, emissions, labels(), lengths, false))
                .isEqualTo(crf.negativeLogLikelihood(store, emissions, labels(), lengths, false));
    }

    @Test
    void isABlock() {
        Map<String, double[]> values = values();
        LinearChainCrf crf = crf(TagRules.free(TAGS), values, DataType.FLOAT32);
        NDArray emissions = emissions(values, Double.NaN, DataType.FLOAT32);
        NDList found = crf.forward(store, new NDList(emissions, manager.create(LENGTHS)), false);
        Shape[] declared = crf.getOutputShapes(new Shape[] {emissions.getShape()});
        assertThat(found.getShapes()).isEqualTo(declared);
        int[][] best = crf.decode(store, emissions, manager.create(LENGTHS)).tags();
        long[] tags = found.get(0).toLongArray();
        for (int b = 0; b < BATCH; b++) {
            for (int t = 0; t < STEPS; t++) {
                assertThat(tags[b * STEPS + t]).isEqualTo(t < LENGTHS[b] ? best[b][t] : -1);
            }
        }
        assertThat(crf.getParameters().keys())
                .containsExactly("transitions", "start_transitions", "end_transitions");
    }
}
