package org.recurve.task;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.recurve.data.FittedModel;
import org.recurve.data.LabelPredictor;
import org.recurve.data.LabeledData;

/**
 * Several classifiers that answer together: the probability of a class is the mean of what they
 * give it. Networks that differ in nothing but their seed make different mistakes, so that their
 * mean is often right where one of them is wrong (Hansen and Salamon 1990, "Neural network
 * ensembles"; Lakshminarayanan, Pritzel and Blundell 2017, "Simple and scalable predictive
 * uncertainty estimation using deep ensembles"). Training and answers take as many times as long as
 * there are members.
 *
 * <pre>{@code
 * var recipe = TextClassifier.recipe("names");
 * var together = Ensemble.fit(5, 1, seed -> recipe.fit(train, seed));
 * }</pre>
 *
 * @param <D> the data that it classifies
 */
public final class Ensemble<D extends LabeledData> implements LabelPredictor<D>, AutoCloseable {
    private final List<LabelPredictor<D>> members;

    private Ensemble(List<LabelPredictor<D>> members) {
        this.members = members;
    }

    /**
     * Brings fitted classifiers together. Their kinds may differ.
     *
     * @param members at least one, all of the same classes in the same order
     * @return the ensemble; closing it closes them
     * @throws IllegalArgumentException if there is none, or one knows other classes
     */
    public static <D extends LabeledData> Ensemble<D> of(
            List<? extends LabelPredictor<D>> members) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("an ensemble needs at least one member");
        }
        List<String> labels = members.get(0).labels();
        for (LabelPredictor<D> member : members) {
            if (!member.labels().equals(labels)) {
                throw new IllegalArgumentException(
                        "members must tell the same classes apart in the same order, but "
                                + members.get(0).name()
                                + " has "
                                + labels
                                + " and "
                                + member.name()
                                + " has "
                                + member.labels());
            }
        }
        return new Ensemble<>(List.copyOf(members));
    }

    /**
     * Trains members that differ in their seed alone, one after the other.
     *
     * @param members how many, at least 1
     * @param seed of the first; the others have the numbers after it
     * @param fit trains one with a seed
     * @return the ensemble
     * @throws IllegalArgumentException if there is to be none
     */
    public static <D extends LabeledData> Ensemble<D> fit(
            int members, long seed, LongFunction<? extends LabelPredictor<D>> fit) {
        List<LabelPredictor<D>> fitted = new ArrayList<>();
        try {
            for (int i = 0; i < members; i++) {
                fitted.add(fit.apply(seed + i));
            }
        } catch (RuntimeException e) {
            close(fitted);
            throw e;
        }
        return of(fitted);
    }

    /** {@return those that answer together} */
    public List<LabelPredictor<D>> members() {
        return members;
    }

    @Override
    public List<String> labels() {
        return members.get(0).labels();
    }

    @Override
    public double[][] probabilities(D data) {
        double[][] mean = new double[data.targets().length][labels().size()];
        for (LabelPredictor<D> member : members) {
            double[][] its = member.probabilities(data);
            for (int item = 0; item < mean.length; item++) {
                for (int label = 0; label < mean[item].length; label++) {
                    mean[item][label] += its[item][label] / members.size();
                }
            }
        }
        return mean;
    }

    @Override
    public String name() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        members.forEach(member -> counts.merge(member.name(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(kind -> (kind.getValue() == 1 ? "" : kind.getValue() + " x ") + kind.getKey())
                .collect(Collectors.joining(" and "));
    }

    /** {@return the seed of the first member} */
    @Override
    public long seed() {
        return members.get(0).seed();
    }

    @Override
    public Map<String, Object> provenanceMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", "mean of the members' probabilities");
        map.put("members", members.stream().map(FittedModel::provenanceMap).toList());
        return map;
    }

    /** Frees the weights of all members that have any. */
    @Override
    public void close() {
        close(members);
    }

    private static void close(List<? extends LabelPredictor<?>> members) {
        for (LabelPredictor<?> member : members) {
            if (member instanceof TaskModel<?> model) {
                model.close();
            }
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
