package org.recurve.data;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;

/** Reads tagged text with a token on every line and a blank line after every sentence. */
final class ColumnFiles {
    /** CoNLL-U; and two columns, a token and its tag. */
    static final Set<String> FORMATS = Set.of("conllu", "columns");

    private static final int CONLLU_COLUMNS = 10;
    private static final int CONLLU_TOKEN = 1;
    private static final int CONLLU_TAG = 3;

    private final List<List<String>> sentences = new ArrayList<>();
    private final List<List<String>> tags = new ArrayList<>();
    private List<String> tokens = new ArrayList<>();
    private List<String> tokenTags = new ArrayList<>();
    private int columns;
    private String noTag = "";

    private ColumnFiles() {}

    /** Reads a split of a catalogued set. */
    static TaggedText read(DataSet set, String split, List<DataInput> files) {
        ColumnFiles reader = new ColumnFiles();
        for (DataInput file : files) {
            if (set.format().equals("conllu")) {
                reader.conllu(file);
            } else {
                reader.columns(file, 0, 1);
            }
        }
        return reader.toData(set.name(), split, files);
    }

    static TaggedText conllu(Path file) {
        DataInput input = DataInput.of(file, null);
        ColumnFiles reader = new ColumnFiles();
        reader.conllu(input);
        return reader.toData(input.name(), "all", List.of(input));
    }

    static TaggedText columns(Path file, int token, int tag, Charset charset) {
        if (token < 1 || tag < 1) {
            throw new IllegalArgumentException(
                    "columns are counted from 1, but %d and %d were asked for"
                            .formatted(token, tag));
        }
        DataInput input = DataInput.of(file, null);
        ColumnFiles reader = new ColumnFiles();
        reader.columns(Transcoding.utf8(input, charset), token - 1, tag - 1);
        return reader.toData(input.name(), "all", List.of(input));
    }

    private void columns(DataInput input, int token, int tag) {
        TextLines.forEach(
                input,
                (line, place) -> {
                    if (line.isBlank()) {
                        endSentence();
                    } else if (!line.startsWith("-DOCSTART-")) {
                        line(line, token, tag, place);
                    }
                });
        endSentence();
    }

    private void conllu(DataInput input) {
        columns = CONLLU_COLUMNS;
        noTag = "_";
        TextLines.forEach(
                input,
                (line, place) -> {
                    if (line.isBlank()) {
                        endSentence();
                    } else if (!line.startsWith("#") && !isRangeOrEmptyNode(line)) {
                        line(line, CONLLU_TOKEN, CONLLU_TAG, place);
                    }
                });
        endSentence();
    }

    /** Whether the first column is such as {@code 3-4} or {@code 5.1}. */
    private static boolean isRangeOrEmptyNode(String line) {
        String id = line.split("\t", 2)[0];
        return id.matches("\\d+[-.]\\d+");
    }

    private void line(String line, int token, int tag, String place) {
        String[] fields = line.contains("\t") ? line.split("\t", -1) : line.strip().split(" +", -1);
        if (columns == 0) {
            columns = fields.length;
        }
        if (fields.length != columns) {
            throw new RecurveException(
                    "%s: expected %d columns, found %d: separate them by tabs, or by spaces in a line without tabs; only CoNLL-U has comments"
                            .formatted(place, columns, fields.length));
        }
        String name = field(fields, tag, "tag", place);
        if (name.equals(noTag)) {
            throw new RecurveException(
                    "%s: there is no tag in column %d".formatted(place, tag + 1));
        }
        tokens.add(field(fields, token, "token", place));
        tokenTags.add(name);
    }

    private static String field(String[] fields, int index, String what, String place) {
        if (index >= fields.length) {
            throw new RecurveException(
                    "%s: column %d is to have the %s, but there are %d"
                            .formatted(place, index + 1, what, fields.length));
        }
        String field = fields[index].strip();
        if (field.isEmpty()) {
            throw new RecurveException(
                    "%s: there is no %s in column %d".formatted(place, what, index + 1));
        }
        return field;
    }

    private void endSentence() {
        if (!tokens.isEmpty()) {
            sentences.add(tokens);
            tags.add(tokenTags);
            tokens = new ArrayList<>();
            tokenTags = new ArrayList<>();
        }
    }

    private TaggedText toData(String name, String split, List<DataInput> files) {
        endSentence();
        if (sentences.isEmpty()) {
            throw new RecurveException(name + " has no sentences; expected at least 1");
        }
        return TaggedText.of(
                sentences,
                tags,
                new DataProvenance(
                        name, split, files.stream().map(DataInput::hash).toList(), List.of()));
    }
}
