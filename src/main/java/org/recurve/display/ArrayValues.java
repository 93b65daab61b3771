package org.recurve.display;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The values at the ends of an array's axes, as text; what is between is left out. */
final class ArrayValues {
    /** An axis of so many values is shown whole, of a longer one half as many at either end. */
    static final int MOST = 10;

    private static final int MOST_LEADING = 4;
    private static final int RANKS = 5;
    private static final String GAP = "\u2026";

    private final long[] shape;
    private final int[] kept;
    private final String[] cells;

    private ArrayValues(long[] shape, int[] kept, String[] cells) {
        this.shape = shape;
        this.kept = kept;
        this.cells = cells;
    }

    /** {@return whether values of an array of this rank are written out} */
    static boolean shows(NDArray array) {
        return array.getShape().dimension() <= RANKS;
    }

    /** Reads no more than is shown. */
    static ArrayValues of(NDArray array) {
        long[] shape = array.getShape().getShape();
        int[] kept = new int[shape.length];
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray ends = array.stopGradient();
            for (int axis = 0; axis < shape.length; axis++) {
                int most = axis < shape.length - 2 ? MOST_LEADING : MOST;
                kept[axis] = (int) Math.min(shape[axis], most);
                if (shape[axis] > most) {
                    NDList parts = ends.split(new long[] {most / 2, shape[axis] - most / 2}, axis);
                    ends = parts.get(0).concat(parts.get(2), axis);
                }
            }
            return new ArrayValues(shape, kept, cells(ends));
        }
    }

    private static String[] cells(NDArray ends) {
        DataType type = ends.getDataType();
        if (type.isBoolean()) {
            return texts(ends.toType(DataType.INT64, false), v -> v == 0 ? "false" : "true");
        }
        if (!type.isFloating()) {
            return texts(ends.toType(DataType.INT64, false), Long::toString);
        }
        double[] values = ends.toType(DataType.FLOAT64, false).toDoubleArray();
        int decimals = Numbers.decimals(values);
        return Arrays.stream(values).mapToObj(v -> text(v, decimals)).toArray(String[]::new);
    }

    private static String[] texts(NDArray whole, LongFunction<String> text) {
        return LongStream.of(whole.toLongArray()).mapToObj(text).toArray(String[]::new);
    }

    // In an array what is not a number is no missing value, and a comma stands between numbers.
    private static String text(double value, int decimals) {
        return Double.isNaN(value) ? "NaN" : Numbers.format(value, decimals).replace(",", "");
    }

    /** {@return the values in brackets, the last axis in lines} */
    String text() {
        int width = Arrays.stream(cells).mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        write(text, 0, 0, width);
        return text.toString();
    }

    private int write(StringBuilder text, int axis, int from, int width) {
        if (axis == shape.length) {
            String cell = cells[from];
            text.append(shape.length == 0 ? "" : " ".repeat(width - cell.length())).append(cell);
            return from + 1;
        }
        String between =
                axis == shape.length - 1
                        ? ", "
                        : "," + "\n".repeat(shape.length - 1 - axis) + " ".repeat(axis + 1);
        int at = from;
        text.append('[');
        for (int i = 0; i < kept[axis]; i++) {
            if (i > 0) {
                text.append(between);
            }
            if (isGap(axis, i)) {
                text.append(GAP).append(between);
            }
            at = write(text, axis + 1, at, width);
        }
        text.append(']');
        return at;
    }

    /** Whether values are left out before one of those that are kept. */
    private boolean isGap(int axis, int i) {
        return kept[axis] < shape[axis] && i == kept[axis] / 2;
    }

    /** {@return a vector or matrix as a table with its indices} */
    Grid grid() {
        boolean matrix = shape.length == 2;
        int columns = shape.length - 1;
        List<String> names = withGap(columns, i -> index(columns, i));
        Grid grid =
                new Grid(
                        "",
                        matrix ? joined("", names) : names,
                        IntStream.range(0, names.size() + (matrix ? 1 : 0))
                                .mapToObj(i -> true)
                                .toList());
        for (int r = 0; r < (matrix ? kept[0] : 1); r++) {
            int start = r * kept[columns];
            List<String> row = withGap(columns, i -> cells[start + i]);
            if (matrix && isGap(0, r)) {
                grid.row(IntStream.range(0, row.size() + 1).mapToObj(i -> GAP).toList());
            }
            grid.row(matrix ? joined(index(0, r), row) : row);
        }
        return grid;
    }

    private String index(int axis, int i) {
        boolean end = kept[axis] < shape[axis] && i >= kept[axis] / 2;
        return Long.toString(end ? shape[axis] - kept[axis] + i : i);
    }

    private List<String> withGap(int axis, IntFunction<String> text) {
        return IntStream.range(0, kept[axis])
                .boxed()
                .flatMap(
                        i ->
                                isGap(axis, i)
                                        ? Stream.of(GAP, text.apply(i))
                                        : Stream.of(text.apply(i)))
                .toList();
    }

    private static List<String> joined(String first, List<String> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }
}
