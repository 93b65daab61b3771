package org.recurve.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.Table;

/**
 * Words as vectors that were learned elsewhere, from the text formats of GloVe (Pennington, Socher
 * and Manning, "GloVe: global vectors for word representation", 2014) and word2vec (Mikolov et al.,
 * "Efficient estimation of word representations in vector space", 2013), for an embedding to start
 * from.
 *
 * <pre>{@code
 * var vectors = WordVectors.load(Path.of("glove.6B.100d.txt"), vocabulary);
 * vectors.coverage(vocabulary);
 * vectors.nearest("film", 10);
 * float[][] embedding = vectors.matrix(vocabulary, 1);
 * }</pre>
 *
 * <p>A word is looked up as it is written, then in lower case. Unchangeable; safe for use by
 * several threads.
 */
public final class WordVectors {
    private final List<String> words;
    private final Map<String, Integer> numbers;
    private final float[][] vectors;
    private final DataProvenance provenance;

    private WordVectors(List<String> words, float[][] vectors, DataProvenance provenance) {
        this.words = List.copyOf(words);
        this.vectors = vectors;
        this.provenance = provenance;
        numbers = new HashMap<>(words.size() * 2);
        for (int i = 0; i < vectors.length; i++) {
            numbers.put(words.get(i), i);
        }
    }

    /**
     * Takes vectors that were made in another way, such as the rows of a trained embedding.
     *
     * @param words each once
     * @param vectors {@code float[V][D]}, copied; finite numbers
     * @param provenance where they came from
     * @return the vectors
     * @throws RecurveException if there is none, there are more or fewer words than vectors, a word
     *     is there twice, vectors differ in length, or a number is not finite
     */
    public static WordVectors of(List<String> words, float[][] vectors, DataProvenance provenance) {
        if (words.isEmpty() || words.size() != vectors.length) {
            throw new RecurveException(
                    "there must be a vector for each word, and at least one, but there are %d words and %d vectors"
                            .formatted(words.size(), vectors.length));
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < vectors.length; i++) {
            check(words.get(i), vectors[i], vectors[0].length);
            if (!seen.add(words.get(i))) {
                throw new RecurveException("the word \"" + words.get(i) + "\" is there twice");
            }
        }
        return new WordVectors(
                words,
                Arrays.stream(vectors).map(float[]::clone).toArray(float[][]::new),
                provenance);
    }

    private static void check(String word, float[] vector, int dimension) {
        if (vector.length == 0 || vector.length != dimension) {
            throw new RecurveException(
                    "the vector of \"%s\" has %d numbers, the first has %d: all need as many, at least 1"
                            .formatted(word, vector.length, dimension));
        }
        for (float number : vector) {
            if (!Float.isFinite(number)) {
                throw new RecurveException(
                        "the vector of \"%s\" has the number %s, expected finite ones"
                                .formatted(word, number));
            }
        }
    }

    /**
     * Reads all vectors of a file. A line has a word, which may have spaces in it, and its numbers;
     * a first line of two whole numbers, count and dimension, is the header that word2vec writes.
     * Of a word that is there several times the first counts.
     *
     * @param file UTF-8 text, plain or gzipped
     * @return the vectors
     * @throws RecurveException if the file is missing, in word2vec's binary format, or not whole,
     *     or a line has more or fewer numbers than expected or something that is no finite number;
     *     it names the line
     * @throws java.util.concurrent.CancellationException if this thread is interrupted
     */
    public static WordVectors load(Path file) {
        VectorFile read = new VectorFile(file, word -> true);
        read.read();
        return of(read, List.of());
    }

    /**
     * Reads the vectors of the words of a vocabulary, as they are written there or in lower case,
     * and no others, so that a file much larger than the memory can be read. Lines of other words
     * are counted, but their numbers are not looked at.
     *
     * @param file as for {@link #load(Path)}
     * @param vocabulary the words to keep
     * @return the vectors
     * @throws RecurveException as for {@link #load(Path)}, or if none of the words has a vector
     * @throws java.util.concurrent.CancellationException if this thread is interrupted
     */
    public static WordVectors load(Path file, Vocabulary vocabulary) {
        Set<String> wanted = new HashSet<>();
        for (int id = 0; id < vocabulary.size(); id++) {
            wanted.add(vocabulary.token(id));
            wanted.add(lower(vocabulary.token(id)));
        }
        VectorFile read = new VectorFile(file, wanted::contains);
        read.read();
        if (read.words().isEmpty()) {
            throw new RecurveException(
                    "none of the %,d tokens of the vocabulary has a vector in %s: look at how both write their words"
                            .formatted(vocabulary.size(), file));
        }
        return of(read, List.of("kept for a vocabulary of " + vocabulary.size() + " tokens"));
    }

    private static WordVectors of(VectorFile file, List<String> kept) {
        List<String> preparation = new ArrayList<>();
        preparation.add("format=" + file.format());
        preparation.add("dimension=" + file.dimension());
        preparation.addAll(kept);
        return new WordVectors(
                file.words(),
                file.vectors(),
                new DataProvenance(
                        file.input().name(), "all", List.of(file.input().hash()), preparation));
    }

