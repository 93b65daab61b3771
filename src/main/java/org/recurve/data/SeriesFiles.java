package org.recurve.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;

/** Reads labelled numeric sequences from the files they are published in. */
final class SeriesFiles {
    static final Set<String> FORMATS = Set.of("ucr", "indoor-movement");

    private SeriesFiles() {}

    /** Reads a split of a catalogued set. */
    static LabeledSeries read(DataSet set, String split, List<DataInput> files) {
        DataInput file = files.get(0);
        DataProvenance provenance =
                new DataProvenance(set.name(), split, List.of(file.hash()), List.of());
        return set.format().equals("ucr")
                ? archive(file, provenance)
                : IndoorMovement.read(file, provenance);
    }

    /** Reads a file of the UCR and UEA archives by the format that its name tells. */
    static LabeledSeries archive(DataInput input, DataProvenance provenance) {
        String name = input.name().replaceFirst("\\.gz$", "");
        if (name.endsWith(".ts")) {
            return TsFile.read(input, provenance);
        }
        if (name.endsWith(".tsv") || name.endsWith(".txt")) {
            return tabSeparated(input, provenance);
        }
        throw new RecurveException(
                input.where()
                        + ": expected a .tsv, .txt or .ts file of the UCR or UEA archive; name it"
                        + " by its format, or make a LabeledSeries of arrays");
    }

    /** A line is a class and the numbers of one feature, by tabs. */
    private static LabeledSeries tabSeparated(DataInput input, DataProvenance provenance) {
        List<float[][]> sequences = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        TextLines.forEach(
                input,
                (line, place) -> {
                    if (!line.isBlank()) {
                        String[] fields = line.strip().split("\t", -1);
                        labels.add(fields[0].strip());
                        String[] values = Arrays.copyOfRange(fields, 1, fields.length);
                        sequences.add(steps(List.<String[]>of(values), place));
                    }
                });
        List<String> classes = Classes.sorted(labels);
        return new LabeledSeries(
                some(sequences, input),
                Classes.indices(labels, classes),
                classes,
                Map.of(),
                provenance);
    }

    static List<float[][]> some(List<float[][]> sequences, DataInput input) {
        if (sequences.isEmpty()) {
            throw new RecurveException(input.where() + " has no sequences; expected at least 1");
        }
        return sequences;
    }

    /**
     * Makes a sequence of its features.
     *
     * @param features the numbers of each as text, all as many
     * @param place where they stand, for messages
     * @return {@code float[T][F]}, without the steps at the end where all features are missing
     * @throws RecurveException if something is no number, missing elsewhere, or nothing is left
     */
    static float[][] steps(List<String[]> features, String place) {
        int steps = features.get(0).length;
        for (String[] feature : features) {
            if (feature.length != steps) {
                throw new RecurveException(
                        "%s: one feature has %d values, another %d; expected as many for each"
                                .formatted(place, steps, feature.length));
            }
        }
        while (steps > 0 && allMissing(features, steps - 1)) {
            steps--;
        }
        if (steps == 0) {
            throw new RecurveException(
                    place + ": the sequence has no values; leave it out, or see to the separators");
        }
        float[][] sequence = new float[steps][features.size()];
        for (int t = 0; t < steps; t++) {
            for (int f = 0; f < sequence[t].length; f++) {
                sequence[t][f] = number(features.get(f)[t].strip(), t, place);
            }
        }
        return sequence;
    }

    private static boolean allMissing(List<String[]> features, int step) {
        return features.stream().allMatch(f -> isMissing(f[step].strip()));
    }

    private static boolean isMissing(String value) {
        return value.equals("?") || value.equalsIgnoreCase("NaN");
    }

    private static float number(String value, int step, String place) {
        if (isMissing(value)) {
            throw new RecurveException(
                    "%s: value %d is missing and others follow; fill gaps before, or leave the sequence out"
                            .formatted(place, step + 1));
        }
        try {
            return Float.parseFloat(value);
        } catch (NumberFormatException e) {
            throw new RecurveException(
                    "%s: expected a number for value %d, found \"%s\""
                            .formatted(place, step + 1, value),
                    e);
        }
    }
}
