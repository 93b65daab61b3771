package org.recurve.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.core.RecurveException;

/**
 * A text for language models: a vocabulary and the token streams of its splits.
 *
 * <p>The vocabulary is built from the training text alone; a token of another split that is not in
 * it becomes {@link Vocabulary#UNK}. Word tokenizers get an {@link Vocabulary#EOS} at every line
 * end, blank lines included, as the published figures on WikiText-2 and the Penn Treebank are made;
 * characters and subwords keep line ends as tokens instead. A split is read when it is first asked
 * for, so a missing file matters only to who needs it. Texts are UTF-8, plain or gzipped.
 *
 * <p>Safe for use by several threads.
 */
public final class TextCorpus {
    /** The longest array that every JVM can make. */
    private static final int MOST = Integer.MAX_VALUE - 8;

    private final String name;
    private final Tokenizer tokenizer;
    private final TextReader reader;
    private final boolean closed;
    private final long minCount;
    private final int maxVocabulary;
    private final Map<String, TokenStream> streams = new HashMap<>();
    private Vocabulary vocabulary;
    private int trainTokens;

    private TextCorpus(Builder builder, String name, Tokenizer tokenizer, TextSplits splits) {
        this.name = name;
        this.tokenizer = tokenizer;
        reader = new TextReader(name, splits, tokenizer);
        closed = builder.closed;
        minCount = builder.minCount;
        maxVocabulary = builder.maxVocabulary;
        vocabulary = builder.vocabulary;
    }

    /**
     * Loads a catalogued corpus with the tokenizer it is usually read with.
     *
     * @param name {@code "wikitext-2"}, {@code "penn-treebank"}, {@code "tiny-shakespeare"} (by
     *     characters), or {@code "sample"}, which comes with the library
     * @return the corpus; its text is read when needed
     * @throws RecurveException if there is no such corpus
     */
    public static TextCorpus load(String name) {
        return builder().dataset(name).build();
    }

    /**
     * Loads a text file with {@link Tokenizers#words()}, its first 80 % for training, the next 10 %
     * for validation and the last 10 % for testing.
     *
     * @param file UTF-8 text, plain or gzipped
     * @return the corpus
     * @throws RecurveException if the file is not there
     */
    public static TextCorpus fromFile(Path file) {
        return builder().file(file).build();
    }

    /** {@return a builder; one of dataset, file and train is required} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return the catalogue's name, or the file's} */
    public String name() {
        return name;
    }

    /** {@return what cuts the text into tokens} */
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /**
     * {@return the tokens of the training text}
     *
     * @throws RecurveException if the training text cannot be had or is empty
     */
    public synchronized Vocabulary vocabulary() {
        if (vocabulary == null) {
            List<String> specials = new ArrayList<>();
            List<String> inventory = tokenizer.inventory();
            if (!closed && inventory.isEmpty()) {
                specials.add(Vocabulary.UNK);
            }
            if (!tokenizer.keepsLineEnds()) {
                specials.add(Vocabulary.EOS);
            }
            Vocabulary.Builder builder =
                    Vocabulary.builder()
                            .minCount(minCount)
                            .maxSize(maxVocabulary)
                            .specials(specials.toArray(String[]::new))
                            .inventory(inventory);
            vocabulary = reader.count("train", builder).build();
            trainTokens = (int) Math.min(MOST, vocabulary.total());
        }
        return vocabulary;
    }

    /** {@return the training text; see {@link #split}} */
    public TokenStream train() {
        return split("train");
    }

    /** {@return the validation text; see {@link #split}} */
    public TokenStream validation() {
        return split("validation");
    }

    /** {@return the test text; see {@link #split}} */
    public TokenStream test() {
        return split("test");
    }

