package org.recurve.evaluation;

import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Map;
import org.tribuo.provenance.DatasetProvenance;

/**
 * The training data of a model, in Tribuo's form. What a stream of tokens has no notion of is -1:
 * the number of examples and of features.
 */
public final class RecurveDatasetProvenance extends DatasetProvenance {
    private static final long serialVersionUID = 1L;

    /**
     * Reads what OLCUT stored.
     *
     * @param values by name, {@code class-name} among them
     */
    public RecurveDatasetProvenance(Map<String, Provenance> values) {
        super(values);
    }

    RecurveDatasetProvenance(RecurveDataSourceProvenance source, String className, int outputs) {
        super(source, new ListProvenance<>(), className, false, true, -1, -1, outputs);
    }
}
