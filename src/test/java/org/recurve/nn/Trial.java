package org.recurve.nn;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.recurve.nn.Bidirectional.Merge;
import org.recurve.nn.Reference.Kind;

/**
 * The same random problem for a block and for the {@link Reference}: parameters, inputs and initial
 * states as doubles that are exact as floats, and an objective that weighs every output, so that
 * every gradient is tested. Where the sequences are ragged, the padding is NaN.
 */
final class Trial {
    static final int BATCH = 3;
    static final int STEPS = 5;

    /** The ways to compute it. */
    enum Form {
        /** All layers in one call of the engine's kernel where nothing is ragged. */
        FUSED,
        /** Layer by layer, each in its form for whole sequences. */
        LAYERS,
        /** Layer by layer, step by step. */
        STEPS
    }

    final Kind kind;
    final int layers;
    final int directions;
    final int features;
    final int size;
    final boolean biases;
    final boolean states;
    final int steps;
    final int[] lengths;
    final Map<String, double[]> values = new LinkedHashMap<>();
    private final long[] stateSizes;
    private final List<double[]> weights = new ArrayList<>();

    Trial(
            Kind kind,
            int layers,
            int directions,
            int features,
            int size,
            boolean biases,
            boolean ragged) {
        this(
                kind,
                layers,
                directions,
                features,
                size,
                biases,
                true,
                STEPS,
                ragged ? new int[] {3, STEPS, 1} : new int[] {STEPS, STEPS, STEPS},
                layers * 31L + directions * 7L + kind.name().length());
    }

    Trial(
            Kind kind,
            int layers,
            int directions,
            int features,
            int size,
            boolean biases,
            boolean states,
            int steps,
            int[] lengths,
            long seed) {
        this.kind = kind;
        this.layers = layers;
        this.directions = directions;
        this.features = features;
        this.size = size;
        this.biases = biases;
        this.states = states;
        this.steps = steps;
        this.lengths = lengths;
        Random random = new Random(seed);
        RecurrentCell cell = kind.cell(size, biases);
        stateSizes = cell.stateSizes();
        try (NDManager manager = NDManager.newBaseManager()) {
            SequenceBlock block = block(manager, Form.LAYERS, DataType.FLOAT32);
            ParameterNames.of(block)
                    .forEach(
                            (name, p) ->
                                    values.put(
                                            canonical(name),
                                            random(random, p.getShape().size(), 0.7)));
        }
        long width = directions * cell.outputSize();
        int batch = lengths.length;
        values.put("x", random(random, (long) batch * steps * features, 1.5));
        weights.add(random(random, (long) batch * steps * width, 1));
        for (int s = 0; s < stateSizes.length; s++) {
            long count = (long) layers * directions * batch * stateSizes[s];
            if (states) {
                values.put("state" + s, random(random, count, 1.2));
            }
            weights.add(random(random, count, 1));
        }
    }

    /** Draws a problem. */
    static Trial drawn(long seed) {
        Random random = new Random(seed);
        List<Kind> kinds = List.of(Kind.values());
        Kind kind = kinds.get(random.nextInt(kinds.size()));
        int steps = 1 + random.nextInt(6);
        int[] lengths = new int[1 + random.nextInt(3)];
        boolean ragged = random.nextBoolean();
        for (int b = 0; b < lengths.length; b++) {
            lengths[b] = ragged ? 1 + random.nextInt(steps) : steps;
        }
        return new Trial(
                kind,
                1 + random.nextInt(3),
                1 + random.nextInt(2),
                1 + random.nextInt(3),
                // To normalise two numbers is to amplify rounding.
                (kind.name().startsWith("LAYER_NORM") ? 4 : 2) + random.nextInt(2),
                !kind.fused() || random.nextBoolean(),
                random.nextBoolean(),
                steps,
                lengths,
                seed);
    }

    private static double[] random(Random random, long count, double limit) {
        return random.doubles(count, -limit, limit).map(v -> (float) v).toArray();
    }

    List<Form> forms() {
        return kind.fused() ? List.of(Form.values()) : List.of(Form.LAYERS, Form.STEPS);
    }

