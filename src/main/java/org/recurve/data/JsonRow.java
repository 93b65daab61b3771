package org.recurve.data;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.recurve.core.RecurveException;

/**
 * A row of JSON lines: an object on a line of its own.
 *
 * @param object its keys are the columns
 * @param place where it stands, for messages
 */
record JsonRow(JsonObject object, String place) {

    static JsonRow of(String line, String place) {
        try {
            JsonElement element = new Gson().fromJson(line, JsonElement.class);
            if (element != null && element.isJsonObject()) {
                return new JsonRow(element.getAsJsonObject(), place);
            }
        } catch (JsonParseException e) {
            throw new RecurveException(
                    place + ": expected a JSON object on a line of its own: " + e.getMessage(), e);
        }
        throw new RecurveException(place + ": expected a JSON object such as {\"text\": \"…\"}");
    }

    /** {@return the value of a key, {@code ""} for null} */
    String value(String key) {
        return value(element(key), "\"" + key + "\"");
    }

    /** {@return the value of a key as labels, of which a list has several} */
    TextRows.Labels labels(String key) {
        JsonElement value = element(key);
        return new TextRows.Labels() {
            @Override
            public String one() {
                return value(key);
            }

            @Override
            public List<String> several(String separator) {
                if (value.isJsonNull()) {
                    return List.of();
                }
                if (!value.isJsonArray()) {
                    return List.of(value(key));
                }
                List<String> all = new ArrayList<>();
                value.getAsJsonArray()
                        .forEach(each -> all.add(value(each, "an entry of \"" + key + "\"")));
                return all;
            }
        };
    }

    /** {@return what is no list and no object, but for some keys} */
    Map<String, String> others(Set<String> keys) {
        Map<String, String> others = new LinkedHashMap<>();
        object.entrySet()
                .forEach(
                        entry -> {
                            JsonElement value = entry.getValue();
                            if (!keys.contains(entry.getKey())
                                    && (value.isJsonPrimitive() || value.isJsonNull())) {
                                others.put(entry.getKey(), value(value, entry.getKey()));
                            }
                        });
        return others;
    }

    private JsonElement element(String key) {
        JsonElement value = object.get(key);
        if (value == null) {
            throw TextRows.absent(place, "key", key, object.keySet());
        }
        return value;
    }

    private String value(JsonElement value, String what) {
        if (value.isJsonNull()) {
            return "";
        }
        if (!value.isJsonPrimitive()) {
            throw new RecurveException(
                    "%s: %s is %s, expected a text, a number or a boolean"
                            .formatted(place, what, value.isJsonArray() ? "a list" : "an object"));
        }
        return value.getAsString();
    }
}
