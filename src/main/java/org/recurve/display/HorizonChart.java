package org.recurve.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * How far off models are by how many steps ahead they forecast; what they have to beat is dashed.
 *
 * <pre>{@code
 * new HorizonChart("Error by step ahead", "MAE").model("GRU", errors).baseline("seasonal naive", naive)
 * }</pre>
 */
public final class HorizonChart implements Picture {
    private static final int WIDTH = 620;
    private static final int PLOT = 230;
    private static final double LEFT = 14;
    private static final int DOTS = 30;

    /** Models have the colours before that of the baselines. */
    private static final int BASELINE = 5;

    private static final List<String> DASHES = List.of("7 4", "2 3", "9 3 2 3");

    // Nothing compares the array.
    @SuppressWarnings("ArrayRecordComponent")
    private record Line(String name, double[] errors, int series, String dash) {
        String style() {
            return Svg.stroke(series, 2, dash);
        }
    }

    private final String title;
    private final String metric;
    private final List<Line> lines = new ArrayList<>();
    private int models;

    /**
     * A chart without models yet.
     *
     * @param title stands above it
     * @param metric what the errors are, with their unit
     */
    public HorizonChart(String title, String metric) {
        this.title = title;
        this.metric = metric;
    }

    /**
     * Adds a model.
     *
     * @param name for the legend
     * @param errors of step 1, 2, … ahead; NaN leaves a gap
     * @return this
     */
    public HorizonChart model(String name, double... errors) {
        return add(new Line(name, errors.clone(), models++ % BASELINE, ""));
    }

    /**
     * Adds what the models have to beat.
     *
     * @param name for the legend
     * @param errors of step 1, 2, … ahead; NaN leaves a gap
     * @return this
     */
    public HorizonChart baseline(String name, double... errors) {
        String dash = DASHES.get((lines.size() - models) % DASHES.size());
        return add(new Line(name, errors.clone(), BASELINE, dash));
    }

    private HorizonChart add(Line line) {
        lines.add(line);
        return this;
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public String alt() {
        return title
                + ", "
                + metric
                + ". "
                + lines.stream().map(HorizonChart::words).collect(Collectors.joining("; "));
    }

    private static String words(Line line) {
        double[] errors = line.errors;
        return errors.length == 0
                ? line.name + ": no values"
                : "%s: %s at step 1, %s at step %d"
                        .formatted(
                                line.name,
                                Numbers.format(errors[0]),
                                Numbers.format(errors[errors.length - 1]),
                                errors.length);
    }

    /** {@return what the picture shows, in words} */
    @Override
    public String toString() {
        return alt();
    }

    @Override
    public String svg() {
        Keys keys = new Keys();
        lines.forEach(line -> keys.line(line.style(), line.name));
        double top = 52 + keys.height(WIDTH - 28.0) + 6;
        Svg svg = new Svg(WIDTH, (int) top + PLOT + 50);
        svg.heading(LEFT, 22, title, WIDTH - 28);
        svg.soft(LEFT, 42, Svg.fit(metric, 11, WIDTH - 28), 11, "start");
        keys.draw(svg, LEFT, 60, WIDTH - 28.0);
        int steps = lines.stream().mapToInt(line -> line.errors.length).max().orElse(1);
        double[] errors =
                lines.stream().flatMapToDouble(line -> Arrays.stream(line.errors)).toArray();
        DoubleStream withZero = DoubleStream.concat(DoubleStream.of(0), Arrays.stream(errors));
        Scale over = Scale.over(withZero, 0.06, top + PLOT, top, false);
        // Of errors that are never below 0 the axis begins there.
        boolean signed = Arrays.stream(errors).anyMatch(e -> e < 0);
        Scale y = new Scale(signed ? over.low() : 0, over.high(), over.from(), over.to(), false);
        Plot plot = Plot.over(svg, LEFT, WIDTH - 18.0, y, 1, Math.max(1, steps));
        plot.numbers(true);
        svg.soft(WIDTH / 2.0, top + PLOT + 38, "steps ahead", 11, "middle");
        for (Line line : lines) {
            plot.line(1, line.errors, line.style());
            for (int h = 0; h < line.errors.length && line.errors.length <= DOTS; h++) {
                if (Double.isFinite(line.errors[h])) {
                    String tip =
                            "%s, step %d: %s"
                                    .formatted(line.name, h + 1, Numbers.format(line.errors[h]));
                    plot.dot(h + 1, line.errors[h], line.series, tip);
                }
            }
        }
        return svg.document(title, alt());
    }
}
