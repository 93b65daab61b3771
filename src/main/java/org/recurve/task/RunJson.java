package org.recurve.task;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.recurve.core.RunProvenance;
import org.recurve.training.TrainingRun;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/** A training run as JSON; the columns of its history are numbers. */
final class RunJson {
    private RunJson() {}

    static JsonObject write(TrainingRun run) {
        JsonObject history = new JsonObject();
        for (NumericColumn<?> column : run.history().numericColumns()) {
            JsonArray values = new JsonArray();
            for (int row = 0; row < column.size(); row++) {
                if (column instanceof IntColumn whole) {
                    values.add(whole.getInt(row));
                } else {
                    values.add(column.getDouble(row));
                }
            }
            JsonObject entry = new JsonObject();
            entry.addProperty("whole", column instanceof IntColumn);
            entry.add("values", values);
            history.add(column.name(), entry);
        }
        JsonObject json = new JsonObject();
        json.add("provenance", ModelFile.GSON.toJsonTree(run.provenance()));
        json.add("history", history);
        return json;
    }

    static TrainingRun read(JsonObject json) {
        Table history = Table.create("history");
        for (Map.Entry<String, JsonElement> entry : json.getAsJsonObject("history").entrySet()) {
            JsonObject column = entry.getValue().getAsJsonObject();
            JsonArray values = column.getAsJsonArray("values");
            if (column.get("whole").getAsBoolean()) {
                history.addColumns(
                        IntColumn.create(
                                entry.getKey(),
                                StreamSupport.stream(values.spliterator(), false)
                                        .mapToInt(JsonElement::getAsInt)));
            } else {
                history.addColumns(
                        DoubleColumn.create(
                                entry.getKey(),
                                StreamSupport.stream(values.spliterator(), false)
                                        .mapToDouble(JsonElement::getAsDouble)
                                        .toArray()));
            }
        }
        RunProvenance provenance =
                ModelFile.GSON.fromJson(json.get("provenance"), RunProvenance.class);
        return new TrainingRun(history, Objects.requireNonNull(provenance, "provenance"));
    }
}
