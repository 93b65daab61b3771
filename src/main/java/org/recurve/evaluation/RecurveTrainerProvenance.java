package org.recurve.evaluation;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.Iterator;
import java.util.Map;
import org.tribuo.provenance.TrainerProvenance;

/** The settings that a model was made with, in Tribuo's form. */
public final class RecurveTrainerProvenance extends RecurveProvenance implements TrainerProvenance {
    private static final long serialVersionUID = 1L;

    /**
     * Reads what OLCUT stored.
     *
     * @param values by name, {@code class-name} among them
     */
    public RecurveTrainerProvenance(Map<String, Provenance> values) {
        super(values);
    }

    static RecurveTrainerProvenance of(String className, Map<String, ?> plain) {
        return new RecurveTrainerProvenance(named(className, plain));
    }

    @Override
    public Map<String, Provenance> getConfiguredParameters() {
        return getValues();
    }

    @Override
    public Iterator<Pair<String, Provenance>> iterator() {
        return super.iterator();
    }
}
