package org.recurve.evaluation;

import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.MutableOutputInfo;
import org.tribuo.Output;
import org.tribuo.OutputFactory;
import org.tribuo.Prediction;
import org.tribuo.provenance.ModelProvenance;

/**
 * A model whose predictions are made already, as Tribuo's evaluators want to see it: name, outputs,
 * provenance. It has no features, so it predicts nothing itself.
 */
final class JudgedModel<T extends Output<T>> extends Model<T> {
    private static final long serialVersionUID = 1L;

    /**
     * @param outputs that the model may give; all of them, or enough to name them
     * @param probabilities whether scores of predictions are probabilities
     */
    JudgedModel(
            String name,
            ModelProvenance provenance,
            OutputFactory<T> factory,
            Collection<T> outputs,
            boolean probabilities) {
        super(
                name,
                provenance,
                new ImmutableFeatureMap(List.of()),
                observe(factory, outputs),
                probabilities);
    }

    private static <T extends Output<T>> ImmutableOutputInfo<T> observe(
            OutputFactory<T> factory, Collection<T> outputs) {
        MutableOutputInfo<T> info = factory.generateInfo();
        outputs.forEach(info::observe);
        return info.generateImmutableOutputInfo();
    }

    @Override
    public Prediction<T> predict(Example<T> example) {
        throw new UnsupportedOperationException(
                getName() + " reads sequences, not Tribuo examples; ask it for predictions itself");
    }

    @Override
    public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
        return Map.of();
    }

    @Override
    public Optional<Excuse<T>> getExcuse(Example<T> example) {
        return Optional.empty();
    }

    @Override
    protected Model<T> copy(String newName, ModelProvenance newProvenance) {
        throw new UnsupportedOperationException("a judged model is not copied");
    }
}
