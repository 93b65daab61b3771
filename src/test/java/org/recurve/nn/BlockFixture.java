package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A block in float64 with random parameters that are not zero, and what a reference in plain Java
 * doubles needs: the parameters' values, arrays in and out, linear maps and softmax as loops.
 */
public final class BlockFixture implements AutoCloseable {
    private final NDManager manager = NDManager.newBaseManager();
    private final Random random = new Random(11);
    private final Map<String, double[]> parameters = new LinkedHashMap<>();
    private final Block block;

    /** Initializes the block for these inputs. */
    public BlockFixture(Block block, Shape... inputs) {
        this.block = block;
        block.initialize(manager, DataType.FLOAT64, inputs);
        for (Pair<String, Parameter> pair : block.getParameters()) {
            NDArray array = pair.getValue().getArray();
            double[] values = vector((int) array.size());
            array.set(values);
            parameters.put(pair.getKey(), values);
        }
    }

    public NDManager manager() {
        return manager;
    }

    public ParameterStore store() {
        return new ParameterStore(manager, false);
    }

    /** {@return the names of the parameters} */
    public Set<String> names() {
        return parameters.keySet();
    }

    /** {@return the values of a parameter, row by row} */
    public double[] parameter(String name) {
        double[] values = parameters.get(name);
        if (values == null) {
            throw new AssertionError("no parameter " + name + " in " + parameters.keySet());
        }
        return values;
    }

    /** {@return random numbers in +-1} */
    public double[] vector(int size) {
        return random.doubles(size, -1, 1).toArray();
    }

    /** {@return random numbers in +-1} */
    public double[][] matrix(int rows, int columns) {
        double[][] matrix = new double[rows][];
        Arrays.setAll(matrix, row -> vector(columns));
        return matrix;
    }

    /** {@return random numbers in +-1} */
    public double[][][] cube(int batch, int steps, int features) {
        double[][][] cube = new double[batch][][];
        Arrays.setAll(cube, b -> matrix(steps, features));
        return cube;
    }

    public NDArray array(double[][][] values) {
        double[] flat =
                Arrays.stream(values)
                        .flatMap(Arrays::stream)
                        .flatMapToDouble(Arrays::stream)
                        .toArray();
        return manager.create(
                flat, new Shape(values.length, values[0].length, values[0][0].length));
    }

    /** As {@link #array}, with NaN in place of what follows the lengths. */
    public NDArray padded(double[][][] values, long... lengths) {
        double[][][] copy = new double[values.length][values[0].length][];
        for (int b = 0; b < copy.length; b++) {
            for (int t = 0; t < copy[b].length; t++) {
                copy[b][t] = values[b][t].clone();
                if (t >= lengths[b]) {
                    Arrays.fill(copy[b][t], Double.NaN);
                }
            }
        }
        return array(copy);
    }

    public NDList forward(NDArray... inputs) {
        return block.forward(store(), new NDList(inputs), false);
    }

    /** {@return {@code W x + b}; W by rows, b may be null} */
    public static double[] affine(double[] weight, double[] bias, double[] x) {
        double[] y = new double[weight.length / x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = bias == null ? 0 : bias[i];
            for (int j = 0; j < x.length; j++) {
                y[i] += weight[i * x.length + j] * x[j];
            }
        }
        return y;
    }

    /** {@return both, one behind the other} */
    public static double[] join(double[] a, double[] b) {
        double[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    /** {@return a row of a matrix that is stored row by row} */
    public static double[] row(double[] matrix, int row, int width) {
        return Arrays.copyOfRange(matrix, row * width, (row + 1) * width);
    }

    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    public static double[] softmax(double[] scores) {
        double[] weights = Arrays.stream(scores).map(Math::exp).toArray();
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(w -> w / sum).toArray();
    }

    @Override
    public void close() {
        manager.close();
    }
}
