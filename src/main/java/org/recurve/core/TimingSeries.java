package org.recurve.core;

import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * How long the same pieces of work took at one size after the other.
 *
 * @param variable what the size is of ({@code "T"})
 * @param sizes in the order they were timed
 * @param timings as many, each of the same pieces of work
 */
public record TimingSeries(String variable, List<Integer> sizes, List<Timings> timings) {
    public TimingSeries {
        Objects.requireNonNull(variable, "variable");
        sizes = List.copyOf(sizes);
        timings = List.copyOf(timings);
        if (sizes.isEmpty() || sizes.size() != timings.size()) {
            throw new IllegalArgumentException(
                    sizes.size() + " sizes, but timings of " + timings.size());
        }
    }

    /** {@return the names of the pieces of work} */
    public List<String> names() {
        return timings.get(0).names();
    }

    /** {@return the sizes, as positions on a chart} */
    public double[] positions() {
        return sizes.stream().mapToDouble(Integer::doubleValue).toArray();
    }

    /**
     * {@return the median seconds at each size}
     *
     * @param name of the work
     */
    public double[] seconds(String name) {
        return each(t -> t.of(name).median());
    }

    /**
     * {@return the {@linkplain Timings#ratio ratio} at each size}
     *
     * @param name of the work
     * @param to name of what it is compared to
     */
    public double[] ratios(String name, String to) {
        return each(t -> t.ratio(name, to));
    }

    private double[] each(ToDoubleFunction<Timings> figure) {
        return timings.stream().mapToDouble(figure).toArray();
    }
}
