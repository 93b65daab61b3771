package org.recurve.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Random matrices with orthonormal rows or columns, uniform over all such matrices: Gram-Schmidt on
 * Gaussian vectors, in blocks so that nearly all work is in matrix products, and twice, so that
 * rounding does not spoil orthogonality.
 */
final class Orthogonal {
    private static final int BLOCK = 64;

    private Orthogonal() {}

    /**
     * Draws a matrix from the engine's generator.
     *
     * @return float64 {@code (rows, columns)}, with orthonormal columns if there are at least as
     *     many rows, else with orthonormal rows
     */
    static NDArray matrix(NDManager manager, long rows, long columns) {
        try (NDManager scratch = manager.newSubManager()) {
            long vectors = Math.min(rows, columns);
            Shape shape = new Shape(vectors, Math.max(rows, columns));
            NDArray q = scratch.randomNormal(0, 1, shape, DataType.FLOAT64);
            for (long from = 0; from < vectors; from += BLOCK) {
                long to = Math.min(vectors, from + BLOCK);
                NDIndex block = new NDIndex("{}:{}", from, to);
                NDArray b = q.get(block);
                for (int pass = 0; pass < 2; pass++) {
                    if (from > 0) {
                        NDArray before = q.get(new NDIndex(":{}", from));
                        b = b.sub(b.matMul(before.transpose()).matMul(before));
                    }
                    b = orthonormalRows(scratch, b);
                }
                q.set(block, b);
            }
            NDArray result = rows > columns ? q.transpose().duplicate() : q;
            result.attach(manager);
            return result;
        }
    }

    private static NDArray orthonormalRows(NDManager manager, NDArray matrix) {
        int rows = (int) matrix.size(0);
        int columns = (int) matrix.size(1);
        double[] a = matrix.toDoubleArray();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < i; j++) {
                double overlap = dot(a, i * columns, j * columns, columns);
                for (int k = 0; k < columns; k++) {
                    a[i * columns + k] -= overlap * a[j * columns + k];
                }
            }
            double scale = 1 / Math.sqrt(dot(a, i * columns, i * columns, columns));
            for (int k = 0; k < columns; k++) {
                a[i * columns + k] *= scale;
            }
        }
        return manager.create(a, matrix.getShape());
    }

    private static double dot(double[] a, int first, int second, int count) {
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += a[first + k] * a[second + k];
        }
        return sum;
    }
}
