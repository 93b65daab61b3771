package org.recurve.nn;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.recurve.nn.Reference.Kind;

/**
 * The same random problem for a block and for the {@link Reference}: parameters, inputs and initial
 * states as doubles that are exact as floats, and an objective that weighs every output, so that
 * every gradient is tested. Where the sequences are ragged, the padding is NaN.
 */
final class Trial {
    static final int BATCH = 3;
    static final int STEPS = 5;

    final Kind kind;
    final int layers;
    final int directions;
    final int features;
    final int size;
    final boolean biases;
    final int[] lengths;
    final Map<String, double[]> values = new LinkedHashMap<>();
    private final double[] yWeights;
    private final double[] hWeights;
    private final double[] cWeights;

    Trial(
            Kind kind,
            int layers,
            int directions,
            int features,
            int size,
            boolean biases,
            boolean ragged) {
        this.kind = kind;
        this.layers = layers;
        this.directions = directions;
        this.features = features;
        this.size = size;
        this.biases = biases;
        lengths = ragged ? new int[] {3, STEPS, 1} : new int[] {STEPS, STEPS, STEPS};
        Random random = new Random(layers * 31L + directions * 7L + kind.name().length());
        try (NDManager manager = NDManager.newBaseManager()) {
            for (Parameter p : block(manager).getParameters().values()) {
                values.put(p.getName(), random(random, p.getShape().size(), 0.7));
            }
        }
        long states = (long) layers * directions * BATCH * size;
        values.put("x", random(random, (long) BATCH * STEPS * features, 1.5));
        values.put("h", random(random, states, 0.9));
        values.put("c", random(random, states, 1.5));
        yWeights = random(random, (long) BATCH * STEPS * directions * size, 1);
        hWeights = random(random, states, 1);
        cWeights = random(random, states, 1);
    }

    private static double[] random(Random random, long count, double limit) {
        return random.doubles(count, -limit, limit).map(v -> (float) v).toArray();
    }

    Recurrent block(NDManager manager) {
        Recurrent block =
                kind.cell()
                        .builder()
                        .setStateSize(size)
                        .setNumLayers(layers)
                        .optBidirectional(directions == 2)
                        .optHasBiases(biases)
                        .build();
        block.initialize(manager, DataType.FLOAT32, new Shape(BATCH, STEPS, features));
        return block;
    }

    /** All outputs and gradients by name, flat; outputs hold zeros at padding. */
    record Outcome(Map<String, double[]> outputs, Map<String, double[]> gradients) {}

    Outcome byBlock() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Recurrent block = block(manager);
            Map<String, NDArray> leaves = new LinkedHashMap<>();
            for (Parameter p : block.getParameters().values()) {
                p.getArray().set(floats(values.get(p.getName())));
                leaves.put(p.getName(), p.getArray());
            }
            leaves.put("x", array(manager, paddedWithNan(), new Shape(BATCH, STEPS, features)));
            Shape states = new Shape((long) layers * directions, BATCH, size);
            NDList initial = new NDList();
            for (String name : List.of("h", "c").subList(0, block.stateCount())) {
                leaves.put(name, array(manager, values.get(name), states));
                initial.add(leaves.get(name));
            }
            leaves.values().forEach(leaf -> leaf.setRequiresGradient(true));
            NDArray ragged = manager.create(Arrays.stream(lengths).asLongStream().toArray());
            Map<String, double[]> outputs = new LinkedHashMap<>();
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDList out =
                        block.forward(
                                new ParameterStore(manager, false),
                                leaves.get("x"),
                                initial,
                                ragged,
                                true);
                List<double[]> weights = List.of(yWeights, hWeights, cWeights);
                NDArray objective = manager.create(0f);
                for (int i = 0; i < out.size(); i++) {
                    outputs.put(List.of("y", "h_n", "c_n").get(i), doubles(out.get(i)));
                    Shape shape = out.get(i).getShape();
                    objective =
                            objective.add(
                                    out.get(i)
                                            .mul(manager.create(floats(weights.get(i)), shape))
                                            .sum());
                }
                collector.backward(objective);
            }
            Map<String, double[]> gradients = new LinkedHashMap<>();
            leaves.forEach((name, leaf) -> gradients.put(name, doubles(leaf.getGradient())));
            return new Outcome(outputs, gradients);
        }
    }

    /** Outputs by the reference, gradients by central differences of its objective. */
    Outcome byReference() {
        Map<String, double[]> outputs = referenceOutputs();
        Map<String, double[]> gradients = new LinkedHashMap<>();
        double delta = 1e-5;
        values.forEach(
                (name, v) -> {
                    double[] gradient = new double[v.length];
                    for (int i = 0; i < v.length; i++) {
                        double at = v[i];
                        v[i] = at + delta;
                        double above = objective(referenceOutputs());
                        v[i] = at - delta;
                        double below = objective(referenceOutputs());
                        v[i] = at;
                        gradient[i] = (above - below) / (2 * delta);
                    }
                    gradients.put(name, gradient);
                });
        return new Outcome(outputs, gradients);
    }

    private double objective(Map<String, double[]> outputs) {
        double sum = dot(outputs.get("y"), yWeights) + dot(outputs.get("h_n"), hWeights);
        return kind == Kind.LSTM ? sum + dot(outputs.get("c_n"), cWeights) : sum;
    }

    private Map<String, double[]> referenceOutputs() {
        Reference reference = new Reference(kind, values, size, layers, directions);
        int states = layers * directions;
        double[] y = new double[BATCH * STEPS * directions * size];
        double[] h = new double[states * BATCH * size];
        double[] c = new double[states * BATCH * size];
        for (int b = 0; b < BATCH; b++) {
            double[][] x = new double[lengths[b]][features];
            for (int t = 0; t < lengths[b]; t++) {
                System.arraycopy(values.get("x"), (b * STEPS + t) * features, x[t], 0, features);
            }
            double[][] hidden = ofSequence("h", b);
            double[][] memory = ofSequence("c", b);
            double[][] output = reference.run(x, hidden, memory);
            for (int t = 0; t < lengths[b]; t++) {
                int width = directions * size;
                System.arraycopy(output[t], 0, y, (b * STEPS + t) * width, width);
            }
            for (int k = 0; k < states; k++) {
                System.arraycopy(hidden[k], 0, h, (k * BATCH + b) * size, size);
                System.arraycopy(memory[k], 0, c, (k * BATCH + b) * size, size);
            }
        }
        return Map.of("y", y, "h_n", h, "c_n", c);
    }

    private double[][] ofSequence(String name, int sequence) {
        List<double[]> states = new ArrayList<>();
        for (int k = 0; k < layers * directions; k++) {
            double[] state = new double[size];
            System.arraycopy(values.get(name), (k * BATCH + sequence) * size, state, 0, size);
            states.add(state);
        }
        return states.toArray(double[][]::new);
    }

    private double[] paddedWithNan() {
        double[] x = values.get("x").clone();
        for (int b = 0; b < BATCH; b++) {
            for (int i = lengths[b] * features; i < STEPS * features; i++) {
                x[b * STEPS * features + i] = Double.NaN;
            }
        }
        return x;
    }

    private static NDArray array(NDManager manager, double[] values, Shape shape) {
        return manager.create(floats(values), shape);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    static double[] doubles(NDArray array) {
        try (NDArray wide = array.toType(DataType.FLOAT64, true)) {
            return wide.toDoubleArray();
        }
    }

    @Override
    public String toString() {
        return kind
                + " layers "
                + layers
                + " directions "
                + directions
                + (biases ? " biases" : "")
                + " lengths "
                + Arrays.toString(lengths);
    }
}
