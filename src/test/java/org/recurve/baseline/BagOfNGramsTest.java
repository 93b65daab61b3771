package org.recurve.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import org.recurve.data.LabeledText;
import tech.tablesaw.api.Table;

class BagOfNGramsTest {
    private static final DataProvenance TRAIN =
            new DataProvenance("made up", "train", List.of(), List.of("by hand"));

    private static final List<String> LETTERS =
            IntStream.range(0, 12).mapToObj(w -> Character.toString('a' + w)).toList();

    private static LabeledText data(int[] targets, List<String> labels, String... texts) {
        return new LabeledText(List.of(texts), targets, labels, TRAIN);
    }

    /** Texts of random words, some of which are more frequent in some classes. */
    private static LabeledText random(int size, int classes, long seed) {
        Random random = new Random(seed);
        List<String> texts = new ArrayList<>();
        int[] targets = new int[size];
        for (int i = 0; i < size; i++) {
            targets[i] = random.nextInt(classes);
            StringBuilder text = new StringBuilder();
            for (int w = 0; w < 6; w++) {
                int word = random.nextInt(random.nextBoolean() ? 12 : 1 + 3 * targets[i]);
                text.append((char) ('a' + word)).append(' ');
            }
            texts.add(text.toString());
        }
        return new LabeledText(
                texts,
                targets,
                IntStream.range(0, classes).mapToObj(k -> "class " + k).toList(),
                TRAIN);
    }

    @Test
    void logCountRatiosByHand() {
        // Inside: n-gram 0 in two texts, 1 in one; outside: 1 in one, 2 in one. One is added to
        // each.
        double[] ratios =
                NaiveBayes.logCountRatios(
                        new int[][] {{0, 1}, {0}, {1, 2}}, new boolean[] {true, true, false}, 3);
        assertThat(ratios[0]).isCloseTo(Math.log((3.0 / 6) / (1.0 / 5)), within(1e-12));
        assertThat(ratios[1]).isCloseTo(Math.log((2.0 / 6) / (2.0 / 5)), within(1e-12));
        assertThat(ratios[2]).isCloseTo(Math.log((1.0 / 6) / (2.0 / 5)), within(1e-12));
    }

    /**
     * The weights that a model has, read off its predictions: log-odds of one word less the bias's.
     */
    private static double[] weights(BagOfNGrams model, int label, List<String> words) {
        double bias = logOdds(model.probabilities("")[label]);
        return words.stream()
                .mapToDouble(w -> logOdds(model.probabilities(w)[label]) - bias)
                .toArray();
    }

    private static double logOdds(double probability) {
        return Math.log(probability / (1 - probability));
    }

    @Test
    void weightsAreTheOptimumOfThePenalisedLikelihood() {
        LabeledText train = random(200, 2, 1);
        BagOfNGrams model = BagOfNGrams.of(NGrams.words(1)).l2(0.7).fit(train);
        LogOdds fitted =
                new LogOdds(logOdds(model.probabilities("")[1]), weights(model, 1, LETTERS));
        double[] ones = new double[LETTERS.size()];
        Arrays.fill(ones, 1);
        assertOptimal(train, fitted, ones, 0.7);
    }

    @Test
    void soTheyAreOfFeaturesThatNaiveBayesWeighted() {
        LabeledText train = random(200, 2, 2);
        double[][] counts = new double[2][LETTERS.size()];
        for (double[] row : counts) {
            Arrays.fill(row, 1);
        }
        for (int i = 0; i < train.size(); i++) {
            for (int word : words(train.text(i))) {
                counts[train.targets()[i]][word]++;
            }
        }
        double[] ratios = new double[LETTERS.size()];
        double[] all = {Arrays.stream(counts[0]).sum(), Arrays.stream(counts[1]).sum()};
        Arrays.setAll(ratios, w -> Math.log(counts[1][w] / all[1] / (counts[0][w] / all[0])));
        int[][] rows = train.texts().stream().map(BagOfNGramsTest::words).toArray(int[][]::new);
        boolean[] in = new boolean[rows.length];
        for (int i = 0; i < in.length; i++) {
            in[i] = train.targets()[i] == 1;
        }
        LogOdds fitted =
                LogisticProblem.solve(LETTERS.toArray(String[]::new), rows, in, ratios, 0.3);
        assertOptimal(train, fitted, ratios, 0.3);

        BagOfNGrams model = BagOfNGrams.of(NGrams.words(1)).naiveBayes(true).l2(0.3).fit(train);
        double[] learned = new double[ratios.length];
        Arrays.setAll(learned, w -> fitted.weights()[w] / ratios[w]);
        double mean = Arrays.stream(learned).map(Math::abs).average().orElseThrow();
        double[] expected = new double[ratios.length];
        Arrays.setAll(expected, w -> ratios[w] * (0.25 * learned[w] + 0.75 * mean));
        assertThat(weights(model, 1, LETTERS)).containsExactly(expected, within(1e-9));
        assertThat(logOdds(model.probabilities("")[1]))
                .isCloseTo(0.25 * fitted.bias(), within(1e-9));
    }

