package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import org.recurve.data.LabeledSeries;
import org.recurve.data.LabeledText;
import org.recurve.data.StepLabeledSeries;
import org.recurve.data.Tokenizers;
import org.recurve.nn.Cells;
import org.recurve.nn.GRU;
import org.recurve.nn.pooling.Poolings;

/** Reading by reading as it comes gives what prediction says of all that came so far. */
class StreamTest {
    private static final DataProvenance MADE =
            new DataProvenance("made up", "train", List.of(), List.of());
    private static final float[][] SIGNAL = signal();
    private static final LabeledSeries SERIES =
            new LabeledSeries(
                    List.of(SIGNAL, SIGNAL, SIGNAL),
                    new int[] {0, 1, 2},
                    List.of("low", "middle", "high"),
                    Map.of(),
                    MADE);
    private static final String TEXT = "the film is not bad at all said nobody";
    private static final LabeledText TEXTS =
            LabeledText.of(List.of(TEXT, "a b c"), List.of("no", "yes"), MADE);

    private static float[][] signal() {
        Random random = new Random(4);
        float[][] signal = new float[12][2];
        for (float[] step : signal) {
            step[0] = (float) random.nextGaussian();
            step[1] = (float) random.nextGaussian();
        }
        return signal;
    }

    private static <M extends TaskModel<?>> M drawn(M model) {
        model.initialize();
        ClassifierLoops.draw(model.block(), 6);
        return model;
    }

    private static void equalsPrediction(SequenceClassifier model) {
        try (SequenceStream stream = model.stream()) {
            for (int round = 0; round < 2; round++) {
                for (int t = 0; t < SIGNAL.length; t++) {
                    double[] expected = model.probabilities(Arrays.copyOf(SIGNAL, t + 1));
                    assertThat(stream.next(SIGNAL[t])).containsExactly(expected, within(1e-5));
                }
                stream.reset();
            }
        }
    }

    @Test
    void aSequenceIsReadStepByStep() {
        try (SequenceClassifier gru = drawn(SequenceClassifier.builder().hidden(4).build(SERIES));
                SequenceClassifier lstm =
                        drawn(
                                SequenceClassifier.builder()
                                        .cell(Cells.lstm())
                                        .layers(2)
                                        .hidden(4)
                                        .dropout(0.5)
                                        .build(SERIES));
                SequenceClassifier own =
                        drawn(
                                SequenceClassifier.builder()
                                        .encoder(
                                                GRU.builder()
                                                        .setStateSize(4)
                                                        .setNumLayers(1)
                                                        .build())
                                        .build(SERIES))) {
            equalsPrediction(gru);
            equalsPrediction(lstm);
            equalsPrediction(own);
        }
    }

    @Test
    void everyStepIsAnsweredByAStepClassifier() {
        StepLabeledSeries data =
                new StepLabeledSeries(
                        List.<float[][]>of(SIGNAL),
                        new int[][] {new int[SIGNAL.length]},
                        List.of("x", "y"),
                        Map.of(),
                        MADE);
        try (StepClassifier model = drawn(StepClassifier.builder().hidden(4).build(data));
                SequenceStream stream = model.stream()) {
            double[][] expected = model.probabilities(SIGNAL);
            for (int t = 0; t < SIGNAL.length; t++) {
                assertThat(stream.next(SIGNAL[t])).containsExactly(expected[t], within(1e-5));
            }
        }
    }

    private static TextClassifierBuilder oneWay() {
        return TextClassifier.builder()
                .tokenizer(Tokenizers.whitespace())
                .minCount(1)
                .embedding(3)
                .hidden(4)
                .bidirectional(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"last", "mean", "max", "attention(3,2)", "last+max+mean+attention(2)"})
    void aTextIsReadTokenByToken(String pooling) {
        TextClassifierBuilder builder =
                oneWay().layers(2).characters(2).pooling(Poolings.byName(pooling));
        try (TextClassifier model = drawn(builder.build(TEXTS));
                TextStream stream = model.stream()) {
            PrefixProbabilities expected = model.prefixes(TEXT);
            for (int round = 0; round < 2; round++) {
                for (int t = 0; t < expected.steps().size(); t++) {
                    assertThat(stream.next(expected.steps().get(t)))
                            .containsExactly(expected.probabilities()[t], within(1e-5));
                }
                stream.reset();
            }
            // Several tokens at once give the answer after the last.
            stream.next("the film is");
            assertThat(stream.next("  not bad "))
                    .containsExactly(expected.probabilities()[4], within(1e-5));
            assertThat(stream.next("neverseen"))
                    .containsExactly(
                            model.probabilities("the film is not bad neverseen"), within(1e-5));
        }
    }

