package org.recurve.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;

/**
 * Sentences of tokens with a tag for each token: parts of speech, or names marked in the IOB
 * manner. The items of its {@link LabeledData} are the tokens, sentence after sentence. Splits and
 * folds keep sentences whole. Tags are sorted by name. Unchangeable.
 */
public final class TaggedText extends Examples<TaggedText> implements LabeledData {
    /** How many tokens on either side a token is shown with. */
    private static final int NEIGHBOURS = 10;

    private final List<List<String>> sentences;
    private final int[][] tags;
    private final int[] targets;

    /** First token of each sentence, counted from the first sentence's. */
    private final int[] starts;

    private final List<String> labels;

    /**
     * Makes data of numbered tags.
     *
     * @param sentences the tokens of each, at least one, none of them empty
     * @param tags for each sentence the tag of each token, an index into the labels
     * @param labels names of the tags
     * @param provenance where the data came from
     * @throws RecurveException if there is no sentence, a sentence or token is empty, a tag has no
     *     name, or tags and tokens differ in number
     */
    public TaggedText(
            List<List<String>> sentences,
            int[][] tags,
            List<String> labels,
            DataProvenance provenance) {
        super(provenance);
        this.sentences = sentences.stream().map(List::copyOf).toList();
        this.tags = Arrays.stream(tags).map(int[]::clone).toArray(int[][]::new);
        this.labels = List.copyOf(labels);
        if (sentences.isEmpty()) {
            throw new RecurveException(
                    provenance.dataset() + " has no sentences; expected at least 1");
        }
        if (sentences.size() != tags.length) {
            throw new RecurveException(
                    "there must be tags for each of %d sentences, but there are %d"
                            .formatted(sentences.size(), tags.length));
        }
        SeriesChecks.distinct("tags", labels);
        for (int i = 0; i < tags.length; i++) {
            check(i);
        }
        this.targets = Arrays.stream(this.tags).flatMapToInt(Arrays::stream).toArray();
        this.starts = new int[tags.length];
        for (int i = 1; i < tags.length; i++) {
            starts[i] = starts[i - 1] + tags[i - 1].length;
        }
    }

    private void check(int index) {
        List<String> tokens = sentences.get(index);
        if (tokens.isEmpty() || tokens.contains("")) {
            throw new RecurveException(
                    "sentence %d of %s %s; leave it out"
                            .formatted(
                                    index,
                                    provenance().dataset(),
                                    tokens.isEmpty() ? "has no tokens" : "has an empty token"));
        }
        if (tokens.size() != tags[index].length) {
            throw new RecurveException(
                    "sentence %d has %d tokens, but %d tags"
                            .formatted(index, tokens.size(), tags[index].length));
        }
        for (int t = 0; t < tokens.size(); t++) {
            SeriesChecks.label(tags[index][t], labels, "token " + t + " of sentence " + index);
        }
    }

    /**
     * Makes data of names of tags.
     *
     * @param sentences the tokens of each
     * @param tags for each sentence the tag of each token by its name
     * @param provenance where the data came from
     * @return the data
     * @throws RecurveException as for the constructor
     */
    public static TaggedText of(
            List<List<String>> sentences, List<List<String>> tags, DataProvenance provenance) {
        List<String> names = Classes.sorted(tags.stream().flatMap(List::stream).toList());
        int[][] numbers = tags.stream().map(s -> Classes.indices(s, names)).toArray(int[][]::new);
        return new TaggedText(sentences, numbers, names, provenance);
    }

    /**
     * Reads a catalogued set.
     *
     * @param name {@code "ambiguous-words"}, which comes with the library, or {@code
     *     "ud-english-ewt"}, both English with universal parts of speech
     * @return its splits, read when they are asked for
     * @throws RecurveException if there is no such set, or it is made for something else
     */
    public static DataSplits<TaggedText> load(String name) {
        return load(DataCatalog.standard(), name);
    }

    /**
     * Reads a set of another catalogue.
     *
     * @param catalog knows the set
     * @param name of the set
     * @return its splits, read when they are asked for
     * @throws RecurveException if there is no such set, or it is made for something else
     */
    public static DataSplits<TaggedText> load(DataCatalog catalog, String name) {
        return DataSplits.of(
                catalog,
                name,
                "tagged text",
                ColumnFiles.FORMATS,
                ColumnFiles::read,
                (train, other) -> other.withLabels(train.labels()));
    }

    /**
     * Reads CoNLL-U, the format of Universal Dependencies: words and their universal parts of
     * speech. Comments, multiword tokens ({@code 3-4}) and empty nodes ({@code 5.1}) are left out:
     * the words that a multiword token stands for follow on their own lines.
     *
     * @param file UTF-8, plain or gzipped
     * @return the data, called {@code "all"}
     * @throws RecurveException if the file is missing or not UTF-8, or a line has not ten columns
     *     or no part of speech; it names the line
     */
    public static TaggedText fromConllu(Path file) {
        return ColumnFiles.conllu(file);
    }

