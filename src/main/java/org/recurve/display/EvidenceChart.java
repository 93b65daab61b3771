package org.recurve.display;

import static org.recurve.display.Svg.n;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.recurve.task.SignalExplanation;

/**
 * A signal as a line, thicker and stronger in colour where it speaks for a class (orange) or
 * against it (blue). Each feature has its own line, one below the other; of many those with the
 * most evidence. The colours of all are on one scale.
 */
public final class EvidenceChart implements Picture {
    private static final int WIDTH = 720;
    private static final int TOP = 58;
    private static final int PANEL = 130;
    private static final int GAP = 22;
    private static final int MOST = 8;

    /** So many strengths of each colour are told apart. */
    private static final int LEVELS = 8;

    private final SignalExplanation explanation;
    private final List<Integer> features;
    private final double strongest;

    /**
     * Makes a chart.
     *
     * @param explanation the signal with its evidence
     */
    public EvidenceChart(SignalExplanation explanation) {
        this.explanation = explanation;
        double[][] values = explanation.values();
        features =
                IntStream.range(0, values[0].length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(f -> -amount(values, f)))
                        .limit(MOST)
                        .sorted()
                        .toList();
        strongest =
                Arrays.stream(values)
                        .flatMapToDouble(Arrays::stream)
                        .map(Math::abs)
                        .max()
                        .orElseThrow();
    }

    private static double amount(double[][] values, int feature) {
        return Arrays.stream(values).mapToDouble(row -> Math.abs(row[feature])).sum();
    }

    @Override
    public int width() {
        return WIDTH;
    }

    private String title() {
        int all = explanation.values()[0].length;
        return ExplanationView.heading(
                        explanation.label(), explanation.probability(), explanation.method())
                + (features.size() == all
                        ? ""
                        : "; the %d of %d features with the most evidence"
                                .formatted(features.size(), all));
    }

    @Override
    public String alt() {
        double[] perStep = explanation.perStep();
        int most =
                IntStream.range(0, perStep.length)
                        .boxed()
                        .max(Comparator.comparingDouble(t -> Math.abs(perStep[t])))
                        .orElseThrow();
        return "%s. Signal of %d steps; the most evidence is %s at step %d"
                .formatted(title(), perStep.length, Numbers.format(perStep[most]), most);
    }

    /** {@return what the picture shows, in words} */
    @Override
    public String toString() {
        return alt();
    }

    @Override
    public String svg() {
        int height = TOP + features.size() * (PANEL + GAP) + 26;
        Svg svg = new Svg(WIDTH, height);
        svg.heading(14, 24, title(), WIDTH - 28);
        legend(svg);
        for (int i = 0; i < features.size(); i++) {
            panel(svg, features.get(i), TOP + i * (double) (PANEL + GAP), i == features.size() - 1);
        }
        return svg.document(title(), alt());
    }

    private void legend(Svg svg) {
        double at = key(svg, 14, Svg.stroke(1), 4, "speaks for " + explanation.label());
        at = key(svg, at, Svg.stroke(0), 4, "against it");
        at = key(svg, at, "class=\"recurve-axis\" stroke=\"#8c959f\"", 1, "neither");
        svg.soft(at, 43, "full colour: " + Numbers.format(strongest), 11, "start");
    }

    private static double key(Svg svg, double x, String stroke, int thick, String name) {
        String shown = Svg.fit(name, 11, 220);
        svg.raw(
                "<path d=\"M%s 39h20\" fill=\"none\" stroke-width=\"%d\" %s/>"
                        .formatted(n(x), thick, stroke));
        svg.text(x + 26, 43, shown, 11, "start");
        return x + 42 + Svg.textWidth(shown, 11);
    }

