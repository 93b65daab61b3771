package org.recurve.core;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Provenance records as nested maps, lists, strings, numbers and booleans: the form that reports
 * and model files store.
 */
public final class ProvenanceMap {
    private ProvenanceMap() {}

    /**
     * Copies a public record, and the records inside it, to a map in the order of its components.
     * Components that are {@code null} are left out.
     *
     * @param value for example a {@link RunProvenance} or a {@link DataProvenance}
     * @return a new map
     */
    public static Map<String, Object> of(Record value) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            Object plain = plain(get(component, value));
            if (plain != null) {
                map.put(component.getName(), plain);
            }
        }
        return map;
    }

    private static Object get(RecordComponent component, Record value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException("Cannot read " + component + " of " + value, e);
        }
    }

    private static Object plain(Object value) {
        if (value instanceof Record record) {
            return of(record);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.entrySet().stream()
                    .sorted((a, b) -> a.getKey().toString().compareTo(b.getKey().toString()))
                    .forEach(e -> copy.put(e.getKey().toString(), plain(e.getValue())));
            return copy;
        }
        if (value instanceof Collection<?> collection) {
            List<Object> copy = new ArrayList<>();
            collection.forEach(element -> copy.add(plain(element)));
            return copy;
        }
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        return value.toString();
    }
}
