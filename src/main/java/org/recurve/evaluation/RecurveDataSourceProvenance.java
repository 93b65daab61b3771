package org.recurve.evaluation;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Map;
import org.tribuo.provenance.DataSourceProvenance;

/**
 * Where data came from, in Tribuo's form: {@code dataset}, {@code split}, {@code files} with {@code
 * sha256} and size, {@code preparation}.
 */
public final class RecurveDataSourceProvenance extends RecurveProvenance
        implements DataSourceProvenance {
    private static final long serialVersionUID = 1L;

    /**
     * Reads what OLCUT stored.
     *
     * @param values by name, {@code class-name} among them
     */
    public RecurveDataSourceProvenance(Map<String, Provenance> values) {
        super(values);
    }

    static RecurveDataSourceProvenance of(String className, Map<String, ?> plain) {
        return new RecurveDataSourceProvenance(named(className, plain));
    }
}
