package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.recurve.batch.Batch;
import org.recurve.data.ParallelText;
import org.recurve.decode.BeamSearch;
import org.recurve.nn.BlockFixture;
import org.recurve.nn.Cell;
import org.recurve.nn.Cells;
import org.recurve.nn.ParameterNames;
import org.recurve.training.Trainable;

/** Losses, gradients, forced and free decoding of every decoder against plain Java. */
class TranslationReferenceTest {
    private static final ParallelText DATA =
            TranslationSamples.pairs(
                    List.of("a b c d", "b", "c c a", "d a"),
                    List.of("w x", "y z w x w", "x", "z z y"));
    private static final double SMOOTHING = 0.1;

    private record Trial(
            Cell cell, int layers, DecoderAttention attention, boolean feeding, boolean tied) {
        @Override
        public String toString() {
            return "%s %d %s%s%s"
                    .formatted(
                            cell.name(),
                            layers,
                            attention,
                            feeding ? " fed" : "",
                            tied ? " tied" : "");
        }

        TranslationModel build() {
            TranslationModel model =
                    TranslationModel.builder()
                            .cell(cell)
                            .layers(layers)
                            .embedding(3)
                            .hidden(2)
                            .attention(attention)
                            .inputFeeding(feeding)
                            .tieWeights(tied)
                            .oneVocabulary(tied)
                            .labelSmoothing(SMOOTHING)
                            .build(DATA);
            TextSamples.draw(model);
            return model;
        }
    }

