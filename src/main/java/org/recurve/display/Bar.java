package org.recurve.display;

import static org.recurve.display.Svg.n;

/**
 * A progress bar.
 *
 * @param fraction done, 0 to 1
 */
record Bar(double fraction) implements Picture {
    private static final int WIDTH = 180;

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public String alt() {
        return ProgressLine.asciiBar(fraction, 20);
    }

    @Override
    public String svg() {
        return new Svg(WIDTH, 14)
                .raw(
                        "<rect x=\"2\" y=\"2\" width=\"%s\" height=\"10\" rx=\"4\" %s/>"
                                .formatted(n(fraction * (WIDTH - 4)), Svg.fill(0)))
                .document(alt(), "");
    }
}
