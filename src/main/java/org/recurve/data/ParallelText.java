package org.recurve.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Sentences with their translations, as readable text: cutting them into tokens is up to the model.
 * Unchangeable.
 *
 * <p>Where data is held out or cut into folds, pairs of the same source stay together, and so do
 * pairs of the same translation, so that nothing is judged that was seen in training on either
 * side. Sentences are the same if their letters and digits are, in upper or lower case: {@code
 * "Go!"} and {@code "Go."} are. Parts thus have about the size asked for, not exactly.
 *
 * <p>What is read from files and tables loses white space around the sentences, and pairs of which
 * a side is blank; how many is in the provenance. Subwords are learned of one language or of both:
 *
 * <pre>{@code
 * var train = ParallelText.load("multi30k-de-en").train();
 * var german = BytePairEncoding.learn(train.sources(), 8000);
 * var shared = BytePairEncoding.learn(train.lines(), 8000);
 * }</pre>
 */
public final class ParallelText extends Examples<ParallelText> {
    private final List<String> sources;
    private final List<String> targets;

    /**
     * Makes data of pairs.
     *
     * @param sources sentences to translate, at least one
     * @param targets the translation of each
     * @param provenance where the data came from
     * @throws RecurveException if there is no pair, or the numbers differ
     */
    public ParallelText(List<String> sources, List<String> targets, DataProvenance provenance) {
        super(provenance);
        if (sources.size() != targets.size()) {
            throw new RecurveException(
                    String.format(
                            Locale.ROOT,
                            "%s has %,d sources but %,d translations: line n of one must be the translation of line n of the other",
                            provenance.dataset(),
                            sources.size(),
                            targets.size()));
        }
        if (sources.isEmpty()) {
            throw new RecurveException(
                    provenance.dataset() + " has no pairs of sentences; expected at least 1");
        }
        this.sources = List.copyOf(sources);
        this.targets = List.copyOf(targets);
    }

