package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemoryProblemsTest {

    @Test
    void addingMarksOneNumberInEachHalfAndAsksForTheirSum() {
        ValuedSeries data = MemoryProblems.adding(20000, 9, 1);
        double squares = 0;
        double sum = 0;
        int[] marks = new int[9];
        for (int i = 0; i < data.size(); i++) {
            float[][] sequence = data.sequence(i);
            float marked = 0;
            int first = -1;
            int count = 0;
            for (int t = 0; t < 9; t++) {
                assertThat(sequence[t][0]).isBetween(0f, 1f);
                if (sequence[t][1] == 1) {
                    marks[t]++;
                    count++;
                    marked += sequence[t][0];
                    first = first < 0 ? t : first;
                } else {
                    assertThat(sequence[t][1]).isZero();
                }
            }
            assertThat(count).isEqualTo(2);
            assertThat(first).isLessThan(4);
            assertThat(data.targets()[i][0]).isEqualTo(marked);
            assertThat(data.attributes().get("distance")[i]).isEqualTo(8.0 - first);
            sum += marked;
            squares += (marked - 1) * (marked - 1);
        }
        // Four steps in the first half, five in the second, each as likely as the others.
        for (int t = 0; t < 9; t++) {
            double expected = t < 4 ? 1 / 4.0 : 1 / 5.0;
            assertThat(marks[t] / 20000.0).isCloseTo(expected, within(0.015));
        }
        assertThat(sum / 20000).isCloseTo(1, within(0.01));
        assertThat(squares / 20000).isCloseTo(1 / 6.0, within(0.005));
    }

    @Test
    void copyShowsSymbolsBlanksASignAndAsksForTheSymbols() {
        StepLabeledSeries data = MemoryProblems.copy(500, 3, 4, 5);
        int[] seen = new int[8];
        for (int i = 0; i < data.size(); i++) {
            int[] shown =
                    Arrays.stream(data.sequence(i)).mapToInt(MemoryProblemsTest::hot).toArray();
            assertThat(shown).hasSize(10);
            assertThat(Arrays.copyOfRange(shown, 3, 10)).containsExactly(8, 8, 8, 9, 8, 8, 8);
            assertThat(Arrays.copyOfRange(data.stepTargets(i), 0, 7)).containsOnly(-1);
            for (int t = 0; t < 3; t++) {
                assertThat(shown[t]).isBetween(0, 7).isEqualTo(data.stepTargets(i)[7 + t]);
                seen[shown[t]]++;
            }
        }
        assertThat(data.targets()).hasSize(1500);
        for (int count : seen) {
            assertThat(count / 1500.0).isCloseTo(1 / 8.0, within(0.035));
        }
    }

    @Test
    void recallAsksForTheSymbolAfterTheSign() {
        LabeledSeries data = MemoryProblems.recall(8000, 10, 4, 3);
        int[] distances = new int[10];
        int[] classes = new int[4];
        for (int i = 0; i < data.size(); i++) {
            int[] shown =
                    Arrays.stream(data.sequence(i)).mapToInt(MemoryProblemsTest::hot).toArray();
            assertThat(shown[9]).isEqualTo(5);
            int[] signs = IntStream.range(0, 10).filter(t -> shown[t] == 4).toArray();
            assertThat(signs).hasSize(1);
            assertThat(shown[signs[0] + 1]).isEqualTo(data.targets()[i]);
            assertThat(data.label(i)).isEqualTo(Integer.toString(data.targets()[i]));
            int distance = 9 - (signs[0] + 1);
            assertThat(data.attributes().get("distance")[i]).isEqualTo(distance);
            distances[distance]++;
            classes[data.targets()[i]]++;
        }
        assertThat(distances[0] + distances[9]).isZero();
        for (int d = 1; d <= 8; d++) {
            assertThat(distances[d] / 8000.0).isCloseTo(1 / 8.0, within(0.015));
        }
        for (int count : classes) {
            assertThat(count / 8000.0).isCloseTo(1 / 4.0, within(0.02));
        }
    }

    /** The place of the only 1 of a step. */
    private static int hot(float[] step) {
        int place = -1;
        for (int f = 0; f < step.length; f++) {
            if (step[f] != 0) {
                assertThat(step[f]).isEqualTo(1);
                assertThat(place).isEqualTo(-1);
                place = f;
            }
        }
        assertThat(place).isNotEqualTo(-1);
        return place;
    }

    @Test
    void theSmallestProblemsAreTheOnesOfTheBook() {
        // Two steps: both numbers are marked, the first is one step away.
        ValuedSeries adding = MemoryProblems.adding(1, 2, 1);
        assertThat(adding.sequence(0)[0][1]).isEqualTo(1);
        assertThat(adding.sequence(0)[1][1]).isEqualTo(1);
        assertThat(adding.attributes().get("distance")).containsExactly(1);
        // Sign, symbol, question.
        LabeledSeries recall = MemoryProblems.recall(1, 3, 2, 1);
        assertThat(recall.sequence(0)[0]).containsExactly(0, 0, 1, 0);
        assertThat(recall.sequence(0)[1][recall.targets()[0]]).isEqualTo(1);
        assertThat(recall.sequence(0)[2]).containsExactly(0, 0, 0, 1);
        // Symbol, sign, repetition.
        StepLabeledSeries copy = MemoryProblems.copy(1, 1, 1, 1);
        assertThat(copy.sequence(0)).hasDimensions(3, 10);
        assertThat(hot(copy.sequence(0)[1])).isEqualTo(9);
        assertThat(copy.stepTargets(0)[2]).isEqualTo(hot(copy.sequence(0)[0]));
    }

    @Test
    void theSeedMakesTheNumbers() {
        assertThat(MemoryProblems.adding(3, 5, 1).sequence(2))
                .isDeepEqualTo(MemoryProblems.adding(3, 5, 1).sequence(2));
        assertThat(MemoryProblems.adding(3, 5, 1).targets())
                .isNotEqualTo(MemoryProblems.adding(3, 5, 2).targets());
        // java.util.Random's sequence is specified: these are the same on every machine.
        assertThat(MemoryProblems.adding(1, 5, 1).sequence(0)[0][0]).isEqualTo(0.7308782f);
        assertThat(MemoryProblems.adding(1, 5, 1).provenance().preparation())
                .containsExactly("sequences=1", "seed=1");
        assertThat(MemoryProblems.recall(3, 7, 2, 9).toString())
                .isEqualTo("recall-7 all: 3 sequences of 7 steps, features 4; 2 classes");
    }

    @Test
    void sizesThatMakeNoProblemAreRefused() {
        assertThatThrownBy(() -> MemoryProblems.adding(1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("steps must be at least 2, not 1");
        assertThatThrownBy(() -> MemoryProblems.copy(1, 0, 1, 1)).hasMessageContaining("symbols");
        assertThatThrownBy(() -> MemoryProblems.recall(1, 3, 1, 1)).hasMessageContaining("classes");
        assertThatThrownBy(() -> MemoryProblems.recall(0, 3, 2, 1))
                .hasMessageContaining("sequences");
    }
}
