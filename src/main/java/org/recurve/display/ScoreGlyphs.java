package org.recurve.display;

import static org.recurve.display.Svg.n;

/**
 * The signs of a score, drawn by strokes, so that no font is needed. The distance of two lines is
 * one; each sign is placed by its middle, or by the line that it names.
 */
final class ScoreGlyphs {
    /** Pixels between two lines of a staff. */
    static final double SPACE = 8;

    private static final String INK = "class=\"recurve-ink\" fill=\"#1f2328\"";

    private static final String TREBLE =
            "M-.05 .5C-.75 .35-.75-.65 .15-.7C1.05-.75 1.25 .9 .1 1C-1.45 1.05-1.75-.75-.75-1.8"
                    + "C-.2-2.4 .65-3 .65-4C.65-4.6 .5-4.95 .3-4.95C-.1-4.9-.3-4-.2-3.3L.45 1.9"
                    + "C.55 2.8-.5 2.9-.65 2.3";
    private static final String BASS = "M-.8 0C-.8-1 .95-1.25 1 .1C1.05 1.4 .2 2.2-.9 2.7";
    private static final String SHARP = "M-.2-1.3v2.7M.25-1.45v2.7M-.5-.3L.55-.6M-.5 .6L.55 .3";
    private static final String NATURAL = "M-.25-1.4v2L.3 .45M.3 1.4v-2L-.25-.45";
    private static final String QUARTER_REST =
            "M-.3-1.4L.35-.55C-.15-.1-.15 .1 .4 .75C-.3 .4-.6 .9 .1 1.5";
    private static final String FLAG = "M0 0C.1 .9 1.2 1 .75 2.4";

    private final Svg svg;

    ScoreGlyphs(Svg svg) {
        this.svg = svg;
    }

    private ScoreGlyphs stroke(String path, double x, double y, double width, boolean mirrored) {
        svg.raw(
                ("<path d=\"%s\" transform=\"translate(%s %s) scale(%s %s)\" fill=\"none\""
                                + " stroke-width=\"%s\" stroke-linecap=\"round\""
                                + " class=\"recurve-pen\" stroke=\"#1f2328\"/>")
                        .formatted(
                                path,
                                n(x),
                                n(y),
                                n(SPACE),
                                n(mirrored ? -SPACE : SPACE),
                                n(width)));
        return this;
    }

    private void dot(double x, double y, double radius) {
        svg.raw("<circle cx=\"%s\" cy=\"%s\" r=\"%s\" %s/>".formatted(n(x), n(y), n(radius), INK));
    }

    /** A clef; y is the line that it names, of G or of F. */
    void clef(boolean treble, double x, double y) {
        if (treble) {
            stroke(TREBLE, x, y, 0.2, false);
            dot(x - 0.45 * SPACE, y + 2.25 * SPACE, 0.28 * SPACE);
            return;
        }
        stroke(BASS, x, y, 0.25, false);
        dot(x - 0.55 * SPACE, y, 0.3 * SPACE);
        dot(x + 1.5 * SPACE, y - 0.5 * SPACE, 0.16 * SPACE);
        dot(x + 1.5 * SPACE, y + 0.5 * SPACE, 0.16 * SPACE);
    }

    void number(int value, double x, double y) {
        svg.text(
                x, y, Integer.toString(value), 2.6 * SPACE, "middle", INK + " font-weight=\"700\"");
    }

    void sharp(double x, double y) {
        stroke(SHARP, x, y, 0.14, false);
    }

    void natural(double x, double y) {
        stroke(NATURAL, x, y, 0.14, false);
    }

    /** The head of a note of so many sixteenths; hollow from a half on. */
    void head(int plain, double x, double y) {
        boolean hollow = plain >= 8;
        double wide = plain >= 16 ? 0.78 : 0.6;
        svg.raw(
                "<ellipse cx=\"0\" cy=\"0\" rx=\"%s\" ry=\"%s\" transform=\"translate(%s %s) rotate(-20)\" %s/>"
                        .formatted(
                                n(wide * SPACE),
                                n(0.44 * SPACE),
                                n(x),
                                n(y),
                                hollow
                                        ? "fill=\"none\" stroke-width=\"1.8\" class=\"recurve-pen\" stroke=\"#1f2328\""
                                        : INK));
    }

    /** The stem of a note and its flags. */
    void stem(int plain, boolean up, double x, double y) {
        double side = x + (up ? 0.56 : -0.56) * SPACE;
        double end = y + (up ? -3.5 : 3.5) * SPACE;
        line(side, y, side, end, 1.3);
        for (int flag = 0; flag < flags(plain); flag++) {
            stroke(FLAG, side, end + (up ? flag : -flag) * 0.9 * SPACE, 0.18, !up);
        }
    }

    private static int flags(int plain) {
        return plain == 2 ? 1 : plain == 1 ? 2 : 0;
    }

    void augmentation(double x, double y) {
        dot(x, y, 0.18 * SPACE);
    }

    /** A rest; y is the middle line. */
    void rest(int plain, double x, double y) {
        switch (plain) {
            case 16 -> block(x, y - SPACE);
            case 8 -> block(x, y - 0.5 * SPACE);
            case 4 -> stroke(QUARTER_REST, x, y, 0.22, false);
            default -> {
                line(x + 0.45 * SPACE, y - 0.6 * SPACE, x - 0.1 * SPACE, y + 1.5 * SPACE, 1.3);
                for (int flag = 0; flag < flags(plain); flag++) {
                    double top = y + (flag - 0.6) * SPACE;
                    double shift = 0.26 * flag * SPACE;
                    dot(x - 0.4 * SPACE - shift, top, 0.26 * SPACE);
                    stroke("M-.4 0C-.2 .4 .2 .4 .45 0", x - shift, top, 0.14, false);
                }
            }
        }
    }

    private void block(double x, double y) {
        svg.raw(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" %s/>"
                        .formatted(n(x - 0.65 * SPACE), n(y), n(1.3 * SPACE), n(0.5 * SPACE), INK));
    }

    /** An arc between two heads, below them or above. */
    void tie(double from, double to, double y, boolean above) {
        double bend = above ? -0.9 * SPACE : 0.9 * SPACE;
        double start = y + bend * 0.8;
        svg.raw(
                ("<path d=\"M%1$s %2$sQ%3$s %4$s %5$s %2$s\" fill=\"none\" stroke-width=\"1.4\""
                                + " class=\"recurve-pen\" stroke=\"#1f2328\"/>")
                        .formatted(n(from), n(start), n((from + to) / 2), n(start + bend), n(to)));
    }

    void line(double x1, double y1, double x2, double y2, double width) {
        svg.raw(
                ("<path d=\"M%s %sL%s %s\" fill=\"none\" stroke-width=\"%s\""
                                + " class=\"recurve-pen\" stroke=\"#1f2328\"/>")
                        .formatted(n(x1), n(y1), n(x2), n(y2), n(width)));
    }
}