    private void panel(Svg svg, int feature, double top, boolean last) {
        double[] signal = column(explanation.signal(), feature);
        double[] evidence = new double[signal.length];
        Arrays.setAll(evidence, t -> explanation.values()[t][feature]);
        double bottom = top + PANEL;
        Scale y = Scale.over(Arrays.stream(signal), 0.06, bottom, top, false);
        Ticks yTicks = y.ticks(4, false);
        double left = 62;
        Scale x =
                Scale.over(DoubleStream.of(0, signal.length - 1), 0.01, left, WIDTH - 18.0, false);
        for (double value : yTicks.values()) {
            svg.line(left, y.pixel(value), WIDTH - 18.0, y.pixel(value), "grid");
            svg.soft(left - 6, y.pixel(value) + 4, yTicks.label(value), 11, "end");
        }
        if (explanation.values()[0].length > 1) {
            svg.soft(left + 4, top + 2, "feature " + feature, 11, "start");
        }
        svg.line(left, bottom, WIDTH - 18.0, bottom, "axis");
        if (last) {
            Ticks ticks = x.ticks(14, true);
            for (double value : ticks.values()) {
                svg.soft(x.pixel(value), bottom + 17, ticks.label(value), 11, "middle");
            }
            svg.soft(WIDTH / 2.0, bottom + 36, "step", 11, "middle");
        }
        svg.raw(
                "<path d=\"%s\" fill=\"none\" stroke-width=\"1.2\" class=\"recurve-axis\" stroke=\"#8c959f\"/>"
                        .formatted(path(signal, x, y, 0, signal.length - 1, false)));
        runs(svg, signal, evidence, x, y);
    }

    private static double[] column(float[][] rows, int feature) {
        double[] column = new double[rows.length];
        Arrays.setAll(column, t -> rows[t][feature]);
        return column;
    }

    /** Neighbours of the same strength are one path. */
    private void runs(Svg svg, double[] signal, double[] evidence, Scale x, Scale y) {
        int from = 0;
        while (from < signal.length) {
            int level = level(evidence[from]);
            int to = from;
            while (to + 1 < signal.length && level(evidence[to + 1]) == level) {
                to++;
            }
            if (level != 0) {
                svg.raw(
                        "<path d=\"%s\" fill=\"none\" stroke-width=\"4\" stroke-linejoin=\"round\" %s stroke-opacity=\"%s\"><title>%s</title></path>"
                                .formatted(
                                        path(signal, x, y, from, to, true),
                                        Svg.stroke(level < 0 ? 0 : 1),
                                        n(0.2 + 0.8 * Math.abs(level) / LEVELS),
                                        tip(evidence, from, to)));
            }
            from = to + 1;
        }
    }

    private int level(double evidence) {
        return strongest == 0 ? 0 : (int) Math.round(LEVELS * evidence / strongest);
    }

    private static String tip(double[] evidence, int from, int to) {
        double mean = Arrays.stream(evidence, from, to + 1).average().orElseThrow();
        String steps = from == to ? "step " + from : "steps " + from + " to " + to;
        return Html.escape(steps + ": " + Numbers.format(mean) + (from == to ? "" : " on average"));
    }

    /** From half-way before the first step to half-way after the last one, where there are such. */
    private static String path(
            double[] signal, Scale x, Scale y, int from, int to, boolean halves) {
        StringBuilder path = new StringBuilder();
        if (halves && from > 0) {
            append(path, x.pixel(from - 0.5), y.pixel((signal[from - 1] + signal[from]) / 2));
        }
        for (int t = from; t <= to; t++) {
            append(path, x.pixel(t), y.pixel(signal[t]));
        }
        if (halves && to + 1 < signal.length) {
            append(path, x.pixel(to + 0.5), y.pixel((signal[to] + signal[to + 1]) / 2));
        }
        // A signal of a single step is seen as a short dash.
        return signal.length == 1 ? path + "h6" : path.toString();
    }

    private static void append(StringBuilder path, double x, double y) {
        path.append(path.isEmpty() ? 'M' : 'L').append(n(x)).append(' ').append(n(y));
    }
}