    private SequenceBlock block(NDManager manager, Form form, DataType type) {
        SequenceBlock block =
                form == Form.FUSED
                        ? kind.builder(size)
                                .setNumLayers(layers)
                                .optBidirectional(directions == 2)
                                .optHasBiases(biases)
                                .build()
                        : stack();
        block.initialize(manager, type, new Shape(lengths.length, steps, features));
        return block;
    }

    private RecurrentStack stack() {
        StackLayer layer = StackLayer.of(hidden -> kind.cell(hidden, biases), size);
        layer = directions == 2 ? layer.bidirectional(Merge.CONCAT) : layer;
        return RecurrentStack.of(java.util.Collections.nCopies(layers, layer));
    }

    /** From {@code 1.recurrent.backward.cell.weight_ih} to {@code weight_ih_l1_reverse}. */
    private static String canonical(String name) {
        if (!name.contains(".")) {
            return name;
        }
        String[] parts = name.split("\\.", -1);
        boolean reverse = name.contains(".backward.");
        return parts[parts.length - 1] + "_l" + parts[0] + (reverse ? "_reverse" : "");
    }

    /** All outputs and gradients by name, flat; outputs hold zeros at padding. */
    record Outcome(Map<String, double[]> outputs, Map<String, double[]> gradients) {}

    Outcome byBlock() {
        return byBlock(Form.FUSED, DataType.FLOAT32);
    }

    Outcome byBlock(Form form, DataType type) {
        try (NDManager manager = NDManager.newBaseManager()) {
            SequenceBlock block = block(manager, form, type);
            if (form != Form.STEPS) {
                return run(block, manager, type);
            }
            try (Recording recording = Recording.of(block)) {
                Outcome outcome = run(block, manager, type);
                if (recording.layers().size() != layers * directions) {
                    throw new AssertionError("recorded " + recording.layers());
                }
                return outcome;
            }
        }
    }