    /**
     * Reads columns in UTF-8.
     *
     * @param file as for {@link #fromColumns(Path, int, int, Charset)}
     * @param tokenColumn which column has the tokens, from 1
     * @param tagColumn which column has the tags, from 1
     * @return the data, called {@code "all"}
     * @throws RecurveException as for {@link #fromColumns(Path, int, int, Charset)}
     */
    public static TaggedText fromColumns(Path file, int tokenColumn, int tagColumn) {
        return fromColumns(file, tokenColumn, tagColumn, StandardCharsets.UTF_8);
    }

    /**
     * Reads a file with a token on every line and a blank line after every sentence, as those of
     * the CoNLL shared tasks; CoNLL-2003 has the tokens in column 1 and the names in column 4.
     * Columns are separated by tabs, or by spaces where a line has no tab; all lines have as many
     * as the first. Lines that start with {@code -DOCSTART-} are left out.
     *
     * @param file plain or gzipped
     * @param tokenColumn which column has the tokens, from 1
     * @param tagColumn which column has the tags, from 1
     * @param charset that the file is written in
     * @return the data, called {@code "all"}
     * @throws RecurveException if the file is missing or not of the charset, or a line has more or
     *     fewer columns than the first, or an empty one that is needed; it names the line
     */
    public static TaggedText fromColumns(
            Path file, int tokenColumn, int tagColumn, Charset charset) {
        return ColumnFiles.columns(file, tokenColumn, tagColumn, charset);
    }

    /** {@return how many sentences there are, at least 1} */
    @Override
    public int size() {
        return sentences.size();
    }

    /** {@return the tokens of each sentence} */
    public List<List<String>> sentences() {
        return sentences;
    }

    /**
     * The tokens of a sentence.
     *
     * @param index of the sentence
     * @return at least one
     */
    public List<String> tokens(int index) {
        return sentences.get(index);
    }

    /**
     * The tags of a sentence.
     *
     * @param index of the sentence
     * @return their names, one for each token
     */
    public List<String> tags(int index) {
        return Arrays.stream(tags[index]).mapToObj(labels::get).toList();
    }

    /**
     * The tags of a sentence as numbers.
     *
     * @param index of the sentence
     * @return for each token an index into {@link #labels()}; not to be changed
     */
    public int[] tagIds(int index) {
        return tags[index];
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    /** {@return the tag of each token, sentence after sentence} */
    @Override
    public int[] targets() {
        return targets;
    }

    /**
     * {@return for each token its {@code position} in its sentence, from 0, and the sentence's
     * {@code length}}
     */
    @Override
    public Map<String, double[]> targetAttributes() {
        double[] positions =
                Arrays.stream(tags)
                        .flatMapToInt(s -> IntStream.range(0, s.length))
                        .asDoubleStream()
                        .toArray();
        double[] lengths =
                Arrays.stream(tags)
                        .flatMapToInt(s -> Arrays.stream(s).map(t -> s.length))
                        .asDoubleStream()
                        .toArray();
        return Map.of("position", positions, "length", lengths);
    }

    /**
     * {@return the token in brackets, with up to ten tokens of its sentence on either side: {@code
     * "We [can] fish ."}}
     */
    @Override
    public String describe(int item) {
        int found = Arrays.binarySearch(starts, item);
        int sentence = found >= 0 ? found : -found - 2;
        List<String> tokens = tokens(sentence);
        int position = item - starts[sentence];
        int from = Math.max(0, position - NEIGHBOURS);
        int to = Math.min(tokens.size(), position + NEIGHBOURS + 1);
        List<String> shown = new ArrayList<>(tokens.subList(from, to));
        shown.set(position - from, "[" + tokens.get(position) + "]");
        return (from > 0 ? "\u2026 " : "")
                + String.join(" ", shown)
                + (to < tokens.size() ? " \u2026" : "");
    }

    /**
     * The same sentences with tags in the order of other data, such as what a model was trained on.
     *
     * @param names of the tags in their order; may have some that no token here has
     * @return a copy
     * @throws RecurveException if a token has a tag that is not among them
     */
    public TaggedText withLabels(List<String> names) {
        int[] flat = Classes.renumber(targets, labels, names, provenance());
        int[][] renumbered = new int[tags.length][];
        int start = 0;
        for (int i = 0; i < tags.length; i++) {
            renumbered[i] = Arrays.copyOfRange(flat, start, start + tags[i].length);
            start += tags[i].length;
        }
        return new TaggedText(sentences, renumbered, names, provenance());
    }

    @Override
    TaggedText derive(int[] indices, DataProvenance derived) {
        List<List<String>> picked = new ArrayList<>();
        int[][] pickedTags = new int[indices.length][];
        for (int i = 0; i < indices.length; i++) {
            picked.add(sentences.get(indices[i]));
            pickedTags[i] = tags[indices[i]];
        }
        return new TaggedText(picked, pickedTags, labels, derived);
    }

    @Override
    String unit() {
        return "sentences";
    }

    /** {@return data set, split, sizes and tags in a line} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s %s: %,d sentences, %,d tokens; %d tags",
                provenance().dataset(),
                split(),
                size(),
                targets.length,
                labels.size());
    }
}
