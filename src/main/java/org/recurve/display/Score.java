package org.recurve.display;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.recurve.core.Melody;
import org.recurve.display.ScoreBars.Sign;

/** A melody on a staff, in the treble or the bass clef; black keys are written as sharps. */
final class Score implements Picture {
    private static final double S = ScoreGlyphs.SPACE;
    private static final int WIDTH = 720;
    private static final int LEFT = 14;
    private static final double HEAD = 9.5 * S;
    private static final double SIGN = 3.1 * S;
    private static final double EDGE = 2.2 * S;
    private static final int[] STEPS = {0, 0, 1, 1, 2, 3, 3, 4, 4, 5, 5, 6};
    private static final List<Integer> SHARPS = List.of(1, 3, 6, 8, 10);
    private static final int E4 = 4 * 7 + 2;
    private static final int G2 = 2 * 7 + 4;
    private static final int MIDDLE_C = 60;

    private final Melody melody;
    private final List<List<Sign>> bars;
    private final boolean treble;
    private final List<List<List<Sign>>> systems = new ArrayList<>();
    private final double above;
    private final double below;

    Score(Melody melody) {
        this.melody = melody;
        bars = ScoreBars.of(melody);
        treble =
                melody.notes().stream().mapToInt(Melody.Note::pitch).average().orElse(MIDDLE_C)
                        >= MIDDLE_C;
        double room = WIDTH - 2.0 * LEFT - HEAD;
        double used = room;
        for (List<Sign> bar : bars) {
            if (used + width(bar) > room) {
                systems.add(new ArrayList<>());
                used = 0;
            }
            systems.get(systems.size() - 1).add(bar);
            used += width(bar);
        }
        int highest = melody.notes().stream().mapToInt(note -> place(note.pitch())).max().orElse(0);
        int lowest = melody.notes().stream().mapToInt(note -> place(note.pitch())).min().orElse(0);
        above = Math.max(3, (highest - 8) / 2.0 + 2) * S;
        below = Math.max(3, -lowest / 2.0 + 2) * S;
    }

    private static double width(List<Sign> bar) {
        return bar.stream().mapToDouble(Score::width).sum() + EDGE;
    }

    private static double width(Sign sign) {
        return SIGN + Math.sqrt(sign.sixteenths()) * 0.55 * S;
    }

