package org.recurve.core;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How long pieces of work took that ran in turns.
 *
 * @param all one for each piece of work, with equally many runs, the n-th of each in the same round
 */
public record Timings(List<Timing> all) {
    public Timings {
        all = List.copyOf(all);
        Set<String> names = new HashSet<>();
        for (Timing timing : all) {
            if (!names.add(timing.name())) {
                throw new IllegalArgumentException("two timings are called " + timing.name());
            }
            if (timing.seconds().size() != all.get(0).seconds().size()) {
                throw new IllegalArgumentException(
                        timing.name()
                                + " ran "
                                + timing.seconds().size()
                                + " times, but "
                                + all.get(0).name()
                                + " "
                                + all.get(0).seconds().size());
            }
        }
    }

    /** {@return the names, in their order} */
    public List<String> names() {
        return all.stream().map(Timing::name).toList();
    }

    /**
     * Finds a timing.
     *
     * @param name of the work
     * @return its timing
     * @throws IllegalArgumentException if there is none of this name
     */
    public Timing of(String name) {
        return all.stream()
                .filter(timing -> timing.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "nothing called \""
                                                + name
                                                + "\" was timed, only "
                                                + names()));
    }

    /**
     * Compares two pieces of work: the median over the rounds of how many times as long one took as
     * the other in the same round. A machine that is busy for a while slows both, so this holds
     * where times do not.
     *
     * @param name of the work
     * @param to name of what it is compared to
     * @return 2 if it took twice as long
     */
    public double ratio(String name, String to) {
        List<Double> seconds = of(name).seconds();
        List<Double> others = of(to).seconds();
        double[] ratios = new double[seconds.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = seconds.get(i) / others.get(i);
        }
        return Timing.quantile(ratios, 0.5);
    }

    /** {@return the timings in plain text: median, fastest, ratio to the first} */
    @Override
    public String toString() {
        int width = names().stream().mapToInt(String::length).reduce(4, Math::max);
        String format = "%-" + width + "s  %12s  %12s  %8s%n";
        StringBuilder text = new StringBuilder();
        text.append(String.format(format, "work", "median ms", "fastest ms", "x first"));
        for (Timing timing : all) {
            text.append(
                    String.format(
                            format,
                            timing.name(),
                            number(1e3 * timing.median()),
                            number(1e3 * timing.fastest()),
                            number(ratio(timing.name(), all.get(0).name()))));
        }
        return text.toString().stripTrailing();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.3f" : "%.1f", value);
    }
}
