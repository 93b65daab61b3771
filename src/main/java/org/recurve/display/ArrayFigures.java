package org.recurve.display;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * What can be said of an array as a whole. All of it comes of operations on the array where it is;
 * no more than single numbers reach Java.
 *
 * @param min of the values that are finite; NaN where there is none
 * @param mean of the values that are finite; NaN where there is none
 * @param max of the values that are finite; NaN where there is none
 * @param nan how many values are not a number
 * @param infinite how many values are infinite
 */
record ArrayFigures(double min, double mean, double max, long nan, long infinite) {
    private static final ArrayFigures NONE =
            new ArrayFigures(Double.NaN, Double.NaN, Double.NaN, 0, 0);

    /** Reads an array of numbers or booleans; closes whatever it makes on the way. */
    static ArrayFigures of(NDArray array) {
        if (array.size() == 0) {
            return NONE;
        }
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            NDArray values = numbers(array);
            long nan = count(values.isNaN());
            long infinite = count(values.isInfinite());
            if (nan + infinite == 0) {
                return new ArrayFigures(
                        number(values.min()), number(values.mean()), number(values.max()), 0, 0);
            }
            long finite = array.size() - nan - infinite;
            if (finite == 0) {
                return new ArrayFigures(Double.NaN, Double.NaN, Double.NaN, nan, infinite);
            }
            NDArray known = finite(values);
            return new ArrayFigures(
                    number(filled(values, known, Double.POSITIVE_INFINITY).min()),
                    number(filled(values, known, 0).sum()) / finite,
                    number(filled(values, known, Double.NEGATIVE_INFINITY).max()),
                    nan,
                    infinite);
        }
    }

    /** {@return whether an array holds what can be counted and compared} */
    static boolean numeric(NDArray array) {
        DataType type = array.getDataType();
        return !array.isSparse() && (type.isFloating() || type.isInteger() || type.isBoolean());
    }

    /** Values of a kind that sums do not overflow, without their gradient. */
    static NDArray numbers(NDArray array) {
        DataType type = array.getDataType();
        boolean narrow = type.isFloating() && type != DataType.FLOAT64;
        return array.stopGradient().toType(narrow ? DataType.FLOAT32 : DataType.FLOAT64, false);
    }

    /** Tells the finite values. */
    static NDArray finite(NDArray values) {
        return values.isNaN().logicalOr(values.isInfinite()).logicalNot();
    }

    /** Puts a number where a value is not known. */
    static NDArray filled(NDArray values, NDArray known, double number) {
        NDArray other =
                values.getManager().full(values.getShape(), (float) number, values.getDataType());
        return NDArrays.where(known, values, other);
    }

    private static long count(NDArray which) {
        return (long) number(which.toType(DataType.FLOAT64, false).sum());
    }

    private static double number(NDArray scalar) {
        return scalar.toType(DataType.FLOAT64, false).toDoubleArray()[0];
    }

    /** {@return shape, type and place of an array: {@code (2, 3) float32 on cpu}} */
    static String head(NDArray array) {
        Device device = array.getDevice();
        String shape =
                LongStream.of(array.getShape().getShape())
                        .mapToObj(Long::toString)
                        .collect(Collectors.joining(", ", "(", ")"));
        String name = array.getName() == null ? "" : " \"" + array.getName() + "\"";
        return "NDArray%s %s %s on %s%s"
                .formatted(
                        name,
                        shape,
                        array.getDataType().toString().toLowerCase(Locale.ROOT),
                        device.getDeviceType(),
                        device.isGpu() ? Integer.toString(device.getDeviceId()) : "");
    }

    /** {@return smallest, mean and largest value and what is not finite; empty for no values} */
    String line() {
        List<String> parts = new ArrayList<>();
        if (!Double.isNaN(mean)) {
            parts.add("min " + Numbers.format(min));
            parts.add("mean " + Numbers.format(mean));
            parts.add("max " + Numbers.format(max));
        }
        if (nan > 0) {
            parts.add(Numbers.amount(nan, "values") + " NaN");
        }
        if (infinite > 0) {
            parts.add(Numbers.amount(infinite, "values") + " infinite");
        }
        return String.join(", ", parts);
    }
}
