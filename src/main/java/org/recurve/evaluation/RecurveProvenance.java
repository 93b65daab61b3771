package org.recurve.evaluation;

import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.BooleanProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DoubleProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.LongProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plain provenance (nested maps, lists, strings, numbers, booleans) in OLCUT's form. */
abstract class RecurveProvenance implements ObjectProvenance {
    private static final long serialVersionUID = 1L;

    private final Map<String, Provenance> values;

    /** Takes the values as OLCUT hands them over, the class name among them. */
    RecurveProvenance(Map<String, Provenance> values) {
        if (!(values.get(CLASS_NAME) instanceof StringProvenance)) {
            throw new IllegalArgumentException(
                    "Provenance needs the string " + CLASS_NAME + ", got " + values.keySet());
        }
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Puts the class name before the plain values. */
    static Map<String, Provenance> named(String className, Map<String, ?> plain) {
        Map<String, Provenance> values = new LinkedHashMap<>();
        values.put(CLASS_NAME, new StringProvenance(CLASS_NAME, className));
        values.putAll(convert(plain));
        return values;
    }

    static Map<String, Provenance> convert(Map<?, ?> plain) {
        Map<String, Provenance> values = new LinkedHashMap<>();
        plain.forEach((key, value) -> values.put(key.toString(), convert(key.toString(), value)));
        return values;
    }

    private static Provenance convert(String key, Object value) {
        if (value instanceof Map<?, ?> map) {
            return new MapProvenance<>(convert(map));
        }
        if (value instanceof List<?> list) {
            List<Provenance> elements = new ArrayList<>();
            list.forEach(element -> elements.add(convert(key, element)));
            return new ListProvenance<>(elements);
        }
        if (value instanceof Boolean flag) {
            return new BooleanProvenance(key, flag);
        }
        if (value instanceof Long || value instanceof Integer) {
            return new LongProvenance(key, ((Number) value).longValue());
        }
        if (value instanceof Number number) {
            return new DoubleProvenance(key, number.doubleValue());
        }
        return new StringProvenance(key, String.valueOf(value));
    }

    /** {@return all values by name, without the class name} */
    public Map<String, Provenance> getValues() {
        Map<String, Provenance> rest = new LinkedHashMap<>(values);
        rest.remove(CLASS_NAME);
        return Collections.unmodifiableMap(rest);
    }

    @Override
    public String getClassName() {
        return ((StringProvenance) values.get(CLASS_NAME)).getValue();
    }

    @Override
    public Iterator<Pair<String, Provenance>> iterator() {
        return values.entrySet().stream()
                .map(entry -> new Pair<>(entry.getKey(), entry.getValue()))
                .iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecurveProvenance that
                && getClass().isInstance(that)
                && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return generateString(getClass().getSimpleName());
    }
}
