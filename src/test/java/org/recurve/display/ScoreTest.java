package org.recurve.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.recurve.core.Melody;
import org.recurve.core.Melody.Note;
import org.recurve.display.ScoreBars.Sign;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ScoreTest {

    private static Melody random(int beats, int unit, long seed) {
        Random random = new Random(seed);
        List<Note> notes = new ArrayList<>();
        double at = 0;
        for (int i = 0; i < 40; i++) {
            at += random.nextInt(3) == 0 ? random.nextInt(12) * 0.25 : 0;
            double duration = (1 + random.nextInt(21)) * 0.25;
            notes.add(new Note(21 + random.nextInt(88), at, duration));
            at += duration;
        }
        return new Melody(beats, unit, notes);
    }

    /** Ties undone and rests counted, the signs give the notes again. */
    private static List<Note> read(List<List<Sign>> bars) {
        List<Note> notes = new ArrayList<>();
        double at = 0;
        double started = -1;
        for (Sign sign : bars.stream().flatMap(List::stream).toList()) {
            double end = at + sign.sixteenths() / 4.0;
            if (!sign.rest()) {
                started = started < 0 ? at : started;
                if (!sign.tied()) {
                    notes.add(new Note(sign.pitch(), started, end - started));
                    started = -1;
                }
            }
            at = end;
        }
        return notes;
    }

    @ParameterizedTest
    @CsvSource({"4,4", "3,4", "6,8", "2,2", "5,16", "1,4", "7,8"})
    void theSignsOfFullBarsAreTheMelody(int beats, int unit) {
        for (int seed = 0; seed < 20; seed++) {
            Melody melody = random(beats, unit, seed);
            List<List<Sign>> bars = ScoreBars.of(melody);
            assertThat(bars)
                    .allSatisfy(
                            bar ->
                                    assertThat(bar.stream().mapToInt(Sign::sixteenths).sum())
                                            .isEqualTo(beats * 16 / unit));
            assertThat(read(bars)).isEqualTo(melody.notes());
        }
    }

    @Test
    void theTextNamesPitchLengthAndTies() {
        Melody melody =
                new Melody(
                        3,
                        4,
                        List.of(
                                new Note(60, 0, 0.75),
                                new Note(61, 0.75, 0.25),
                                new Note(69, 1.5, 2.5)));
        assertThat(Displays.text(melody))
                .isEqualTo("3/4: C4 e.  C#4 s  r e  A4 q.~ | A4 q  r q  r q");
        assertThat(Displays.text(Melody.of(List.of()))).isEqualTo("4/4: ");
    }

    private static int count(Document document, String name) {
        return document.getElementsByTagName(name).getLength();
    }

    @Test
    void everyNoteHasAHeadInsideTheFrame() {
        for (int seed = 0; seed < 5; seed++) {
            Melody melody = random(4, 4, seed);
            Score score = new Score(melody);
            Document document = Samples.xml(score.svg());
            long signs =
                    ScoreBars.of(melody).stream()
                            .flatMap(List::stream)
                            .filter(sign -> !sign.rest())
                            .count();
            NodeList heads = document.getElementsByTagName("ellipse");
            assertThat(heads.getLength()).isEqualTo((int) signs);
            double height =
                    Double.parseDouble(document.getDocumentElement().getAttribute("height"));
            for (int i = 0; i < heads.getLength(); i++) {
                String[] at =
                        ((Element) heads.item(i))
                                .getAttribute("transform")
                                .replaceAll("translate\\(([^)]*)\\).*", "$1")
                                .split(" ", -1);
                assertThat(Double.parseDouble(at[0])).isBetween(40.0, 710.0);
                assertThat(Double.parseDouble(at[1])).isBetween(8.0, height - 8);
            }
            assertThat(score.svg()).doesNotContain("NaN", "Infinity");
        }
    }

    @Test
    void higherNotesAreHigherAndLedgerLinesCarryThem() {
        // E4 is on the lowest line of five, C4 on a ledger line, G5 above the staff needs none.
        Document plain = Samples.xml(new Score(quarters(64)).svg());
        assertThat(count(plain, "line")).isEqualTo(5);
        assertThat(count(Samples.xml(new Score(quarters(60)).svg()), "line")).isEqualTo(6);
        assertThat(count(Samples.xml(new Score(quarters(79)).svg()), "line")).isEqualTo(5);
        assertThat(count(Samples.xml(new Score(quarters(84)).svg()), "line")).isEqualTo(7);
    }

    private static Melody quarters(int... pitches) {
        double[] durations = new double[pitches.length];
        Arrays.fill(durations, 1);
        return Melody.of(pitches, durations);
    }

    @Test
    void aSharpHoldsForItsBarAndANaturalTakesItBack() {
        int bare = paths(quarters(65, 65, 65, 65));
        assertThat(paths(quarters(66, 66, 66, 66))).isEqualTo(bare + 1);
        assertThat(paths(quarters(66, 65, 65, 65))).isEqualTo(bare + 2);
        assertThat(paths(quarters(66, 65, 66, 65))).isEqualTo(bare + 4);
        int two = paths(quarters(65, 65, 65, 65, 65, 65, 65, 65));
        assertThat(paths(quarters(66, 66, 66, 66, 66, 66, 66, 66))).isEqualTo(two + 2);
    }

    private static int paths(Melody melody) {
        return count(Samples.xml(new Score(melody).svg()), "path");
    }

    @Test
    void lowMelodiesHaveTheBassClef() {
        assertThat(new Score(quarters(59)).svg()).contains("M-.8 0C-.8-1");
        assertThat(new Score(quarters(60)).svg()).doesNotContain("M-.8 0C-.8-1");
    }

    @Test
    void anEmptyMelodyIsAnEmptyStaff() {
        assertThat(count(Samples.xml(new Score(Melody.of(List.of())).svg()), "line")).isEqualTo(5);
    }
}