    /** How many steps a note is above the lowest line. */
    private int place(int pitch) {
        return (pitch / 12 - 1) * 7 + STEPS[pitch % 12] - (treble ? E4 : G2);
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public String alt() {
        return "Score of a melody in " + ScoreBars.text(melody);
    }

    @Override
    public String svg() {
        double system = above + 4 * S + below;
        Svg svg = new Svg(WIDTH, (int) (16 + Math.max(1, systems.size()) * system));
        ScoreGlyphs glyphs = new ScoreGlyphs(svg);
        List<List<List<Sign>>> lines = systems.isEmpty() ? List.of(List.of()) : systems;
        boolean tied = false;
        for (int i = 0; i < lines.size(); i++) {
            double bottom = 8 + i * system + above + 4 * S;
            Line line = new Line(glyphs, svg, bottom, tied ? LEFT + HEAD - S : 0);
            tied = line.draw(i == 0, i == lines.size() - 1, lines.get(i));
        }
        return svg.document("Score", alt());
    }

    /** One staff from left to right. */
    private final class Line {
        private final ScoreGlyphs glyphs;
        private final Svg svg;
        private final double bottom;
        private double x = LEFT;
        private double tiedFrom;
        private double tiedAt;
        private boolean tiedAbove;

        private Line(ScoreGlyphs glyphs, Svg svg, double bottom, double tiedFrom) {
            this.tiedFrom = tiedFrom;
            this.glyphs = glyphs;
            this.svg = svg;
            this.bottom = bottom;
        }

        /** {@return whether its last note goes on in the next line} */
        private boolean draw(boolean first, boolean last, List<List<Sign>> line) {
            double wanted = line.stream().mapToDouble(Score::width).sum();
            double room = WIDTH - 2.0 * LEFT - HEAD;
            // A full line is stretched to the margin, the last is left as long as it is.
            double stretch = last && wanted <= room ? 1 : room / wanted;
            double end = LEFT + HEAD + Math.max(4 * S, wanted * stretch);
            for (int i = 0; i < 5; i++) {
                svg.line(LEFT, bottom - i * S, end, bottom - i * S, "axis");
            }
            glyphs.clef(treble, LEFT + 2 * S, treble ? bottom - S : bottom - 3 * S);
            if (first) {
                glyphs.number(melody.beats(), LEFT + 5.6 * S, bottom - 2.05 * S);
                glyphs.number(melody.unit(), LEFT + 5.6 * S, bottom - 0.05 * S);
            }
            x = LEFT + HEAD;
            for (List<Sign> bar : line) {
                bar(bar, stretch);
            }
            glyphs.line(end, bottom, end, bottom - 4 * S, last ? 3 : 1.2);
            if (last) {
                glyphs.line(end - 0.6 * S, bottom, end - 0.6 * S, bottom - 4 * S, 1.2);
            } else if (tiedFrom > 0) {
                glyphs.tie(tiedFrom, end - 0.2 * S, tiedAt, tiedAbove);
            }
            return tiedFrom > 0;
        }

        private void bar(List<Sign> bar, double stretch) {
            double end = x + width(bar) * stretch;
            if (bar.stream().allMatch(Sign::rest)) {
                glyphs.rest(16, (x + end) / 2, bottom - 2 * S);
            } else {
                Map<Integer, Boolean> sharps = new HashMap<>();
                x += EDGE * stretch;
                for (Sign sign : bar) {
                    sign(sign, sharps);
                    x += width(sign) * stretch;
                }
            }
            x = end;
            glyphs.line(x, bottom, x, bottom - 4 * S, 1.2);
        }

        private void sign(Sign sign, Map<Integer, Boolean> sharps) {
            if (sign.rest()) {
                glyphs.rest(sign.plain(), x, bottom - 2 * S);
                return;
            }
            int place = place(sign.pitch());
            double y = bottom - place * S / 2;
            boolean goesOn = tiedFrom > 0;
            if (!goesOn) {
                accidental(sign.pitch(), place, y, sharps);
            }
            ledgerLines(place);
            glyphs.head(sign.plain(), x, y);
            boolean up = place < 4;
            if (sign.plain() < 16) {
                glyphs.stem(sign.plain(), up, x, y);
            }
            if (sign.dotted()) {
                // On a line the dot moves up into the space.
                glyphs.augmentation(x + 1.2 * S, y - (place % 2 == 0 ? S / 2 : 0));
            }
            if (goesOn) {
                glyphs.tie(tiedFrom, x - 0.5 * S, y, !up);
            }
            tiedFrom = sign.tied() ? x + 0.5 * S : 0;
            tiedAt = y;
            tiedAbove = !up;
        }

        /** A sharp holds to the end of its bar; a natural takes it back. */
        private void accidental(int pitch, int place, double y, Map<Integer, Boolean> sharps) {
            boolean sharp = SHARPS.contains(pitch % 12);
            boolean before = sharps.getOrDefault(place, false);
            if (sharp != before) {
                if (sharp) {
                    glyphs.sharp(x - 1.35 * S, y);
                } else {
                    glyphs.natural(x - 1.35 * S, y);
                }
                sharps.put(place, sharp);
            }
        }

        private void ledgerLines(int place) {
            IntStream.concat(
                            IntStream.iterate(10, line -> line <= place, line -> line + 2),
                            IntStream.iterate(-2, line -> line >= place, line -> line - 2))
                    .mapToDouble(line -> bottom - line * S / 2)
                    .forEach(y -> svg.line(x - S, y, x + S, y, "axis"));
        }
    }
}
