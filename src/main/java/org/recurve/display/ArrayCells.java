package org.recurve.display;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * A matrix as the cells of a picture: each cell is the mean of a block of values, so that no more
 * cells are left than are drawn. The blocks are formed where the array is.
 */
final class ArrayCells {
    private final double[][] means;
    private final double[][] unknown;
    private final int blockRows;
    private final int blockColumns;

    private ArrayCells(double[][] means, double[][] unknown, int blockRows, int blockColumns) {
        this.means = means;
        this.unknown = unknown;
        this.blockRows = blockRows;
        this.blockColumns = blockColumns;
    }

    /** {@return row by row, the mean of a block's finite values; NaN where there is none} */
    double[][] means() {
        return means;
    }

    /** {@return row by row, how many values of a block are not finite} */
    double[][] unknown() {
        return unknown;
    }

    /** {@return how many rows of the matrix are one row of cells} */
    int blockRows() {
        return blockRows;
    }

    /** {@return how many columns of the matrix are one column of cells} */
    int blockColumns() {
        return blockColumns;
    }

    /**
     * Averages a matrix.
     *
     * @param matrix of shape (rows, columns), neither of them 0
     * @param most so many rows of cells at most, and as many columns
     */
    static ArrayCells of(NDArray matrix, int most) {
        Shape shape = matrix.getShape();
        int rows = block(shape.get(0), most);
        int columns = block(shape.get(1), most);
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray values = ArrayFigures.numbers(matrix);
            NDArray known = ArrayFigures.finite(values);
            NDArray one = known.toType(DataType.FLOAT32, false);
            double[][] means = cells(sums(ArrayFigures.filled(values, known, 0), rows, columns));
            double[][] counts = cells(sums(one, rows, columns));
            for (int r = 0; r < means.length; r++) {
                long high = Math.min(rows, shape.get(0) - (long) r * rows);
                for (int c = 0; c < means[r].length; c++) {
                    long wide = Math.min(columns, shape.get(1) - (long) c * columns);
                    means[r][c] /= counts[r][c];
                    counts[r][c] = high * wide - counts[r][c];
                }
            }
            return new ArrayCells(means, counts, rows, columns);
        }
    }

    private static int block(long size, int most) {
        return (int) ((size + most - 1) / most);
    }

    private static double[][] cells(NDArray matrix) {
        double[] all = matrix.toType(DataType.FLOAT64, false).toDoubleArray();
        int width = (int) matrix.getShape().get(1);
        double[][] rows = new double[all.length / width][];
        Arrays.setAll(rows, r -> Arrays.copyOfRange(all, r * width, (r + 1) * width));
        return rows;
    }

    private static NDArray sums(NDArray matrix, int rows, int columns) {
        return down(down(matrix, rows).transpose(), columns).transpose();
    }

    /** Adds each block of rows; the last may have fewer. */
    private static NDArray down(NDArray matrix, int block) {
        long rows = matrix.getShape().get(0);
        long width = matrix.getShape().get(1);
        long whole = rows / block;
        if (whole * block == rows) {
            return matrix.reshape(whole, block, width).sum(new int[] {1});
        }
        NDList parts = matrix.split(new long[] {whole * block}, 0);
        NDArray last = parts.get(1).sum(new int[] {0}, true);
        return parts.get(0).reshape(whole, block, width).sum(new int[] {1}).concat(last, 0);
    }
}
