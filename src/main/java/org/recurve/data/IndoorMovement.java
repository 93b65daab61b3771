package org.recurve.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;

/**
 * The walks of the set indoor-movement (Bacciu et al., "An experimental characterization of
 * reservoir computing in ambient assisted living applications", 2014), in its archive: a file of
 * four signal strengths a step for each walk, and tables of class, environment and path by walk.
 */
final class IndoorMovement {
    private static final String WALK = "dataset/MovementAAL_RSS_";
    private static final List<String> CLASSES = List.of("stays", "changes room");

    private final DataInput input;
    private final Map<String, byte[]> members = new HashMap<>();

    private IndoorMovement(DataInput input) {
        this.input = input;
    }

    /** {@return the walks in the order of their numbers, with their environment and path} */
    static LabeledSeries read(DataInput input, DataProvenance provenance) {
        IndoorMovement set = new IndoorMovement(input);
        try (ZipInputStream zip = new ZipInputStream(input.open())) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                set.members.put(e.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new RecurveException("cannot read " + input.where() + ": " + e, e);
        }
        Map<Integer, Integer> targets = set.table("dataset/MovementAAL_target.csv");
        Map<Integer, Integer> environments = set.table("groups/MovementAAL_DatasetGroup.csv");
        Map<Integer, Integer> paths = set.table("groups/MovementAAL_Paths.csv");
        List<float[][]> walks = new ArrayList<>();
        targets.keySet().forEach(id -> walks.add(set.walk(WALK + id + ".csv")));
        return new LabeledSeries(
                walks,
                targets.values().stream().mapToInt(t -> t > 0 ? 1 : 0).toArray(),
                CLASSES,
                Map.of(
                        "environment",
                        set.values(targets.keySet(), environments),
                        "path",
                        set.values(targets.keySet(), paths)),
                provenance);
    }

    private double[] values(Iterable<Integer> ids, Map<Integer, Integer> table) {
        List<Integer> values = new ArrayList<>();
        for (int id : ids) {
            Integer value = table.get(id);
            if (value == null) {
                throw new RecurveException(
                        input.where() + " has no environment or path of walk " + id);
            }
            values.add(value);
        }
        return values.stream().mapToDouble(v -> v).toArray();
    }

    /** A table of walks' numbers and a whole number for each. */
    private Map<Integer, Integer> table(String member) {
        Map<Integer, Integer> table = new TreeMap<>();
        forEachRow(
                member,
                (fields, place) -> {
                    try {
                        table.put(Integer.parseInt(fields[0]), Integer.parseInt(fields[1]));
                    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                        throw new RecurveException(
                                place + ": expected the number of a walk and another one", e);
                    }
                });
        return table;
    }

    private float[][] walk(String member) {
        List<float[]> steps = new ArrayList<>();
        forEachRow(
                member,
                (fields, place) -> {
                    List<String[]> features = new ArrayList<>();
                    for (String field : fields) {
                        features.add(new String[] {field});
                    }
                    steps.add(SeriesFiles.steps(features, place)[0]);
                });
        return steps.toArray(float[][]::new);
    }

    private interface Row {
        void take(String[] fields, String place);
    }

    /** Hands out comma-separated rows; the line that names the columns begins with #. */
    private void forEachRow(String member, Row sink) {
        byte[] content = members.get(member);
        if (content == null) {
            throw new RecurveException(input.where() + " has no member " + member + ": replace it");
        }
        DataInput file =
                new DataInput(
                        member,
                        input.where() + ", " + member,
                        () -> new ByteArrayInputStream(content),
                        null);
        TextLines.forEach(
                file,
                (line, place) -> {
                    if (!line.isBlank() && !line.startsWith("#")) {
                        sink.take(
                                Arrays.stream(line.split(",", -1))
                                        .map(String::strip)
                                        .toArray(String[]::new),
                                place);
                    }
                });
    }
}
