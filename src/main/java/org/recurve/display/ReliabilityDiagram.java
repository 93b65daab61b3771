package org.recurve.display;

import static org.recurve.display.Svg.n;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.recurve.metric.Calibration;

/**
 * How often a classifier is right, by how sure it was: a bar for each bin of confidence, beside the
 * diagonal on which confidence and accuracy are equal. A dot is the mean confidence of a bin; below
 * the diagonal the classifier is too sure of itself. Under the bars stands how many predictions
 * each bin has.
 */
public final class ReliabilityDiagram implements Picture {
    private static final int WIDTH = 440;
    private static final int HEIGHT = 420;
    private static final double LEFT = 56;
    private static final double RIGHT = WIDTH - 20;
    private static final double TOP = 56;
    private static final double BOTTOM = 300;
    private static final double COUNTS_TOP = 330;
    private static final double COUNTS_BOTTOM = 376;

    private final String title;
    private final List<Calibration.Bin> bins;
    private final String errors;

    /**
     * Makes a diagram.
     *
     * @param title stands above it
     * @param calibration what it shows
     */
    public ReliabilityDiagram(String title, Calibration calibration) {
        this.title = title;
        this.bins = calibration.bins();
        this.errors =
                String.format(
                        Locale.ROOT,
                        "expected error %.3f, maximum %.3f",
                        calibration.expectedError(),
                        calibration.maximumError());
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public String alt() {
        return title
                + ". "
                + errors
                + ". "
                + bins.stream()
                        .filter(bin -> bin.count() > 0)
                        .map(ReliabilityDiagram::words)
                        .collect(Collectors.joining("; "));
    }

    private static String words(Calibration.Bin bin) {
        return "confidence %s: right %s of %s"
                .formatted(
                        Numbers.format(bin.confidence()),
                        Numbers.format(bin.accuracy()),
                        Numbers.amount(bin.count(), "predictions"));
    }

    /** {@return what the picture shows, in words} */
    @Override
    public String toString() {
        return alt();
    }

    @Override
    public String svg() {
        Svg svg = new Svg(WIDTH, HEIGHT);
        svg.heading(14, 22, title, WIDTH - 28);
        svg.soft(14, 41, "accuracy; " + errors, 11, "start");
        Scale x = new Scale(0, 1, LEFT, RIGHT, false);
        Scale y = new Scale(0, 1, BOTTOM, TOP, false);
        for (int tick = 0; tick <= 5; tick++) {
            double value = tick / 5.0;
            String label = Numbers.format(value, 1);
            svg.line(LEFT, y.pixel(value), RIGHT, y.pixel(value), tick == 0 ? "axis" : "grid");
            svg.soft(LEFT - 6, y.pixel(value) + 4, label, 11, "end");
            svg.soft(x.pixel(value), BOTTOM + 16, label, 11, "middle");
        }
        bins.stream().filter(bin -> bin.count() > 0).forEach(bin -> bar(svg, bin, x, y));
        svg.raw(
                "<path d=\"M%s %sL%s %s\" fill=\"none\" stroke-dasharray=\"4 3\" class=\"recurve-axis\" stroke=\"#8c959f\"/>"
                        .formatted(n(LEFT), n(BOTTOM), n(RIGHT), n(TOP)));
        bins.stream()
                .filter(bin -> bin.count() > 0)
                .forEach(
                        bin ->
                                svg.raw(
                                        "<circle cx=\"%s\" cy=\"%s\" r=\"3.5\" %s/>"
                                                .formatted(
                                                        n(x.pixel(Math.min(1, bin.confidence()))),
                                                        n(y.pixel(bin.accuracy())),
                                                        Svg.fill(1))));
        counts(svg, x);
        svg.soft((LEFT + RIGHT) / 2, HEIGHT - 10, "confidence; predictions per bin", 11, "middle");
        return svg.document(title, alt());
    }

    private static void bar(Svg svg, Calibration.Bin bin, Scale x, Scale y) {
        svg.raw(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill-opacity=\"0.45\" %s><title>%s</title></rect>"
                        .formatted(
                                n(x.pixel(bin.from()) + 1),
                                n(y.pixel(bin.accuracy())),
                                n(x.pixel(bin.to()) - x.pixel(bin.from()) - 2),
                                n(BOTTOM - y.pixel(bin.accuracy())),
                                Svg.fill(0),
                                Html.escape(words(bin))));
    }

    /** The histogram; numbers stand above its bars where there is room for all of them. */
    private void counts(Svg svg, Scale x) {
        int most = bins.stream().mapToInt(Calibration.Bin::count).max().orElseThrow();
        double room = (RIGHT - LEFT) / bins.size();
        boolean numbered = bins.stream().allMatch(bin -> Svg.textWidth(count(bin), 10) <= room - 2);
        for (Calibration.Bin bin : bins) {
            double height = (COUNTS_BOTTOM - COUNTS_TOP - 12) * bin.count() / most;
            svg.raw(
                    "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" %s><title>%s</title></rect>"
                            .formatted(
                                    n(x.pixel(bin.from()) + 1),
                                    n(COUNTS_BOTTOM - height),
                                    n(room - 2),
                                    n(height),
                                    Svg.fill(5),
                                    Html.escape(
                                            count(bin)
                                                    + " of confidence "
                                                    + Numbers.format(bin.from())
                                                    + " to "
                                                    + Numbers.format(bin.to()))));
            if (numbered) {
                svg.soft(
                        x.pixel(bin.from()) + room / 2,
                        COUNTS_BOTTOM - height - 3,
                        count(bin),
                        10,
                        "middle");
            }
        }
        svg.line(LEFT, COUNTS_BOTTOM, RIGHT, COUNTS_BOTTOM, "axis");
    }

    private static String count(Calibration.Bin bin) {
        return Numbers.amount(bin.count(), "predictions");
    }
}
