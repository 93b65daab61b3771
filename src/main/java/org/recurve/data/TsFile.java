package org.recurve.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;

/**
 * A {@code .ts} file: a header of lines such as {@code @classLabel true 1 2}, then after
 * {@code @data} a sequence a line, its features between colons, their values between commas, and
 * the class last.
 */
final class TsFile {
    private final DataInput input;
    private final List<float[][]> sequences = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private List<String> classes = List.of();
    private boolean inData;

    private TsFile(DataInput input) {
        this.input = input;
    }

    static LabeledSeries read(DataInput input, DataProvenance provenance) {
        TsFile file = new TsFile(input);
        TextLines.forEach(input, file::line);
        return new LabeledSeries(
                SeriesFiles.some(file.sequences, input),
                Classes.indices(file.labels, file.classes),
                file.classes,
                Map.of(),
                provenance);
    }

    private void line(String raw, String place) {
        String line = raw.strip();
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        if (inData) {
            sequence(line, place);
        } else if (line.startsWith("@")) {
            header(line.split("\\s+", -1), place);
        } else {
            throw new RecurveException(
                    place + ": expected @data, or a line of the header that begins with @");
        }
    }

    /** Keywords are written in upper and lower case. */
    private void header(String[] words, String place) {
        boolean yes = words.length > 1 && words[1].equalsIgnoreCase("true");
        switch (words[0].toLowerCase(Locale.ROOT)) {
            case "@timestamps" -> {
                if (yes) {
                    throw new RecurveException(
                            place
                                    + ": sequences with time stamps cannot be read; write them"
                                    + " without, at equal intervals");
                }
            }
            case "@classlabel" -> {
                if (yes) {
                    classes = List.of(Arrays.copyOfRange(words, 2, words.length));
                }
            }
            case "@data" -> {
                inData = true;
                if (classes.isEmpty()) {
                    throw new RecurveException(
                            input.where()
                                    + " has no @classLabel true with the names of classes: it is"
                                    + " not for classification");
                }
            }
            default -> {
                // The other lines tell nothing that the sequences do not show.
            }
        }
    }

    private void sequence(String line, String place) {
        String[] parts = line.split(":", -1);
        String label = parts[parts.length - 1].strip();
        if (parts.length < 2 || !classes.contains(label)) {
            throw new RecurveException(
                    "%s: the line ends in \"%s\", expected a colon and one of the classes %s"
                            .formatted(
                                    place,
                                    label.length() > 40
                                            ? "…" + label.substring(label.length() - 40)
                                            : label,
                                    String.join(", ", classes)));
        }
        labels.add(label);
        sequences.add(
                SeriesFiles.steps(
                        Arrays.stream(parts)
                                .limit(parts.length - 1L)
                                .map(p -> p.split(",", -1))
                                .toList(),
                        place));
    }
}
