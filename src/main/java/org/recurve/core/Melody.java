package org.recurve.core;

import java.util.ArrayList;
import java.util.List;

/**
 * A melody of one voice: notes one after the other, with rests between them.
 *
 * @param beats upper number of the time signature, such as the 3 of 3/4
 * @param unit lower number of the time signature: 1, 2, 4, 8 or 16
 * @param notes by their start, none over another; what no note fills is a rest
 */
public record Melody(int beats, int unit, List<Note> notes) {
    private static final int PER_QUARTER = 4;

    /**
     * A note.
     *
     * @param pitch MIDI number, 0 to 127; 60 is the C in the middle of a piano, 69 the A of 440 Hz
     * @param start in quarters from the beginning, a multiple of 0.25
     * @param duration in quarters, a multiple of 0.25
     */
    public record Note(int pitch, double start, double duration) {

        public Note {
            if (pitch < 0 || pitch > 127) {
                throw new RecurveException("a note of pitch " + pitch + ": expected 0 to 127");
            }
            if (!(start >= 0) || !isSixteenths(start)) {
                throw new RecurveException(
                        "a note that starts at quarter %s: expected a multiple of a sixteenth, 0.25"
                                .formatted(start));
            }
            if (!(duration > 0) || !isSixteenths(duration)) {
                throw new RecurveException(
                        "a note of %s quarters: expected a multiple of a sixteenth, 0.25"
                                .formatted(duration));
            }
        }

        private static boolean isSixteenths(double quarters) {
            return quarters * PER_QUARTER == Math.rint(quarters * PER_QUARTER)
                    && quarters * PER_QUARTER < Integer.MAX_VALUE;
        }

        /** {@return where it ends, in quarters from the beginning} */
        public double end() {
            return start + duration;
        }
    }

    public Melody {
        if (beats < 1 || beats > 32 || unit < 1 || unit > 16 || Integer.bitCount(unit) != 1) {
            throw new RecurveException(
                    "a melody in %d/%d: expected 1 to 32 beats of 1, 2, 4, 8 or 16"
                            .formatted(beats, unit));
        }
        notes = List.copyOf(notes);
        for (int i = 1; i < notes.size(); i++) {
            if (notes.get(i).start() < notes.get(i - 1).end()) {
                throw new RecurveException(
                        "note %d starts at quarter %s, before note %d ends at %s: a melody has one voice"
                                .formatted(i, notes.get(i).start(), i - 1, notes.get(i - 1).end()));
            }
        }
    }

    /**
     * A melody in 4/4.
     *
     * @param notes by their start, none over another
     * @return the melody
     */
    public static Melody of(List<Note> notes) {
        return new Melody(4, 4, notes);
    }

    /**
     * A melody in 4/4 of notes without rests between them.
     *
     * @param pitches MIDI numbers; -1 for a rest
     * @param durations in quarters, multiples of 0.25, as many
     * @return the melody
     */
    public static Melody of(int[] pitches, double[] durations) {
        if (pitches.length != durations.length) {
            throw new RecurveException(
                    "%d pitches and %d durations: expected as many of each"
                            .formatted(pitches.length, durations.length));
        }
        List<Note> notes = new ArrayList<>();
        double start = 0;
        for (int i = 0; i < pitches.length; i++) {
            if (pitches[i] != -1) {
                notes.add(new Note(pitches[i], start, durations[i]));
            }
            start += durations[i];
        }
        return of(notes);
    }

    /** {@return how long it lasts, in quarters} */
    public double duration() {
        return notes.isEmpty() ? 0 : notes.get(notes.size() - 1).end();
    }
}
