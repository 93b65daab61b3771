package org.recurve.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.recurve.core.Melody.Note;

class MelodyTest {

    @Test
    void pitchesAndDurationsFollowEachOther() {
        Melody melody = Melody.of(new int[] {60, -1, 67}, new double[] {1, 0.5, 2.25});
        assertThat(melody.notes()).containsExactly(new Note(60, 0, 1), new Note(67, 1.5, 2.25));
        assertThat(melody.duration()).isEqualTo(3.75);
        assertThat(Melody.of(List.of()).duration()).isZero();
    }

    @Test
    void whatCannotBeWrittenIsRefused() {
        assertThatThrownBy(() -> new Note(128, 0, 1))
                .isInstanceOf(RecurveException.class)
                .hasMessage("a note of pitch 128: expected 0 to 127");
        assertThatThrownBy(() -> new Note(60, 1.0 / 3, 1))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("expected a multiple of a sixteenth, 0.25");
        assertThatThrownBy(() -> new Note(60, 0, 0)).isInstanceOf(RecurveException.class);
        assertThatThrownBy(() -> new Note(60, -1, 1)).isInstanceOf(RecurveException.class);
        assertThatThrownBy(() -> new Note(60, 0, Double.NaN)).isInstanceOf(RecurveException.class);
        assertThatThrownBy(() -> new Note(60, Double.POSITIVE_INFINITY, 1))
                .isInstanceOf(RecurveException.class);
        assertThatThrownBy(() -> Melody.of(List.of(new Note(60, 0, 2), new Note(62, 1, 1))))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining(
                        "note 1 starts at quarter 1.0, before note 0 ends at 2.0: a melody has one voice");
        assertThatThrownBy(() -> new Melody(4, 3, List.of()))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("in 4/3");
        assertThatThrownBy(() -> Melody.of(new int[1], new double[2]))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("1 pitches and 2 durations");
    }
}
