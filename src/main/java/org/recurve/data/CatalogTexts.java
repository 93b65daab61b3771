package org.recurve.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;

/** Reads the catalogued sets of labelled text from the files they are published in. */
final class CatalogTexts {
    static final Set<String> FORMATS =
            Set.of(
                    "sst-2",
                    "sst-5",
                    "sst-2-phrases",
                    "sst-5-phrases",
                    "imdb",
                    "trec",
                    "trec-fine",
                    "names",
                    "opinions");

    private static final List<String> TWO = List.of("negative", "positive");
    private static final List<String> FIVE =
            List.of("very negative", "negative", "neutral", "positive", "very positive");
    private static final int NEUTRAL = 2;

    private final TextCollector texts = new TextCollector();
    private final List<String> preparation = new ArrayList<>();

    private CatalogTexts() {}

    /** Reads a split of a set in one of the formats. */
    static LabeledText read(DataSet set, String split, List<DataInput> files) {
        CatalogTexts reader = new CatalogTexts();
        List<String> classes = List.of();
        for (DataInput file : files) {
            switch (set.format()) {
                case "sst-2" -> classes = reader.sentences(file, TWO);
                case "sst-5" -> classes = reader.sentences(file, FIVE);
                case "sst-2-phrases" -> classes = reader.trees(file, TWO, split.equals("train"));
                case "sst-5-phrases" -> classes = reader.trees(file, FIVE, split.equals("train"));
                case "imdb" -> classes = reader.reviews(file);
                case "trec" -> reader.questions(file, false);
                case "trec-fine" -> reader.questions(file, true);
                case "names" -> reader.names(file);
                case "opinions" -> classes = reader.opinions(file);
                default -> throw new IllegalArgumentException("no format " + set.format());
            }
        }
        DataProvenance provenance =
                new DataProvenance(
                        set.name(),
                        split,
                        files.stream().map(DataInput::hash).toList(),
                        reader.preparation);
        return reader.texts.toData(provenance, classes);
    }

    /** Lines of a class's number, a space and a sentence, as in {@code stsa.binary.train}. */
    private List<String> sentences(DataInput file, List<String> classes) {
        forEach(
                file,
                (line, place) -> {
                    String[] parts = cut(line, " ", 2, "a class, a space and a sentence", place);
                    texts.add(parts[1].strip(), code(parts[0], classes, place), place);
                });
        return classes;
    }

    /** A tree a line: all its phrases or the whole sentence alone, in lower case. */
    private List<String> trees(DataInput file, List<String> classes, boolean phrases) {
        preparation.add(phrases ? "every phrase of the trees" : "sentences of the trees");
        preparation.add("lower case");
        forEach(
                file,
                (line, place) -> {
                    List<SentimentTree.Phrase> all = SentimentTree.phrases(line, place);
                    for (SentimentTree.Phrase phrase : phrases ? all : last(all)) {
                        if (classes.size() == FIVE.size()) {
                            texts.add(phrase.text(), FIVE.get(phrase.label()), place);
                        } else if (phrase.label() != NEUTRAL) {
                            texts.add(
                                    phrase.text(), TWO.get(phrase.label() / (NEUTRAL + 1)), place);
                        }
                    }
                });
        if (classes.size() < FIVE.size()) {
            preparation.add("without neutral ones");
        }
        return classes;
    }

    private static <T> List<T> last(List<T> list) {
        return list.subList(list.size() - 1, list.size());
    }

    /** Lines of a class's number, an id, a rating and a review, by tabs. */
    private List<String> reviews(DataInput file) {
        forEach(
                file,
                (line, place) -> {
                    String[] parts =
                            cut(line, "\t", 4, "label, id, rating and text, by tabs", place);
                    texts.add(parts[3], code(parts[0], TWO, place), place);
                });
        return TWO;
    }

    /** Lines such as {@code DESC:manner How did …?}; officially in Latin-1. */
    private void questions(DataInput file, boolean fine) {
        forEach(
                Transcoding.utf8Or(file, StandardCharsets.ISO_8859_1),
                (line, place) -> {
                    String[] parts = cut(line, " ", 2, "COARSE:fine and a question", place);
                    String[] label = cut(parts[0], ":", 2, "COARSE:fine and a question", place);
                    texts.add(parts[1].strip(), fine ? parts[0] : label[0], place);
                });
    }

    /** A name a line in a file named as its language. */
    private void names(DataInput file) {
        String language = file.name().replaceFirst("\\.txt(\\.gz)?$", "");
        forEach(file, (line, place) -> texts.add(line.strip(), language, place));
    }

    /** A heading, then lines of label, phenomenon and text, by tabs. */
    private List<String> opinions(DataInput file) {
        forEach(
                file,
                (line, place) -> {
                    String[] parts = cut(line, "\t", 3, "label, phenomenon and text", place);
                    if (!parts[0].equals("label")) {
                        texts.add(parts[2], parts[0], Map.of("phenomenon", parts[1]), place);
                    }
                });
        return TWO;
    }

    private interface Line {
        void take(String line, String place);
    }

    private static void forEach(DataInput file, Line sink) {
        TextLines.forEach(
                file,
                (line, place) -> {
                    if (!line.isBlank()) {
                        sink.take(line, place);
                    }
                });
    }

    private static String[] cut(
            String line, String separator, int parts, String expected, String place) {
        String[] cut = line.split(separator, parts);
        if (cut.length < parts) {
            String start = line.length() > 60 ? line.substring(0, 60) + "…" : line;
            throw new RecurveException(
                    place + ": expected " + expected + ", found \"" + start + "\"");
        }
        return cut;
    }

    private static String code(String code, List<String> classes, String place) {
        for (int i = 0; i < classes.size(); i++) {
            if (code.equals(Integer.toString(i))) {
                return classes.get(i);
            }
        }
        throw new RecurveException(
                "%s: expected a class from 0 to %d, found \"%s\""
                        .formatted(place, classes.size() - 1, code));
    }
}
