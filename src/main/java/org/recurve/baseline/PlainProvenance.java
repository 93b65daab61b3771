package org.recurve.baseline;

import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.LinkedHashMap;
import java.util.Map;

/** OLCUT's provenance as nested maps, lists, strings, numbers and booleans. */
final class PlainProvenance {
    private PlainProvenance() {}

    static Map<String, Object> of(ObjectProvenance provenance) {
        Map<String, Object> map = new LinkedHashMap<>();
        provenance.forEach(pair -> map.put(pair.getA(), plain(pair.getB())));
        return map;
    }

    private static Object plain(Provenance provenance) {
        if (provenance instanceof ObjectProvenance object) {
            return of(object);
        }
        if (provenance instanceof MapProvenance<?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach(pair -> copy.put(pair.getA(), plain(pair.getB())));
            return copy;
        }
        if (provenance instanceof ListProvenance<?> list) {
            return list.getList().stream().map(PlainProvenance::plain).toList();
        }
        Object value = ((PrimitiveProvenance<?>) provenance).getValue();
        return value instanceof Number || value instanceof Boolean ? value : String.valueOf(value);
    }
}