    static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }

    /** {@return how many words there are, at least 1} */
    public int size() {
        return words.size();
    }

    /** {@return D, how many numbers a vector has, at least 1} */
    public int dimension() {
        return vectors[0].length;
    }

    /** {@return the words in the order of the file: most often the frequent ones first} */
    public List<String> words() {
        return words;
    }

    /** {@return where the vectors came from} */
    public DataProvenance provenance() {
        return provenance;
    }

    /** {@return the number of a word, as it is written or in lower case; -1 if there is none} */
    int number(String word) {
        Integer exact = numbers.get(word);
        return exact != null ? exact : numbers.getOrDefault(lower(word), -1);
    }

    /** {@return the vector of a number, not a copy} */
    float[] row(int number) {
        return vectors[number];
    }

    /**
     * {@return whether a word has a vector, as it is written or in lower case}
     *
     * @param word the word
     */
    public boolean contains(String word) {
        return number(word) >= 0;
    }

    /**
     * The vector of a word.
     *
     * @param word as it is written or in lower case
     * @return D numbers, a copy
     * @throws RecurveException if it has none
     */
    public float[] vector(String word) {
        return vectors[known(word)].clone();
    }

    private int known(String word) {
        int number = number(word);
        if (number < 0) {
            throw new RecurveException(
                    "\"%s\" has no vector among the %,d words of %s; ask contains(word) first"
                            .formatted(word, size(), provenance.dataset()));
        }
        return number;
    }

    /**
     * The words whose vectors have the largest cosine with that of a word; vectors of zeros have
     * none.
     *
     * @param word as it is written or in lower case; not among the result itself
     * @param count how many at most, at least 1
     * @return {@code word}, {@code cosine} (-1 to 1), the nearest first
     * @throws RecurveException if the word has no vector, or one of zeros
     */
    public Table nearest(String word, int count) {
        return VectorNeighbours.of(this, known(word), count);
    }

    /**
     * How much of a vocabulary has vectors. Special tokens count for nothing, except that what
     * {@link Vocabulary#UNK} stands for is tokens without a vector.
     *
     * @param vocabulary with its counts
     * @return numbers of types and tokens
     */
    public Coverage coverage(Vocabulary vocabulary) {
        int specials = vocabulary.specials().size();
        int types = 0;
        int typesFound = 0;
        long tokens = 0;
        long tokensFound = 0;
        for (int id = 0; id < vocabulary.size(); id++) {
            String token = vocabulary.token(id);
            if (token.equals(Vocabulary.UNK)) {
                tokens += vocabulary.count(id);
            } else if (id >= specials) {
                types++;
                tokens += vocabulary.count(id);
                if (contains(token)) {
                    typesFound++;
                    tokensFound += vocabulary.count(id);
                }
            }
        }
        return new Coverage(typesFound, types, tokensFound, tokens);
    }

    /**
     * How much of a vocabulary has vectors.
     *
     * @param typesFound different words with a vector
     * @param types different words
     * @param tokensFound occurrences of words with a vector
     * @param tokens occurrences of all words
     */
    public record Coverage(int typesFound, int types, long tokensFound, long tokens) {

        /** {@return the part of the different words that has vectors, 0 to 1; NaN without words} */
        public double ofTypes() {
            return (double) typesFound / types;
        }

        /** {@return the part of the occurrences that has vectors, 0 to 1; NaN without counts} */
        public double ofTokens() {
            return (double) tokensFound / tokens;
        }

        /** {@return both parts in a line} */
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,d of %,d words have vectors (%.1f %%), %,d of their %,d occurrences (%.1f %%)",
                    typesFound,
                    types,
                    100 * ofTypes(),
                    tokensFound,
                    tokens,
                    100 * ofTokens());
        }
    }

    /**
     * The vectors of a vocabulary's tokens. Tokens without one, special ones among them, get random
     * numbers, from normal distributions with the mean and the standard deviation that each of the
     * D numbers has over the tokens with one.
     *
     * @param vocabulary its tokens
     * @param seed of the random numbers
     * @return {@code float[V][D]}, a row for each id
     * @throws RecurveException if no token has a vector
     */
    public float[][] matrix(Vocabulary vocabulary, long seed) {
        return VectorMatrix.of(this, vocabulary, seed);
    }

    /**
     * Writes the vectors in the format of GloVe, over a file that is there.
     *
     * @param file where to, as UTF-8 text; gzipped if its name ends in {@code .gz}
     * @throws RecurveException if it cannot be written, or a word cannot be written as text: one
     *     with a line end in it, or that ends in a space and a number
     */
    public void saveGlove(Path file) {
        VectorWriter.write(file, words, vectors, false);
    }

    /**
     * Writes the vectors in the text format of word2vec, whose first line has count and dimension.
     *
     * @param file as for {@link #saveGlove}
     * @throws RecurveException as for {@link #saveGlove}
     */
    public void saveWord2Vec(Path file) {
        VectorWriter.write(file, words, vectors, true);
    }

    /** {@return count, dimension and origin in a line} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %,d words as vectors of %d numbers",
                provenance.dataset(),
                size(),
                dimension());
    }
}