    private static Stream<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (Cell cell : List.of(Cells.rnn(), Cells.gru(), Cells.lstm())) {
            for (int layers = 1; layers <= 2; layers++) {
                boolean tied = layers == 2;
                trials.add(new Trial(cell, layers, DecoderAttention.NONE, false, tied));
                trials.add(new Trial(cell, layers, DecoderAttention.LUONG, false, tied));
                trials.add(new Trial(cell, layers, DecoderAttention.LUONG, true, tied));
                trials.add(new Trial(cell, layers, DecoderAttention.BAHDANAU, false, tied));
            }
        }
        return trials.stream();
    }

    private static TranslationReference reference(
            TranslationModel model, Map<String, double[]> weights) {
        return new TranslationReference(model.networkSettings(), weights);
    }

    /** Log-probabilities of all tokens at each step of a pair. */
    private static double[][] logs(
            TranslationModel model, TranslationReference reference, int[] source, int[] target) {
        int[] words = new int[target.length];
        words[0] = model.reader().end();
        System.arraycopy(target, 0, words, 1, target.length - 1);
        return Arrays.stream(reference.answer(source, words).logits())
                .map(BlockFixture::softmax)
                .map(p -> Arrays.stream(p).map(Math::log).toArray())
                .toArray(double[][]::new);
    }

    /** Cross-entropy per token, and the same with smoothed targets. */
    private static double[] losses(TranslationModel model, Map<String, double[]> weights) {
        ParallelTokens tokens = model.reader().read(DATA);
        var reference = reference(model, weights);
        double plain = 0;
        double spread = 0;
        int count = 0;
        for (int i = 0; i < DATA.size(); i++) {
            int[] target = tokens.targets().get(i);
            double[][] logs = logs(model, reference, tokens.sources().ids().get(i), target);
            for (int t = 0; t < target.length; t++) {
                plain -= logs[t][target[t]];
                spread -= Arrays.stream(logs[t]).average().orElseThrow();
                count++;
            }
        }
        return new double[] {plain / count, ((1 - SMOOTHING) * plain + SMOOTHING * spread) / count};
    }

    @TestFactory
    Stream<DynamicTest> lossesAndGradients() {
        return trials().map(trial -> DynamicTest.dynamicTest(trial.toString(), () -> loss(trial)));
    }

    private static void loss(Trial trial) {
        try (TranslationModel model = trial.build();
                NDManager scope = model.manager().newSubManager()) {
            var parameters = ParameterNames.of(model.block());
            parameters.values().forEach(p -> p.getArray().setRequiresGradient(true));
            Map<String, double[]> weights = TranslationSamples.weights(model);
            var collation = model.collation(DATA).orElseThrow();
            try (Batch batch = collation.batch(new int[] {2, 0, 3, 1}, scope.newSubManager());
                    GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                assertThat(batch.weight()).isEqualTo(3 + 6 + 2 + 4);
                Trainable.Step step =
                        model.step(new ParameterStore(scope, false), batch, new NDList(), true);
                collector.backward(step.objective());
                double[] expected = losses(model, weights);
                assertThat(number(step.value())).isCloseTo(expected[0], within(1e-5));
                assertThat(number(step.objective())).isCloseTo(expected[1], within(1e-5));
            }
            double change = 1e-5;
            parameters.forEach(
                    (name, parameter) -> {
                        double[] values = weights.get(name);
                        float[] gradient = parameter.getArray().getGradient().toFloatArray();
                        for (int at :
                                IntStream.of(0, gradient.length / 2, gradient.length - 1)
                                        .distinct()
                                        .toArray()) {
                            double before = values[at];
                            values[at] = before + change;
                            double above = losses(model, weights)[1];
                            values[at] = before - change;
                            double below = losses(model, weights)[1];
                            values[at] = before;
                            assertThat((double) gradient[at])
                                    .as(name + " " + at)
                                    .isCloseTo((above - below) / (2 * change), within(1e-4));
                        }
                    });
        }
    }

    private static double number(NDArray scalar) {
        return scalar.toType(DataType.FLOAT64, false).getDouble();
    }

    @TestFactory
    Stream<DynamicTest> forcedAndFreeDecoding() {
        return trials().map(
                        trial -> DynamicTest.dynamicTest(trial.toString(), () -> decode(trial)));
    }

    private static void decode(Trial trial) {
        try (TranslationModel model = trial.build()) {
            var reference = reference(model, TranslationSamples.weights(model));
            ParallelTokens tokens = model.reader().read(DATA);
            double nats = 0;
            int count = 0;
            for (int i = 0; i < DATA.size(); i++) {
                int[] source = tokens.sources().ids().get(i);
                int[] target = tokens.targets().get(i);
                double[][] logs = logs(model, reference, source, target);
                double[] expected = new double[target.length];
                Arrays.setAll(expected, t -> logs[t][target[t]]);
                nats -= Arrays.stream(expected).sum();
                count += target.length;
                assertThat(
                                model.score(DATA.sources().get(i), DATA.targets().get(i))
                                        .logProbabilities())
                        .containsExactly(expected, within(1e-5));
                greedy(model, reference, DATA.sources().get(i), source);
            }
            assertThat(model.perplexity(DATA).orElseThrow())
                    .isCloseTo(Math.exp(nats / count), within(1e-4));
        }
    }

    /** The likeliest token at each step, in plain Java. */
    private static void greedy(
            TranslationModel model, TranslationReference reference, String text, int[] source) {
        int most = 2 * (source.length - 1) + 10;
        int end = model.reader().end();
        int[] words = {end};
        double sum = 0;
        List<String> written = new ArrayList<>();
        double[][] weights = null;
        boolean ended = false;
        while (written.size() < most && !ended) {
            var answer = reference.answer(source, words);
            double[] p = BlockFixture.softmax(answer.logits()[words.length - 1]);
            int best = IntStream.range(0, p.length).reduce(0, (a, b) -> p[b] > p[a] ? b : a);
            sum += Math.log(p[best]);
            weights = answer.weights();
            ended = best == end;
            if (!ended) {
                written.add(model.targetVocabulary().token(best));
                words = Arrays.copyOf(words, words.length + 1);
                words[words.length - 1] = best;
            }
        }
        Translation found = model.decoding().greedy().translate(text);
        assertThat(found.logProbability()).isCloseTo(sum, within(1e-4));
        assertThat(found.ended()).isEqualTo(ended);
        assertThat(found.tokens()).hasSameSizeAs(written);
        boolean attentive = model.networkSettings().attention() != DecoderAttention.NONE;
        assertThat(found.attention().length).isEqualTo(attentive ? written.size() : 0);
        for (int t = 0; t < written.size(); t++) {
            if (!written.get(t).equals("<unk>")) {
                assertThat(found.tokens().get(t)).isEqualTo(written.get(t));
            }
            for (int i = 0; attentive && i < source.length; i++) {
                assertThat((double) found.attention()[t][i]).isCloseTo(weights[t][i], within(1e-4));
            }
        }
    }

    /** Every translation of at most four tokens. */
    private static void all(
            TranslationModel model,
            TranslationReference reference,
            int[] source,
            int[] written,
            double log,
            Map<String, Double> to) {
        int end = model.reader().end();
        int[] words = new int[written.length + 1];
        words[0] = end;
        System.arraycopy(written, 0, words, 1, written.length);
        double[] p = BlockFixture.softmax(reference.answer(source, words).logits()[written.length]);
        for (int token = 0; token < p.length; token++) {
            int[] longer = Arrays.copyOf(written, words.length);
            longer[written.length] = token;
            double sum = log + Math.log(p[token]);
            if (token == end || longer.length == 4) {
                to.put(Arrays.toString(longer), sum / Math.pow((5.0 + longer.length) / 6, 1));
            } else {
                all(model, reference, source, longer, sum, to);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> aBeamThatHoldsEverythingFindsWhatExhaustiveSearchFinds() {
        return trials().filter(trial -> trial.layers() == 1 && trial.cell().name().equals("gru"))
                .map(trial -> DynamicTest.dynamicTest(trial.toString(), () -> exhaust(trial)));
    }

    private static void exhaust(Trial trial) {
        try (TranslationModel model = trial.build()) {
            var reference = reference(model, TranslationSamples.weights(model));
            ParallelTokens tokens = model.reader().read(DATA);
            Decoding decoding =
                    model.decoding().beam(BeamSearch.of(2000).lengthPenalty(1)).most(0, 4);
            List<List<Translation>> found = decoding.translations(DATA.sources());
            for (int i = 0; i < DATA.size(); i++) {
                Map<String, Double> expected = new HashMap<>();
                all(model, reference, tokens.sources().ids().get(i), new int[0], 0, expected);
                double[] scores =
                        expected.values().stream()
                                .sorted((a, b) -> Double.compare(b, a))
                                .mapToDouble(Double::doubleValue)
                                .toArray();
                double[] best = found.get(i).stream().mapToDouble(Translation::score).toArray();
                assertThat(best).hasSize(scores.length);
                assertThat(best).containsExactly(scores, within(1e-4));
            }
        }
    }
}