    /**
     * Reads a split, the first time; later calls return the same stream.
     *
     * @param split {@code "train"}, {@code "validation"} or {@code "test"}
     * @return its tokens
     * @throws RecurveException if the corpus has no such split, its file cannot be had, is empty or
     *     not UTF-8, or has a token outside a closed vocabulary
     */
    public synchronized TokenStream split(String split) {
        TokenStream stream = streams.get(split);
        if (stream == null) {
            List<String> limits = new ArrayList<>(List.of("min-count=" + minCount));
            if (maxVocabulary < Integer.MAX_VALUE) {
                limits.add("max-vocabulary=" + maxVocabulary);
            }
            Vocabulary words = vocabulary();
            stream = reader.read(split, words, split.equals("train") ? trainTokens : 0, limits);
            streams.put(split, stream);
        }
        return stream;
    }

    @Override
    public String toString() {
        return name + ", tokens: " + tokenizer.name();
    }

    /** Says what the corpus is made of and how. */
    public static final class Builder {
        private final Map<String, DataInput> files = new LinkedHashMap<>();
        private DataCatalog catalog;
        private String dataset;
        private Path file;
        private List<Double> fractions = List.of(0.8, 0.1, 0.1);
        private Tokenizer tokenizer;
        private int subwords;
        private long minCount = 1;
        private int maxVocabulary = Integer.MAX_VALUE;
        private Vocabulary vocabulary;
        private boolean closed;

        private Builder() {}

        /**
         * Takes a catalogued set.
         *
         * @param name its name
         * @return this
         */
        public Builder dataset(String name) {
            dataset = name;
            return this;
        }

        /**
         * Looks up data sets elsewhere than in {@link DataCatalog#standard()}.
         *
         * @param catalog the catalogue
         * @return this
         */
        public Builder catalog(DataCatalog catalog) {
            this.catalog = catalog;
            return this;
        }

        /**
         * Takes one file, which is cut into splits in the order of its text.
         *
         * @param file UTF-8 text, plain or gzipped
         * @return this
         */
        public Builder file(Path file) {
            this.file = file;
            return this;
        }

        /**
         * Sets which part of the characters of one file each split gets; a border moves on to the
         * next line end unless the tokenizer keeps line ends.
         *
         * @param train above 0
         * @param validation 0 for none
         * @param test 0 for none; 0.8, 0.1 and 0.1 by default
         * @return this
         */
        public Builder fractions(double train, double validation, double test) {
            if (!(train > 0 && validation >= 0 && test >= 0)
                    || Math.abs(train + validation + test - 1) > 1e-9) {
                throw new IllegalArgumentException(
                        "fractions must be at least 0, train above 0, and sum to 1, not "
                                + train
                                + ", "
                                + validation
                                + ", "
                                + test);
            }
            fractions = List.of(train, validation, test);
            return this;
        }

        /**
         * Takes a file for training; with {@link #validation} and {@link #test} in place of {@link
         * #file}.
         *
         * @param file UTF-8 text, plain or gzipped
         * @return this
         */
        public Builder train(Path file) {
            files.put("train", DataInput.of(file, null));
            return this;
        }

        /**
         * Takes the texts of other data for training, a line for each; their labels are not looked
         * at.
         *
         * @param data such as the reviews that a classifier is to learn from
         * @return this
         */
        public Builder train(LabeledText data) {
            files.put("train", DataInput.of(data));
            return this;
        }

        /**
         * Takes a file for validation.
         *
         * @param file UTF-8 text, plain or gzipped
         * @return this
         */
        public Builder validation(Path file) {
            files.put("validation", DataInput.of(file, null));
            return this;
        }

        /**
         * Takes the texts of other data for validation, a line for each; see {@link
         * #train(LabeledText)}.
         *
         * @param data such as the reviews that a classifier is to learn from
         * @return this
         */
        public Builder validation(LabeledText data) {
            files.put("validation", DataInput.of(data));
            return this;
        }

        /**
         * Takes a file for testing.
         *
         * @param file UTF-8 text, plain or gzipped
         * @return this
         */
        public Builder test(Path file) {
            files.put("test", DataInput.of(file, null));
            return this;
        }

        /**
         * Sets what cuts the text into tokens.
         *
         * @param tokenizer by default the catalogue's for the set, and {@link Tokenizers#words()}
         *     for files
         * @return this
         */
        public Builder tokenizer(Tokenizer tokenizer) {
            this.tokenizer = tokenizer;
            return this;
        }

