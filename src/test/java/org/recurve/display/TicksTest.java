package org.recurve.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TicksTest {

    @Test
    void ticksAreRoundNumbers() {
        assertThat(Ticks.linear(0, 1, 6, false).values())
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1)
                .isEqualTo(List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0));
        assertThat(Ticks.linear(118, 187, 5, false).values())
                .isEqualTo(List.of(120.0, 140.0, 160.0, 180.0));
        assertThat(Ticks.logarithmic(0.9, 1200, 6).values())
                .isEqualTo(List.of(1.0, 10.0, 100.0, 1000.0));
    }

    @Test
    void decadesAreLabelledWithoutNeedlessZeros() {
        Ticks ticks = Ticks.logarithmic(5e-6, 20, 12);
        assertThat(ticks.values().stream().map(ticks::label))
                .containsExactly("1e-05", "0.0001", "0.001", "0.01", "0.1", "1", "10");
    }

    @Test
    void manyDecadesAreSkippedEvenlyAndOneIsAmongThem() {
        Ticks ticks = Ticks.logarithmic(2e-26, 500, 9);
        assertThat(ticks.values().stream().map(ticks::label))
                .containsExactly("1e-24", "1e-20", "1e-16", "1e-12", "1e-08", "0.0001", "1");
    }

    @Test
    void epochsAreWhole() {
        assertThat(Ticks.linear(0.9, 3.1, 8, true).values()).isEqualTo(List.of(1.0, 2.0, 3.0));
        assertThat(Ticks.linear(0.5, 1.5, 8, true).values()).isEqualTo(List.of(1.0));
    }

    @Test
    void labelsTellNeighboursApart() {
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            double low = random.nextGaussian() * Math.pow(10, random.nextInt(8) - 4);
            double high = low + Math.abs(low) * Math.pow(10, -random.nextInt(5)) + 1e-4;
            Ticks ticks = Ticks.linear(low, high, 7, false);
            List<String> labels = ticks.values().stream().map(ticks::label).toList();
            assertThat(labels).doesNotHaveDuplicates();
            assertThat(ticks.values()).allMatch(v -> v >= low - 1e-6 && v <= high + 1e-6);
            assertThat(ticks.values()).hasSizeBetween(1, 8);
        }
    }
}
