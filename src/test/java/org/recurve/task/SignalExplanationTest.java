package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import org.recurve.data.LabeledSeries;
import org.recurve.nn.Cells;

/** Explanations of signals against plain Java, and against what prediction says. */
class SignalExplanationTest {
    private static final int STEPS = 7;
    private static final float[][] SIGNAL = signal();

    private static float[][] signal() {
        Random random = new Random(2);
        float[][] signal = new float[STEPS][2];
        for (float[] step : signal) {
            step[0] = (float) random.nextGaussian() + 1;
            step[1] = (float) random.nextGaussian() * 2;
        }
        return signal;
    }

    private static SequenceClassifier drawn(boolean bidirectional) {
        LabeledSeries data =
                new LabeledSeries(
                        List.of(SIGNAL, SIGNAL, SIGNAL),
                        new int[] {0, 1, 2},
                        List.of("low", "middle", "high"),
                        Map.of(),
                        new DataProvenance("noise", "train", List.of(), List.of()));
        SequenceClassifier model =
                SequenceClassifier.builder()
                        .cell(Cells.gru())
                        .hidden(4)
                        .bidirectional(bidirectional)
                        .build(data);
        model.initialize();
        ClassifierLoops.draw(model.block(), 8);
        return model;
    }

    @Test
    void integratedGradientsAreThoseOfCentralDifferences() {
        try (SequenceClassifier model = drawn(false)) {
            ClassifierLoops loops = new ClassifierLoops(model.block(), "encoder.", false, "last");
            double[][] x = new double[STEPS][2];
            double[][] flat = new double[STEPS][2];
            for (int t = 0; t < STEPS; t++) {
                for (int f = 0; f < 2; f++) {
                    x[t][f] = SIGNAL[t][f];
                    for (float[] step : SIGNAL) {
                        flat[t][f] += step[f] / (double) STEPS;
                    }
                }
            }
            for (int k = 0; k < 3; k++) {
                SignalExplanation found =
                        model.explain(
                                SIGNAL, Attribution.integratedGradients(9), model.labels().get(k));
                double[][] expected = loops.integrated(x, flat, k, 9);
                for (int t = 0; t < STEPS; t++) {
                    assertThat(found.values()[t]).containsExactly(expected[t], within(1e-5));
                }
                assertThat(found.baseline()).isCloseTo(loops.probabilities(flat)[k], within(1e-5));
                assertThat(found.probability()).isCloseTo(loops.probabilities(x)[k], within(1e-5));
            }
        }
    }

    @Test
    void integratedGradientsAddUpInTwoDirections() {
        try (SequenceClassifier model = drawn(true)) {
            SignalExplanation found = model.explain(SIGNAL, Attribution.integratedGradients(300));
            double change = found.probability() - found.baseline();
            assertThat(Arrays.stream(found.perStep()).sum()).isCloseTo(change, within(1e-4));
            assertThat(Math.abs(change)).isGreaterThan(0.01);
        }
    }

    @Test
    void occlusionIsTheFallWithALineInPlaceOfTheRun() {
        try (SequenceClassifier model = drawn(false)) {
            double whole = model.probabilities(SIGNAL)[1];
            for (int width : new int[] {1, 3, STEPS, 50}) {
                double[][] found =
                        model.explain(SIGNAL, Attribution.occlusion(width), "middle").values();
                int run = Math.min(width, STEPS);
                for (int f = 0; f < 2; f++) {
                    for (int t = 0; t < STEPS; t++) {
                        double sum = 0;
                        int count = 0;
                        for (int start = 0; start + run <= STEPS; start++) {
                            if (start <= t && t < start + run) {
                                float[][] changed = replaced(f, start, start + run);
                                sum += whole - model.probabilities(changed)[1];
                                count++;
                            }
                        }
                        assertThat(found[t][f]).isCloseTo(sum / count, within(1e-5));
                    }
                }
            }
        }
    }

    /** A copy where steps from..to-1 of a feature lie on the line between their neighbours. */
    private static float[][] replaced(int feature, int from, int to) {
        float[][] copy = new float[STEPS][];
        for (int t = 0; t < STEPS; t++) {
            copy[t] = SIGNAL[t].clone();
        }
        double mean = 0;
        for (float[] step : SIGNAL) {
            mean += step[feature] / (double) STEPS;
        }
        for (int t = from; t < to; t++) {
            double value;
            if (from == 0 && to == STEPS) {
                value = mean;
            } else if (from == 0) {
                value = SIGNAL[to][feature];
            } else if (to == STEPS) {
                value = SIGNAL[from - 1][feature];
            } else {
                double left = SIGNAL[from - 1][feature];
                double right = SIGNAL[to][feature];
                value = left + (right - left) * (t - (from - 1)) / (to - (from - 1));
            }
            copy[t][feature] = (float) value;
        }
        return copy;
    }

    @Test
    void explainingLeavesTheSignalAsItIs() {
        float[][] before = Arrays.stream(SIGNAL).map(float[]::clone).toArray(float[][]::new);
        try (SequenceClassifier model = drawn(false)) {
            SignalExplanation found = model.explain(SIGNAL, Attribution.occlusion(2));
            assertThat(SIGNAL).isDeepEqualTo(before);
            assertThat(found.signal()).isDeepEqualTo(before);
            assertThat(found.label()).isEqualTo(model.predict(SIGNAL));
            var table = found.toTable();
            assertThat(table.rowCount()).isEqualTo(2 * STEPS);
            assertThat(table.intColumn("step").get(5)).isEqualTo(2);
            assertThat(table.intColumn("feature").get(5)).isEqualTo(1);
            assertThat(table.doubleColumn("value").get(5)).isEqualTo(SIGNAL[2][1]);
            assertThat(table.doubleColumn("evidence").get(5)).isEqualTo(found.values()[2][1]);
            double[] row = found.values()[3];
            assertThat(found.perStep()[3]).isCloseTo(row[0] + row[1], within(1e-12));
            assertThat(found.toString()).contains("by occlusion of 2", "7 steps");
            found.values()[0][0] = 9;
            found.signal()[0][0] = 9;
            assertThat(found.values()[0][0]).isNotEqualTo(9);
            assertThat(found.signal()).isDeepEqualTo(before);
        }
    }

    @Test
    void everyBeginningHasTheAnswerItGetsAlone() {
        for (boolean both : new boolean[] {false, true}) {
            try (SequenceClassifier model = drawn(both)) {
                PrefixProbabilities found = model.prefixes(SIGNAL);
                assertThat(found.steps()).containsExactly("1", "2", "3", "4", "5", "6", "7");
                for (int end = 1; end <= STEPS; end++) {
                    assertThat(found.probabilities()[end - 1])
                            .containsExactly(
                                    model.probabilities(Arrays.copyOf(SIGNAL, end)), within(1e-5));
                }
            }
        }
    }

    @Test
    void whatCannotBeExplainedIsNamed() {
        try (SequenceClassifier model = drawn(false)) {
            Attribution method = Attribution.integratedGradients(5);
            assertThatThrownBy(() -> model.explain(SIGNAL, method, "none"))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("no class \"none\"");
            assertThatThrownBy(() -> model.explain(new float[][] {{1}}, method))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("1 features");
            assertThatThrownBy(() -> model.explain(SIGNAL, Attribution.attention()))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("weighs no steps");
            assertThatThrownBy(() -> model.prefixes(new float[0][]))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining("no steps");
        }
    }
}
