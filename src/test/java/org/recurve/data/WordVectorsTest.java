package org.recurve.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.Table;

class WordVectorsTest {
    private static final DataProvenance MADE =
            new DataProvenance("made up", "all", List.of(), List.of());

    private static float[][] random(int rows, int dimension, long seed) {
        Random random = new Random(seed);
        float[][] vectors = new float[rows][dimension];
        for (float[] row : vectors) {
            for (int d = 0; d < dimension; d++) {
                row[d] = (float) (d + (d + 1) * random.nextGaussian());
            }
        }
        return vectors;
    }

    private static List<String> words(int count) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add("w" + i);
        }
        return words;
    }

    @Test
    void wordsAreFoundAsWrittenThenInLowerCase() {
        float[][] rows = {{1, 2}, {3, 4}, {5, 6}};
        WordVectors vectors = WordVectors.of(List.of("us", "US", "film"), rows, MADE);
        assertThat(vectors.vector("us")).containsExactly(1, 2);
        assertThat(vectors.vector("US")).containsExactly(3, 4);
        assertThat(vectors.vector("Us")).containsExactly(1, 2);
        assertThat(vectors.vector("FILM")).containsExactly(5, 6);
        assertThat(vectors.contains("Film")).isTrue();
        assertThat(vectors.contains("films")).isFalse();
        assertThat(vectors.size()).isEqualTo(3);
        assertThat(vectors.dimension()).isEqualTo(2);
        assertThat(vectors).hasToString("made up: 3 words as vectors of 2 numbers");
        // Nothing changes them.
        vectors.vector("us")[0] = 9;
        rows[0][0] = 9;
        assertThat(vectors.vector("us")).containsExactly(1, 2);
        assertThatThrownBy(() -> vectors.vector("films"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("\"films\" has no vector among the 3 words of made up");
    }

    @Test
    void neighboursHaveTheLargestCosines() {
        float[][] rows = random(60, 5, 1);
        rows[17] = new float[5];
        rows[23] = rows[8].clone();
        WordVectors vectors = WordVectors.of(words(60), rows, MADE);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            if (i != 4 && i != 17) {
                order.add(i);
            }
        }
        order.sort(Comparator.comparingDouble((Integer i) -> -cosine(rows[4], rows[i])));
        Table nearest = vectors.nearest("W4", 12);
        assertThat(nearest.name()).isEqualTo("Nearest to w4");
        assertThat(nearest.rowCount()).isEqualTo(12);
        for (int i = 0; i < 12; i++) {
            assertThat(nearest.stringColumn("word").get(i)).isEqualTo("w" + order.get(i));
            assertThat(nearest.doubleColumn("cosine").get(i))
                    .isCloseTo(cosine(rows[4], rows[order.get(i)]), within(1e-12));
        }
        assertThat(vectors.nearest("w4", 100).rowCount()).isEqualTo(58);
        assertThat(vectors.nearest("w8", 1).stringColumn("word").get(0)).isEqualTo("w23");
        assertThatThrownBy(() -> vectors.nearest("w17", 3))
                .isInstanceOf(RecurveException.class)
                .hasMessage("the vector of \"w17\" is all zeros, so it has no direction");
        assertThatThrownBy(() -> vectors.nearest("w4", 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static double cosine(float[] a, float[] b) {
        double product = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (int d = 0; d < a.length; d++) {
            product += (double) a[d] * b[d];
            squaresOfA += (double) a[d] * a[d];
            squaresOfB += (double) b[d] * b[d];
        }
        return product / Math.sqrt(squaresOfA) / Math.sqrt(squaresOfB);
    }

    @Test
    void coverageIsOfTypesAndTokens() {
        WordVectors vectors = WordVectors.of(List.of("a", "b", "<pad>"), new float[3][2], MADE);
        Vocabulary vocabulary =
                Vocabulary.builder()
                        .specials("<pad>", "<unk>")
                        .minCount(2)
                        .addAll(List.of("a", "a", "a", "B", "B", "c", "c", "rare", "<pad>"))
                        .build();
        WordVectors.Coverage coverage = vectors.coverage(vocabulary);
        // a, B and c are types; "rare" is unknown to the vocabulary, so it has no vector.
        assertThat(coverage).isEqualTo(new WordVectors.Coverage(2, 3, 5, 8));
        assertThat(coverage.ofTypes()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(coverage.ofTokens()).isCloseTo(5 / 8.0, within(1e-12));
        assertThat(coverage)
                .hasToString(
                        "2 of 3 words have vectors (66.7 %), 5 of their 8 occurrences (62.5 %)");
        // WikiText writes <unk> itself: no special token, but no word either.
        Vocabulary written =
                Vocabulary.builder().addAll(List.of("a", "<unk>", "<unk>", "c")).build();
        assertThat(vectors.coverage(written)).isEqualTo(new WordVectors.Coverage(1, 2, 1, 4));
    }

    @Test
    void missingRowsOfAMatrixAreLikeThoseThatAreThere() {
        float[][] rows = random(400, 3, 2);
        WordVectors vectors = WordVectors.of(words(400), rows, MADE);
        Vocabulary.Builder builder = Vocabulary.builder().specials("<pad>");
        for (int i = 0; i < 300; i++) {
            builder.add("W" + i);
        }
        for (int i = 0; i < 20_000; i++) {
            builder.add("missing" + i);
        }
        Vocabulary vocabulary = builder.build();
        float[][] matrix = vectors.matrix(vocabulary, 5);
        assertThat(matrix).hasNumberOfRows(20_301);
        for (int d = 0; d < 3; d++) {
            double sum = 0;
            double squares = 0;
            double drawnSum = 0;
            double drawnSquares = 0;
            for (int i = 0; i < 300; i++) {
                float there = matrix[vocabulary.id("W" + i)][d];
                assertThat(there).isEqualTo(rows[i][d]);
                sum += there;
                squares += (double) there * there;
            }
            for (int i = 0; i < 20_000; i++) {
                float drawn = matrix[vocabulary.id("missing" + i)][d];
                drawnSum += drawn;
                drawnSquares += (double) drawn * drawn;
            }
            double mean = sum / 300;
            double deviation = Math.sqrt(squares / 300 - mean * mean);
            double drawnMean = drawnSum / 20_000;
            // Six standard errors of a mean and of a standard deviation over 20,000.
            assertThat(drawnMean).isCloseTo(mean, within(6 * deviation / Math.sqrt(20_000)));
            assertThat(Math.sqrt(drawnSquares / 20_000 - drawnMean * drawnMean))
                    .isCloseTo(deviation, within(6 * deviation / Math.sqrt(40_000)));
        }
        assertThat(matrix[0]).doesNotContain(0f);
        assertThat(vectors.matrix(vocabulary, 5)).isDeepEqualTo(matrix);
        assertThat(vectors.matrix(vocabulary, 6)[0]).isNotEqualTo(matrix[0]);
        matrix[vocabulary.id("W7")][0] = 77;
        assertThat(vectors.vector("w7")[0]).isEqualTo(rows[7][0]);
        Vocabulary other = Vocabulary.builder().add("unheard").build();
        assertThatThrownBy(() -> vectors.matrix(other, 1))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("none of the 1 tokens of the vocabulary has a vector");
    }

    @Test
    void whatIsWrittenIsReadAgain(@TempDir Path folder) {
        float[][] rows = random(30, 4, 3);
        rows[2] = new float[] {0, -0f, Float.MIN_VALUE, Float.MAX_VALUE};
        List<String> words = new ArrayList<>(words(30));
        words.set(0, "at name@domain.com");
        words.set(1, ". . .");
        words.set(3, "42");
        words.set(4, "e\u0301t\u00e9\u00a0");
        WordVectors vectors = WordVectors.of(words, rows, MADE);
        for (String name : List.of("a.txt", "a.txt.gz")) {
            for (boolean header : new boolean[] {false, true}) {
                Path file = folder.resolve(name);
                if (header) {
                    vectors.saveWord2Vec(file);
                } else {
                    vectors.saveGlove(file);
                }
                WordVectors again = WordVectors.load(file);
                assertThat(again.words()).isEqualTo(words);
                for (int i = 0; i < 30; i++) {
                    assertThat(again.row(i)).isEqualTo(rows[i]);
                }
                assertThat(again.provenance().preparation())
                        .containsExactly(
                                "format=" + (header ? "word2vec" : "GloVe") + " text",
                                "dimension=4");
            }
        }
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("a.txt", "a.txt.gz");
        for (String word : List.of("phone 911", "two\nlines", " ", "a ")) {
            WordVectors bad = WordVectors.of(List.of("good", word), new float[2][1], MADE);
            assertThatThrownBy(() -> bad.saveGlove(folder.resolve("bad.txt")))
                    .isInstanceOf(RecurveException.class)
                    .hasMessageContaining(
                            "\"" + word.replace("\n", "\\n") + "\" cannot be written");
        }
        assertThat(folder.resolve("bad.txt")).doesNotExist();
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertWrong(List.of(), new float[0][], "a vector for each word");
        assertWrong(List.of("a"), new float[2][1], "1 words and 2 vectors");
        assertWrong(List.of("a", "a"), new float[2][1], "the word \"a\" is there twice");
        assertWrong(
                List.of("a", "b"),
                new float[][] {{1, 2}, {1}},
                "the vector of \"b\" has 1 numbers, the first has 2");
        assertWrong(
                List.of("a"),
                new float[][] {{Float.NaN}},
                "the vector of \"a\" has the number NaN");
        assertWrong(List.of("a"), new float[1][0], "has 0 numbers");
    }

    private static void assertWrong(List<String> words, float[][] vectors, String message) {
        assertThatThrownBy(() -> WordVectors.of(words, vectors, MADE))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining(message);
    }
}