    /**
     * Reads a catalogued set, source language first in its name:
     *
     * <ul>
     *   <li>{@code "everyday-en-fr"}, which comes with the library: generated pairs, all three
     *       splits from one grammar; {@code "everyday-en-fr-written"}: the same to learn from, to
     *       be judged on pairs that were written one by one
     *   <li>{@code "multi30k-de-en"}, and so for any two of {@code de}, {@code en} and {@code fr}:
     *       descriptions of photographs, in the official splits
     *   <li>{@code "tatoeba-en-fr"}: short sentences of all kinds, in one file without official
     *       splits: a tenth is held out for the test, a tenth of the rest for validation, both
     *       drawn with seed 0 and without a sentence that the other parts have
     * </ul>
     *
     * @param name of the set
     * @return its splits, read when they are asked for
     * @throws RecurveException if there is no such set, or it is made for something else
     */
    public static DataSplits<ParallelText> load(String name) {
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
    public static DataSplits<ParallelText> load(DataCatalog catalog, String name) {
        return DataSplits.of(
                catalog,
                name,
                "parallel text",
                PairFiles.FORMATS,
                PairFiles::read,
                (train, other) -> other);
    }

    /**
     * Reads two files with a sentence on each line, as Moses and most corpora have them.
     *
     * @param source UTF-8, plain or gzipped
     * @param target the same in the other language: its line n translates line n
     * @return the data, called {@code "all"}
     * @throws RecurveException if a file is missing or not UTF-8 (it names the line), or one has
     *     more lines than the other; it says about where they part
     */
    public static ParallelText fromFiles(Path source, Path target) {
        return PairFiles.files(source, target);
    }

    /**
     * Reads tab-separated columns without a header. A tab ends a field and a line end a pair;
     * quotes are text like any other.
     *
     * @param file UTF-8, plain or gzipped
     * @param sourceColumn which column has the sentences to translate, from 1
     * @param targetColumn which column has their translations, from 1
     * @return the data, called {@code "all"}
     * @throws RecurveException if the file is missing or not UTF-8, or a line has no such column;
     *     it names the line
     */
    public static ParallelText fromTsv(Path file, int sourceColumn, int targetColumn) {
        return PairFiles.tsv(file, sourceColumn, targetColumn);
    }

    /**
     * Takes two columns of a table.
     *
     * @param table with a row for each pair
     * @param source name of the column of sentences to translate
     * @param target name of the column of their translations
     * @return the data, called {@code "all"}
     * @throws RecurveException if there is no such column, or no row has both
     */
    public static ParallelText fromTable(Table table, String source, String target) {
        return PairFiles.table(table, source, target);
    }

    @Override
    public int size() {
        return sources.size();
    }

    /** {@return the sentences to translate} */
    public List<String> sources() {
        return sources;
    }

    /** {@return the translation of each} */
    public List<String> targets() {
        return targets;
    }

    /** {@return all sources, then all translations, to learn something of both languages} */
    public List<String> lines() {
        return Stream.of(sources, targets).flatMap(List::stream).toList();
    }

    /** {@return the same pairs the other way round} */
    public ParallelText reversed() {
        return new ParallelText(targets, sources, derived(split(), "reversed"));
    }

    /** {@return the same pairs in lower case, by the rules of no particular language} */
    public ParallelText lowerCased() {
        return new ParallelText(
                sources.stream().map(s -> s.toLowerCase(Locale.ROOT)).toList(),
                targets.stream().map(s -> s.toLowerCase(Locale.ROOT)).toList(),
                derived(split(), "lower case"));
    }

    /**
     * Leaves out pairs that are long on either side.
     *
     * @param tokens most tokens of a side, at least 1
     * @param source cuts the sources
     * @param target cuts the translations
     * @return the others; how many were left out is in the provenance
     * @throws RecurveException if all pairs are longer
     */
    public ParallelText maxLength(int tokens, Tokenizer source, Tokenizer target) {
        if (tokens < 1) {
            throw new IllegalArgumentException(
                    "sentences of at most "
                            + tokens
                            + " tokens were asked for; it must be 1 or more");
        }
        int[] kept =
                IntStream.range(0, size())
                        .filter(i -> source.tokenize(sources.get(i)).size() <= tokens)
                        .filter(i -> target.tokenize(targets.get(i)).size() <= tokens)
                        .toArray();
        if (kept.length == 0) {
            throw new RecurveException(
                    String.format(
                            Locale.ROOT,
                            "all %,d pairs of %s %s have more than %d tokens on a side: allow more",
                            size(),
                            provenance().dataset(),
                            split(),
                            tokens));
        }
        return derive(
                kept,
                derived(
                        split(),
                        "at most %d tokens a side (%s; %s), left out=%d"
                                .formatted(
                                        tokens,
                                        source.name(),
                                        target.name(),
                                        size() - kept.length)));
    }

    /** {@return the data as a table with the columns {@code source} and {@code target}} */
    public Table toTable() {
        return Table.create(
                provenance().dataset() + " " + split(),
                StringColumn.create("source", sources),
                StringColumn.create("target", targets));
    }

    /**
     * {@return a row for each side, {@code source} and {@code target}, with the columns {@code
     * side}, {@code sentences}, {@code distinct}, and of their words, as {@link Tokenizers#words()}
     * cuts them, {@code mean words}, {@code most words} and {@code distinct words}}
     */
    public Table summary() {
        Table table =
                Table.create(
                        provenance().dataset() + " " + split(),
                        StringColumn.create("side"),
                        IntColumn.create("sentences"),
                        IntColumn.create("distinct"),
                        DoubleColumn.create("mean words"),
                        IntColumn.create("most words"),
                        IntColumn.create("distinct words"));
        summarize(table, "source", sources);
        summarize(table, "target", targets);
        return table;
    }

    private static void summarize(Table table, String side, List<String> sentences) {
        List<List<String>> words = sentences.stream().map(Tokenizers.words()::tokenize).toList();
        table.stringColumn("side").append(side);
        table.intColumn("sentences").append(sentences.size());
        table.intColumn("distinct").append(new HashSet<>(sentences).size());
        table.doubleColumn("mean words")
                .append(words.stream().mapToInt(List::size).average().orElseThrow());
        table.intColumn("most words")
                .append(words.stream().mapToInt(List::size).max().orElseThrow());
        table.intColumn("distinct words")
                .append((int) words.stream().flatMap(List::stream).distinct().count());
    }

    /**
     * Says what a pair is, for people.
     *
     * @param pair its index, from 0
     * @return source and translation with an arrow between them
     */
    public String describe(int pair) {
        return sources.get(pair) + " \u2192 " + targets.get(pair);
    }

    @Override
    boolean[] heldOut(double fraction, long seed) {
        return new PairGroups(sources, targets).holdOut(fraction, seed);
    }

    @Override
    int[] foldOfEach(int folds, long seed) {
        PairGroups groups = new PairGroups(sources, targets);
        if (groups.count() < folds) {
            throw new RecurveException(
                    "%1$s has %2$d groups of pairs that share no sentence, too few for %3$d folds: ask for %2$d at most"
                            .formatted(provenance().dataset(), groups.count(), folds));
        }
        return groups.folds(folds, seed);
    }

    @Override
    ParallelText derive(int[] indices, DataProvenance derived) {
        List<String> someSources = new ArrayList<>();
        List<String> someTargets = new ArrayList<>();
        for (int i : indices) {
            someSources.add(sources.get(i));
            someTargets.add(targets.get(i));
        }
        return new ParallelText(someSources, someTargets, derived);
    }

    @Override
    String unit() {
        return "pairs";
    }

    /** {@return data set, split and size in a line} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s %s: %,d pairs", provenance().dataset(), split(), size());
    }
}