        /**
         * Cuts the text into subwords, which are learned from the training text when the corpus is
         * built, in place of {@link #tokenizer}. Whatever a split has can be spelled, so the
         * vocabulary has no {@link Vocabulary#UNK}.
         *
         * @param size of the vocabulary, above 256; usual are 4,000 to 32,000
         * @return this
         * @see BytePairEncoding
         */
        public Builder subwords(int size) {
            subwords = size;
            return this;
        }

        /**
         * Leaves rarer tokens out of the vocabulary.
         *
         * @param minCount at least 1, the default
         * @return this
         */
        public Builder minCount(long minCount) {
            this.minCount = minCount;
            return this;
        }

        /**
         * Keeps the most frequent tokens only.
         *
         * @param maxVocabulary how many, {@code <unk>} and {@code <eos>} included; no limit by
         *     default
         * @return this
         */
        public Builder maxVocabulary(int maxVocabulary) {
            this.maxVocabulary = maxVocabulary;
            return this;
        }

        /**
         * Numbers the text by a vocabulary that is there already, such as a saved model's.
         *
         * @param vocabulary in place of one built from the training text
         * @return this
         */
        public Builder vocabulary(Vocabulary vocabulary) {
            this.vocabulary = vocabulary;
            return this;
        }

        /**
         * Gives the vocabulary no {@link Vocabulary#UNK}: a token that the training text does not
         * have is then an error. Catalogued sets that are read by characters are closed.
         *
         * @return this
         */
        public Builder closedVocabulary() {
            closed = true;
            return this;
        }

        /**
         * {@return the corpus; its text is read when needed}
         *
         * @throws RecurveException if there is no such data set or file
         */
        public TextCorpus build() {
            int sources = (dataset == null ? 0 : 1) + (file == null ? 0 : 1);
            sources += files.isEmpty() ? 0 : 1;
            if (sources != 1) {
                throw new IllegalArgumentException(
                        "a corpus needs exactly one of dataset(...), file(...) and train(...), not "
                                + sources
                                + " of them");
            }
            if (subwords > 0 && tokenizer != null) {
                throw new IllegalArgumentException(
                        "subwords(...) is a tokenizer of its own; leave tokenizer(...) away");
            }
            if (dataset != null) {
                return fromCatalog();
            }
            Tokenizer usual = Tokenizers.words();
            if (file != null) {
                String name = file.getFileName().toString();
                DataInput input = DataInput.of(file, null);
                TextSplits splits =
                        TextSplits.of(name, () -> input, fractions, keepsLineEnds(usual));
                return new TextCorpus(this, name, chosen(usual, splits), splits);
            }
            if (!files.containsKey("train") && vocabulary == null) {
                throw new IllegalArgumentException(
                        "without train(...) the corpus needs vocabulary(...)");
            }
            String name = files.values().iterator().next().name();
            TextSplits splits = TextSplits.of(name, files);
            return new TextCorpus(this, name, chosen(usual, splits), splits);
        }

        private boolean keepsLineEnds(Tokenizer usual) {
            return subwords > 0 || (tokenizer == null ? usual : tokenizer).keepsLineEnds();
        }

        private Tokenizer chosen(Tokenizer usual, TextSplits splits) {
            if (subwords > 0) {
                return BytePairEncoding.learn(splits.section("train")::forEachLine, subwords);
            }
            return tokenizer == null ? usual : tokenizer;
        }

        private TextCorpus fromCatalog() {
            DataCatalog known = catalog == null ? DataCatalog.standard() : catalog;
            DataSet set = known.set(dataset);
            if (set.tokenizer() == null) {
                throw new RecurveException(
                        dataset
                                + " is a set for "
                                + set.task()
                                + ", not a text corpus: the text corpora are "
                                + String.join(", ", known.corpora()));
            }
            Tokenizer usual = Tokenizers.byName(set.tokenizer());
            closed |= tokenizer == null && usual.keepsLineEnds();
            TextSplits splits = TextSplits.of(known, set, keepsLineEnds(usual));
            return new TextCorpus(this, set.name(), chosen(usual, splits), splits);
        }
    }
}