    @Test
    void interpolationByHand() {
        // Learned: 3, -1, and none for the ratio 0; mean size 4/3, of which three quarters are 1.
        LogOdds result =
                NaiveBayes.interpolate(
                        new LogOdds(-8, new double[] {6, 0.5, 0}), new double[] {2, -0.5, 0});
        assertThat(result.bias()).isEqualTo(-2);
        assertThat(result.weights()).containsExactly(new double[] {3.5, -0.375, 0}, within(1e-12));
    }

    /** The words of a random text by number, each once. */
    private static int[] words(String text) {
        return Arrays.stream(text.trim().split(" ", -1))
                .mapToInt(LETTERS::indexOf)
                .distinct()
                .sorted()
                .toArray();
    }

    /**
     * The gradient of the objective at the fitted weights is a thousandth of that at zero, as the
     * solver was asked, in plain Java.
     *
     * @param values that features have where they are there; the weights are times these
     */
    private static void assertOptimal(
            LabeledText train, LogOdds fitted, double[] values, double l2) {
        int size = values.length;
        double[] gradient = new double[size + 1];
        double[] atZero = new double[size + 1];
        for (int w = 0; w < size; w++) {
            gradient[w] = l2 * fitted.weights()[w] / values[w];
        }
        gradient[size] = l2 * fitted.bias();
        for (int i = 0; i < train.size(); i++) {
            double sum = fitted.bias();
            for (int w : words(train.text(i))) {
                sum += fitted.weights()[w];
            }
            double error = 1 / (1 + Math.exp(-sum)) - train.targets()[i];
            for (int w : words(train.text(i))) {
                gradient[w] += error * values[w];
                atZero[w] += (0.5 - train.targets()[i]) * values[w];
            }
            gradient[size] += error;
            atZero[size] += 0.5 - train.targets()[i];
        }
        assertThat(norm(gradient)).isLessThan(1e-3 * norm(atZero));
        assertThat(norm(fitted.weights())).isGreaterThan(0.5);
    }

    private static double norm(double[] values) {
        return Math.sqrt(Arrays.stream(values).map(v -> v * v).sum());
    }

    @Test
    void severalClassesAreOneAgainstAllOthers() {
        LabeledText train = random(300, 3, 3);
        BagOfNGrams model = BagOfNGrams.of(NGrams.words(2)).naiveBayes(true).fit(train);
        double[][] alone = new double[train.size()][3];
        for (int k = 0; k < 3; k++) {
            int label = k;
            LabeledText against =
                    new LabeledText(
                            train.texts(),
                            Arrays.stream(train.targets()).map(t -> t == label ? 1 : 0).toArray(),
                            List.of("others", "this"),
                            TRAIN);
            double[][] rows =
                    BagOfNGrams.of(NGrams.words(2))
                            .naiveBayes(true)
                            .fit(against)
                            .probabilities(train);
            for (int i = 0; i < rows.length; i++) {
                alone[i][k] = rows[i][1];
            }
        }
        double[][] together = model.probabilities(train);
        for (int i = 0; i < together.length; i++) {
            double sum = Arrays.stream(alone[i]).sum();
            assertThat(Arrays.stream(together[i]).sum()).isCloseTo(1, within(1e-12));
            for (int k = 0; k < 3; k++) {
                assertThat(together[i][k]).isCloseTo(alone[i][k] / sum, within(1e-9));
            }
        }
    }

    @Test
    void whatNGramsTellApartIsToldApart() {
        LabeledText train =
                data(
                        new int[] {1, 0, 1, 0},
                        List.of("no", "yes"),
                        "good",
                        "not good",
                        "not bad",
                        "bad");
        // No sum of weights of single words does it.
        double[][] rows = BagOfNGrams.of(NGrams.words(2)).l2(0.01).fit(train).probabilities(train);
        for (int i = 0; i < 4; i++) {
            assertThat(rows[i][train.targets()[i]]).isGreaterThan(0.8);
        }
        double[][] words = BagOfNGrams.of(NGrams.words(1)).l2(0.01).fit(train).probabilities(train);
        assertThat(
                        IntStream.range(0, 4)
                                .filter(i -> words[i][train.targets()[i]] > 0.5 + 1e-3)
                                .count())
                .isLessThan(4);
    }

    @Test
    void contributionsAddUpToTheLogOdds() {
        LabeledText train = random(100, 2, 4);
        BagOfNGrams model = BagOfNGrams.of(NGrams.words(2)).fit(train);
        String text = train.text(7) + " unheard";
        for (int k = 0; k < 2; k++) {
            Table table = model.contributions(text, train.labels().get(k));
            assertThat(table.doubleColumn("contribution").sum())
                    .isCloseTo(logOdds(model.probabilities(text)[k]), within(1e-9));
            double[] sizes =
                    Arrays.stream(table.doubleColumn("contribution").asDoubleArray())
                            .map(Math::abs)
                            .toArray();
            for (int i = 2; i < sizes.length - 1; i++) {
                assertThat(sizes[i]).isLessThanOrEqualTo(sizes[i - 1]);
            }
            assertThat(table.stringColumn("n-gram").asList())
                    .doesNotContain("unheard")
                    .endsWith("(bias)")
                    .hasSize(1 + known(model, text));
        }
    }