    @Test
    void manyStreamsOfOneModelDoNotMeet() throws Exception {
        try (SequenceClassifier model =
                drawn(SequenceClassifier.builder().hidden(4).build(SERIES))) {
            double[] expected = model.probabilities(SIGNAL);
            Callable<double[]> job =
                    () -> {
                        try (SequenceStream stream = model.stream()) {
                            double[] last = {};
                            for (float[] reading : SIGNAL) {
                                last = stream.next(reading);
                            }
                            return last;
                        }
                    };
            ExecutorService pool = Executors.newFixedThreadPool(8);
            try {
                for (Future<double[]> found : pool.invokeAll(Collections.nCopies(32, job))) {
                    assertThat(found.get()).containsExactly(expected, within(1e-5));
                }
            } finally {
                pool.shutdownNow();
            }
        }
    }

    @Test
    void aLongStreamLeavesNothingBehind() {
        try (SequenceClassifier model =
                        drawn(SequenceClassifier.builder().hidden(4).build(SERIES));
                TextClassifier reader = drawn(oneWay().pooling(Poolings.max()).build(TEXTS))) {
            List<Integer> counts = new ArrayList<>();
            try (SequenceStream stream = model.stream();
                    TextStream words = reader.stream()) {
                for (int i = 0; i < 100; i++) {
                    stream.next(SIGNAL[i % SIGNAL.length]);
                    words.next("film");
                    counts.add(arrays(model.manager()) + arrays(reader.manager()));
                }
            }
            assertThat(counts.subList(1, counts.size())).containsOnly(counts.get(0));
            assertThat(arrays(model.manager())).isEqualTo(model.block().getParameters().size());
        }
    }

    private static int arrays(NDManager manager) {
        return manager.getManagedArrays().size();
    }

    @Test
    void whatHasNoStreamSaysWhatToBuild() {
        try (SequenceClassifier both =
                        drawn(
                                SequenceClassifier.builder()
                                        .bidirectional(true)
                                        .hidden(3)
                                        .build(SERIES));
                SequenceClassifier own =
                        drawn(
                                SequenceClassifier.builder()
                                        .plainEncoder(
                                                new SequentialBlock()
                                                        .add(Linear.builder().setUnits(3).build()))
                                        .build(SERIES));
                TextClassifier texts = drawn(oneWay().bidirectional(true).build(TEXTS));
                SequenceClassifier ends =
                        drawn(
                                SequenceClassifier.builder()
                                        .hidden(4)
                                        .pooling(Poolings.ends())
                                        .build(SERIES));
                TextClassifier empty = oneWay().build(TEXTS)) {
            refused(both::stream, "BiGRU 1x3", "bidirectional(false)");
            refused(own::stream, "SequentialBlock", "recurrent layers alone");
            refused(texts::stream, "BiLSTM 1x4", "bidirectional(false)");
            refused(ends::stream, "pooling ends", "last, mean, max, attention", "build the model");
            refused(empty::stream, "no weights yet");
        }
    }

    private static void refused(Callable<?> call, String... parts) {
        assertThatThrownBy(call::call)
                .isInstanceOf(RecurveException.class)
                .message()
                .contains(parts);
    }

    @Test
    void wrongReadingsAreNamed() {
        try (SequenceClassifier model =
                        drawn(SequenceClassifier.builder().hidden(4).build(SERIES));
                TextClassifier reader = drawn(oneWay().pooling(Poolings.max()).build(TEXTS))) {
            SequenceStream stream = model.stream();
            TextStream words = reader.stream();
            refused(() -> stream.next(1), "1 numbers", "2 features");
            refused(() -> stream.next(1, Float.NaN), "the reading is NaN");
            refused(() -> words.next(" "), "the piece is empty");
            // What was refused was not read.
            assertThat(stream.next(SIGNAL[0]))
                    .containsExactly(model.probabilities(new float[][] {SIGNAL[0]}), within(1e-5));
            stream.close();
            words.close();
            assertThatThrownBy(() -> stream.next(1, 2))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the stream is closed");
            assertThatThrownBy(() -> words.next("film"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the stream is closed");
        }
    }
}
