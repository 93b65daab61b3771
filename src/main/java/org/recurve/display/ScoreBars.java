package org.recurve.display;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.recurve.core.Melody;

/**
 * A melody as it is written: signs with a length of their own, in bars, tied where one is not
 * enough.
 */
final class ScoreBars {
    static final int REST = -1;

    /** Lengths that one sign can have, in sixteenths; those with a dot are for notes alone. */
    private static final int[] LENGTHS = {16, 12, 8, 6, 4, 3, 2, 1};

    private static final String[] NAMES = {
        "C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"
    };

    /**
     * A note or a rest.
     *
     * @param pitch MIDI number, or {@link #REST}
     * @param sixteenths one of the lengths that a sign can have
     * @param tied whether the next sign only goes on with it
     */
    record Sign(int pitch, int sixteenths, boolean tied) {
        boolean rest() {
            return pitch == REST;
        }

        boolean dotted() {
            return sixteenths % 3 == 0;
        }

        /** {@return the length without the dot} */
        int plain() {
            return dotted() ? sixteenths / 3 * 2 : sixteenths;
        }

        /** {@return such as {@code F#4 e.}; {@code ~} for a tie} */
        String text() {
            String length =
                    switch (plain()) {
                        case 16 -> "w";
                        case 8 -> "h";
                        case 4 -> "q";
                        case 2 -> "e";
                        default -> "s";
                    };
            String name = rest() ? "r" : NAMES[pitch % 12] + (pitch / 12 - 1);
            return name + " " + length + (dotted() ? "." : "") + (tied ? "~" : "");
        }
    }

    private final int barLength;
    private final List<List<Sign>> bars = new ArrayList<>();
    private int at;

    private ScoreBars(int barLength) {
        this.barLength = barLength;
    }

    static List<List<Sign>> of(Melody melody) {
        ScoreBars writer = new ScoreBars(melody.beats() * 16 / melody.unit());
        for (Melody.Note note : melody.notes()) {
            writer.write(REST, sixteenths(note.start()) - writer.at);
            writer.write(note.pitch(), sixteenths(note.duration()));
        }
        int open = writer.at % writer.barLength;
        writer.write(REST, open == 0 ? 0 : writer.barLength - open);
        return writer.bars;
    }

    private static int sixteenths(double quarters) {
        return (int) Math.rint(quarters * 4);
    }

    private void write(int pitch, int length) {
        int rest = length;
        while (rest > 0) {
            int place = at % barLength;
            if (place == 0) {
                bars.add(new ArrayList<>());
            }
            int part = part(pitch == REST, place, Math.min(rest, barLength - place));
            rest -= part;
            at += part;
            bars.get(bars.size() - 1).add(new Sign(pitch, part, pitch != REST && rest > 0));
        }
    }

    /** A rest begins where a note of its length could: the beats stay in sight. */
    private int part(boolean isRest, int place, int most) {
        for (int length : LENGTHS) {
            if (length <= most && (!isRest || (length % 3 != 0 && place % length == 0))) {
                return length;
            }
        }
        throw new IllegalStateException("no sign of at most " + most + " sixteenths");
    }

    /** {@return the melody in letters: {@code 4/4: C4 q E4 e | ...}} */
    static String text(Melody melody) {
        return melody.beats()
                + "/"
                + melody.unit()
                + ": "
                + of(melody).stream()
                        .map(bar -> bar.stream().map(Sign::text).collect(Collectors.joining("  ")))
                        .collect(Collectors.joining(" | "));
    }
}