    private static int known(BagOfNGrams model, String text) {
        Set<String> all = Set.copyOf(model.topNGrams(model.size()).stringColumn("n-gram").asList());
        return (int) NGrams.words(2).of(text).stream().filter(all::contains).count();
    }

    @Test
    void whatSpeaksForAClass() {
        LabeledText train =
                data(
                        new int[] {0, 0, 1, 1},
                        List.of("bad", "good"),
                        "dull film",
                        "dull story",
                        "bright film",
                        "bright story");
        BagOfNGrams model = BagOfNGrams.of(NGrams.words(1)).fit(train);
        Table top = model.topNGrams(1);
        assertThat(top.stringColumn("class").asList()).containsExactly("bad", "good");
        assertThat(top.stringColumn("n-gram").asList()).containsExactly("dull", "bright");
        assertThat(top.intColumn("texts").asList()).containsExactly(2, 2);
        double[] weights = top.doubleColumn("weight").asDoubleArray();
        assertThat(weights[1])
                .isCloseTo(weights(model, 1, List.of("bright"))[0], within(1e-9))
                .isPositive();
        assertThat(weights[0]).isCloseTo(weights[1], within(1e-3));
    }

    @Test
    void rareNGramsAreLeftOut() {
        LabeledText train =
                data(new int[] {0, 1, 1}, List.of("a", "b"), "x y", "x z", "lonely words");
        BagOfNGrams model = BagOfNGrams.of(NGrams.words(2)).minimumCount(2).fit(train);
        assertThat(model.size()).isEqualTo(1);
        // The third text has none of what is kept, so x says nothing and neither does the bias.
        assertThat(model.probabilities("lonely"))
                .containsExactly(new double[] {0.5, 0.5}, within(1e-6));
    }

    @Test
    void aClassThatWasNeverSeenIsNeverExpected() {
        LabeledText two =
                data(new int[] {2, 0, 2, 0}, List.of("a", "b", "c"), "u", "v", "u w", "v w");
        double[] row = BagOfNGrams.of(NGrams.words(1)).fit(two).probabilities("u");
        assertThat(row[1]).isZero();
        assertThat(row[2]).isGreaterThan(0.5);
        assertThat(row[0] + row[2]).isCloseTo(1, within(1e-12));
        LabeledText one = data(new int[] {1, 1}, List.of("a", "b"), "u", "v");
        assertThat(BagOfNGrams.of(NGrams.words(1)).fit(one).probabilities("u"))
                .containsExactly(0, 1);
    }

    @Test
    void theSameTwice() {
        LabeledText train = random(150, 4, 5);
        LabeledText other = random(50, 4, 6);
        BagOfNGramsBuilder settings = BagOfNGrams.of(NGrams.characters(3)).naiveBayes(true);
        assertThat(settings.fit(train).probabilities(other))
                .isDeepEqualTo(settings.fit(train).probabilities(other));
    }

    @Test
    void tellsWhatItIs() {
        LabeledText train = random(30, 2, 7);
        BagOfNGrams model = BagOfNGrams.of(NGrams.words(2)).naiveBayes(true).l2(2).fit(train);
        assertThat(model.name()).isEqualTo("bag of bigrams, naive Bayes weights");
        assertThat(model.baseline()).isTrue();
        assertThat(model.seed()).isEqualTo(-1);
        assertThat(model.labels()).containsExactly("class 0", "class 1");
        assertThat(model.provenanceMap())
                .containsEntry("ngrams", model.size())
                .containsEntry(
                        "settings",
                        Map.of(
                                "ngrams",
                                "bigrams of lower-case words",
                                "naive bayes",
                                true,
                                "minimum count",
                                1,
                                "l2",
                                2.0));
        assertThat(model.provenanceMap().get("data").toString()).contains("made up", "by hand");
    }

    @Test
    void anInterruptEndsTheCounting() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> BagOfNGrams.of(NGrams.words(1)).fit(random(10, 2, 9)))
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("counting words");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void wrongSettings() {
        BagOfNGramsBuilder settings = BagOfNGrams.of(NGrams.words(1));
        assertThatThrownBy(() -> settings.l2(0))
                .hasMessageContaining("L2 penalty must be above 0, not 0.0");
        assertThatThrownBy(() -> settings.minimumCount(0))
                .hasMessageContaining("at least 1, not 0");
        LabeledText train = random(10, 2, 9);
        assertThatThrownBy(() -> settings.minimumCount(11).fit(train))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("words of lower-case words of made up train is in 11 texts");
        BagOfNGrams model = BagOfNGrams.of(NGrams.words(1)).fit(train);
        assertThatThrownBy(() -> model.contributions("a", "class 9"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("\"class 9\"")
                .hasMessageContaining("class 0, class 1");
        assertThatThrownBy(() -> model.topNGrams(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 n-gram per class, not 0");
    }
}