    private Outcome run(SequenceBlock block, NDManager manager, DataType type) {
        int batch = lengths.length;
        Map<String, NDArray> leaves = new LinkedHashMap<>();
        ParameterNames.of(block)
                .forEach(
                        (name, p) -> {
                            array(manager, values.get(canonical(name)), p.getShape(), type)
                                    .copyTo(p.getArray());
                            leaves.put(canonical(name), p.getArray());
                        });
        Shape input = new Shape(batch, steps, features);
        leaves.put("x", array(manager, paddedWithNan(), input, type));
        NDList initial = new NDList();
        for (int s = 0; s < stateSizes.length && states; s++) {
            Shape shape = new Shape((long) layers * directions, batch, stateSizes[s]);
            leaves.put("state" + s, array(manager, values.get("state" + s), shape, type));
            initial.add(leaves.get("state" + s));
        }
        leaves.values().forEach(leaf -> leaf.setRequiresGradient(true));
        NDArray ragged = manager.create(Arrays.stream(lengths).asLongStream().toArray());
        Map<String, double[]> outputs = new LinkedHashMap<>();
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            ParameterStore store = new ParameterStore(manager, false);
            NDList given = block instanceof RecurrentStack ? perLayer(initial) : initial;
            NDList raw = block.forward(store, leaves.get("x"), given, ragged, true);
            NDList out = block instanceof RecurrentStack ? joined(raw) : raw;
            NDArray objective = null;
            for (int i = 0; i < out.size(); i++) {
                outputs.put(i == 0 ? "y" : "state" + (i - 1), doubles(out.get(i)));
                NDArray weight = array(manager, weights.get(i), out.get(i).getShape(), type);
                NDArray part = out.get(i).mul(weight).sum();
                objective = objective == null ? part : objective.add(part);
            }
            collector.backward(objective);
        }
        Map<String, double[]> gradients = new LinkedHashMap<>();
        leaves.forEach((name, leaf) -> gradients.put(name, doubles(leaf.getGradient())));
        return new Outcome(outputs, gradients);
    }

    /** From states (L*D,B,H) to those of a stack: layer by layer, (D,B,H) each. */
    private NDList perLayer(NDList initial) {
        NDList all = new NDList();
        for (int layer = 0; layer < layers; layer++) {
            for (NDArray s : initial) {
                all.add(s.get((layer * directions) + ":" + (layer + 1) * directions));
            }
        }
        return all;
    }

    private NDList joined(NDList raw) {
        NDList all = new NDList(raw.head());
        for (int s = 0; s < stateSizes.length; s++) {
            int state = s;
            int[] places =
                    IntStream.range(0, layers)
                            .map(layer -> 1 + layer * stateSizes.length + state)
                            .toArray();
            NDList parts = new NDList();
            Arrays.stream(places).forEach(place -> parts.add(raw.get(place)));
            all.add(Recurrent.concat(parts, 0));
        }
        return all;
    }

    /**
     * Outputs by the reference, gradients by central differences of its objective over five points,
     * as normalising a small vector bends the objective much.
     */
    Outcome byReference() {
        Map<String, double[]> outputs = referenceOutputs();
        Map<String, double[]> gradients = new LinkedHashMap<>();
        double delta = 1e-4;
        values.forEach(
                (name, v) -> {
                    double[] gradient = new double[v.length];
                    for (int i = 0; i < v.length; i++) {
                        double near = difference(v, i, delta);
                        double far = difference(v, i, 2 * delta);
                        gradient[i] = (8 * near - far) / (12 * delta);
                    }
                    gradients.put(name, gradient);
                });
        return new Outcome(outputs, gradients);
    }

    private double difference(double[] values, int index, double delta) {
        double at = values[index];
        values[index] = at + delta;
        double above = objective(referenceOutputs());
        values[index] = at - delta;
        double below = objective(referenceOutputs());
        values[index] = at;
        return above - below;
    }

    private double objective(Map<String, double[]> outputs) {
        double sum = 0;
        int i = 0;
        for (double[] output : outputs.values()) {
            sum += dot(output, weights.get(i++));
        }
        return sum;
    }

    private Map<String, double[]> referenceOutputs() {
        Reference reference = new Reference(kind, values, size, layers, directions);
        int batch = lengths.length;
        int count = layers * directions;
        int width = weights.get(0).length / (batch * steps);
        double[] y = new double[batch * steps * width];
        double[][] finals = new double[stateSizes.length][];
        for (int s = 0; s < finals.length; s++) {
            finals[s] = new double[count * batch * (int) stateSizes[s]];
        }
        for (int b = 0; b < batch; b++) {
            double[][] x = new double[lengths[b]][features];
            for (int t = 0; t < lengths[b]; t++) {
                System.arraycopy(values.get("x"), (b * steps + t) * features, x[t], 0, features);
            }
            double[][][] own = new double[stateSizes.length][count][];
            for (int s = 0; s < own.length; s++) {
                int n = (int) stateSizes[s];
                for (int k = 0; k < count; k++) {
                    own[s][k] = new double[n];
                    if (states) {
                        double[] all = values.get("state" + s);
                        System.arraycopy(all, (k * batch + b) * n, own[s][k], 0, n);
                    }
                }
            }
            double[][] output = reference.run(x, own);
            for (int t = 0; t < lengths[b]; t++) {
                System.arraycopy(output[t], 0, y, (b * steps + t) * width, width);
            }
            for (int s = 0; s < own.length; s++) {
                int n = (int) stateSizes[s];
                for (int k = 0; k < count; k++) {
                    System.arraycopy(own[s][k], 0, finals[s], (k * batch + b) * n, n);
                }
            }
        }
        Map<String, double[]> outputs = new LinkedHashMap<>();
        outputs.put("y", y);
        for (int s = 0; s < finals.length; s++) {
            outputs.put("state" + s, finals[s]);
        }
        return outputs;
    }

    private double[] paddedWithNan() {
        double[] x = values.get("x").clone();
        for (int b = 0; b < lengths.length; b++) {
            for (int i = lengths[b] * features; i < steps * features; i++) {
                x[b * steps * features + i] = Double.NaN;
            }
        }
        return x;
    }

    private static NDArray array(NDManager manager, double[] values, Shape shape, DataType type) {
        return manager.create(values, shape).toType(type, false);
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
                + " features "
                + features
                + " size "
                + size
                + (biases ? " biases" : "")
                + (states ? " states" : "")
                + " lengths "
                + Arrays.toString(lengths)
                + " of "
                + steps;
    }
}
