package org.recurve.display;

import static org.recurve.display.Svg.n;

import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/** A line of a chart, with a dot for each value where there are few. */
final class ChartLine {
    private static final int DOTS = 40;

    private final String name;
    private final int series;
    private final double[] x;
    private final double[] y;

    /**
     * @param series chooses colour and dashes
     * @param x positions, ascending
     * @param y as many values; one that is not finite leaves a gap
     */
    ChartLine(String name, int series, double[] x, double[] y) {
        this.name = name;
        this.series = series;
        this.x = x.clone();
        this.y = y.clone();
    }

    String name() {
        return name;
    }

    int series() {
        return series;
    }

    double[] x() {
        return x;
    }

    double[] y() {
        return y;
    }

    String alt() {
        return y.length == 0
                ? name + ": no values"
                : "%s: %d values, first %s, last %s"
                        .formatted(
                                name,
                                y.length,
                                Numbers.format(y[0]),
                                Numbers.format(y[y.length - 1]));
    }

    /**
     * @param position in words
     */
    void draw(Svg svg, Scale across, Scale up, DoubleFunction<String> position) {
        StringBuilder path = new StringBuilder();
        boolean gap = true;
        for (int i = 0; i < x.length; i++) {
            if (!shows(across, up, i)) {
                gap = true;
                continue;
            }
            path.append(gap ? 'M' : 'L')
                    .append(n(across.pixel(x[i])))
                    .append(' ')
                    .append(n(up.pixel(y[i])));
            gap = false;
        }
        svg.raw(
                "<path d=\"%s\" fill=\"none\" stroke-width=\"2\" stroke-linejoin=\"round\" %s %s/>"
                        .formatted(path, Legend.dash(series), Svg.stroke(series)));
        boolean lone = IntStream.range(0, x.length).filter(i -> shows(across, up, i)).count() == 1;
        if (x.length > DOTS && !lone) {
            return;
        }
        for (int i = 0; i < x.length; i++) {
            if (shows(across, up, i)) {
                String tip =
                        "%s at %s: %s".formatted(name, position.apply(x[i]), Numbers.format(y[i]));
                svg.raw(
                        "<circle cx=\"%s\" cy=\"%s\" r=\"3\" %s><title>%s</title></circle>"
                                .formatted(
                                        n(across.pixel(x[i])),
                                        n(up.pixel(y[i])),
                                        Svg.fill(series),
                                        Html.escape(tip)));
            }
        }
    }

    private boolean shows(Scale across, Scale up, int i) {
        return across.shows(x[i]) && up.shows(y[i]);
    }
}
