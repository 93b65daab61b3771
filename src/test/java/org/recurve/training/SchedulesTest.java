package org.recurve.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchedulesTest {
    private static double atStep(Schedule schedule, long step, long steps) {
        return schedule.factor(new Schedule.Progress(step, steps, 0, List.of()));
    }

    private static double atEpoch(Schedule schedule, int epoch) {
        return schedule.factor(new Schedule.Progress(0, 100, epoch, List.of()));
    }

    private static double after(Schedule schedule, Double... monitored) {
        return schedule.factor(new Schedule.Progress(0, 100, monitored.length, List.of(monitored)));
    }

    @Test
    void betweenEpochs() {
        assertThat(atEpoch(Schedules.constant(), 7)).isEqualTo(1);
        assertThat(atEpoch(Schedules.step(2, 0.5), 1)).isEqualTo(1);
        assertThat(atEpoch(Schedules.step(2, 0.5), 2)).isEqualTo(0.5);
        assertThat(atEpoch(Schedules.step(2, 0.5), 5)).isEqualTo(0.25);
        assertThat(atEpoch(Schedules.exponential(0.5), 0)).isEqualTo(1);
        assertThat(atEpoch(Schedules.exponential(0.5), 3)).isEqualTo(0.125);
        assertThat(atEpoch(Schedules.exponential(0.5, 4), 3)).isEqualTo(1);
        assertThat(atEpoch(Schedules.exponential(0.5, 4), 4)).isEqualTo(0.5);
        assertThat(atEpoch(Schedules.exponential(0.5, 4), 6)).isEqualTo(0.125);
    }

    @Test
    void cosine() {
        assertThat(atStep(Schedules.cosine(), 0, 8)).isEqualTo(1);
        assertThat(atStep(Schedules.cosine(), 2, 8))
                .isCloseTo((1 + Math.sqrt(0.5)) / 2, within(1e-12));
        assertThat(atStep(Schedules.cosine(), 4, 8)).isCloseTo(0.5, within(1e-12));
        assertThat(atStep(Schedules.cosine(), 8, 8)).isCloseTo(0, within(1e-12));
        assertThat(atStep(Schedules.cosine(0.2), 4, 8)).isCloseTo(0.6, within(1e-12));
        assertThat(atStep(Schedules.cosine(0.2), 8, 8)).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void warmUpIsFollowedByTheWholeOfTheOther() {
        Schedule schedule = Schedules.warmUp(4, Schedules.cosine());
        assertThat(atStep(schedule, 0, 12)).isEqualTo(0.25);
        assertThat(atStep(schedule, 3, 12)).isEqualTo(1);
        assertThat(atStep(schedule, 4, 12)).isEqualTo(1);
        assertThat(atStep(schedule, 8, 12)).isCloseTo(0.5, within(1e-12));
        assertThat(atStep(schedule, 12, 12)).isCloseTo(0, within(1e-12));
    }

    /**
     * Values of PyTorch's OneCycleLR with max_lr 1 and total_steps 11: phases end at 2.3 and 10.
     */
    @Test
    void oneCycle() {
        Schedule schedule = Schedules.oneCycle();
        assertThat(atStep(schedule, 0, 11)).isCloseTo(0.04, within(1e-12));
        assertThat(atStep(schedule, 1, 11))
                .isCloseTo(0.04 + 0.96 * (1 - Math.cos(Math.PI / 2.3)) / 2, within(1e-12));
        double way = (6 - 2.3) / 7.7;
        assertThat(atStep(schedule, 6, 11))
                .isCloseTo(1 + (4e-6 - 1) * (1 - Math.cos(Math.PI * way)) / 2, within(1e-12));
        assertThat(atStep(schedule, 10, 11)).isCloseTo(4e-6, within(1e-12));
    }

    /** The formula of Howard and Ruder (2018), section 3.2, in its own terms. */
    @Test
    void slantedTriangular() {
        double cutFraction = 0.1;
        int total = 200;
        double cut = Math.floor(total * cutFraction);
        for (int t = 0; t < total; t++) {
            double p = t < cut ? t / cut : 1 - (t - cut) / (cut * (1 / cutFraction - 1));
            assertThat(atStep(Schedules.slantedTriangular(), t, total))
                    .isCloseTo((1 + p * (32 - 1)) / 32, within(1e-12));
        }
        assertThat(atStep(Schedules.slantedTriangular(), 20, 200)).isEqualTo(1);
        // Where the tenth is no whole number, the fall has all updates that are left.
        Schedule four = Schedules.slantedTriangular(0.1, 4);
        assertThat(atStep(four, 0, 19)).isEqualTo(0.25);
        assertThat(atStep(four, 1, 19)).isEqualTo(1);
        assertThat(atStep(four, 10, 19)).isCloseTo((1 + 0.5 * 3) / 4, within(1e-12));
        assertThat(atStep(four, 18, 19)).isCloseTo((1 + 3.0 / 18) / 4, within(1e-12));
        // Later epochs may be longer than the first.
        assertThat(atStep(four, 30, 19)).isEqualTo(0.25);
        // Fewer than ten updates rise in the first.
        assertThat(atStep(four, 0, 3)).isEqualTo(0.25);
        assertThat(atStep(four, 1, 3)).isEqualTo(1);
        assertThat(atStep(four, 2, 3)).isCloseTo((1 + 0.5 * 3) / 4, within(1e-12));
        assertThat(four).hasToString("slantedTriangular(rising 0.1, ratio 4.0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedules.slantedTriangular(0.1, 1))
                .withMessage("ratio must be above 1, but is 1.0");
    }

    @Test
    void onPlateauComparesWithTheBestOfAllEpochs() {
        Schedule schedule = Schedules.onPlateau(0.5, 1);
        assertThat(after(schedule, 3.0, 2.0, 2.5)).isEqualTo(1);
        // 2.4 is better than the epoch before, but not than the best.
        assertThat(after(schedule, 3.0, 2.0, 2.5, 2.4)).isEqualTo(0.5);
        assertThat(after(schedule, 3.0, 2.0, 2.5, 2.4, 2.3)).isEqualTo(0.5);
        assertThat(after(schedule, 3.0, 2.0, 2.5, 2.4, 2.3, 2.2)).isEqualTo(0.25);
        assertThat(after(schedule, 3.0, 2.0, 2.5, 1.9, 2.3, 1.8)).isEqualTo(1);
    }

    /** The recipe of pytorch/examples/word_language_model, as its main.py reads. */
    @Test
    void patienceZeroIsTheWordLanguageModelRecipe() {
        double[] losses = {5.3, 5.0, 5.0, 4.9, 4.95, 4.97, 4.85, 4.86, Double.NaN};
        double rate = 20;
        Double best = null;
        List<Double> seen = new ArrayList<>();
        for (double loss : losses) {
            seen.add(loss);
            if (best == null || loss < best) {
                best = loss;
            } else {
                rate /= 4;
            }
            assertThat(20 * after(Schedules.onPlateau(0.25), seen.toArray(Double[]::new)))
                    .isEqualTo(rate);
        }
        assertThat(rate).isEqualTo(20 / Math.pow(4, 5));
    }

    @Test
    void saysWhatItIsAndRefusesNonsense() {
        assertThat(Schedules.warmUp(10, Schedules.onPlateau(0.25)))
                .hasToString("warmUp(10 updates, then onPlateau(factor 0.25, patience 0))");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedules.onPlateau(1))
                .withMessage("factor must be at least 0 and below 1, but is 1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> Schedules.step(0, 0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> Schedules.exponential(0));
    }
}
