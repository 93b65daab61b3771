package org.recurve.training;

import ai.djl.nn.Parameter;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * Some of a network's parameters and what is different for them. A parameter may be in several
 * groups: their rate factors multiply, it is frozen or spared from decay if one of them says so,
 * and the latest of their first epochs counts.
 *
 * <p>A fine-tuning that unfreezes layer by layer, each lower one more slowly (Howard and Ruder,
 * "Universal language model fine-tuning for text classification", 2018):
 *
 * <pre>{@code
 * training.group(ParameterGroup.matching("_l1$").frozenUntil(2).rateFactor(1 / 2.6))
 *         .group(ParameterGroup.matching("_l0$").frozenUntil(3).rateFactor(1 / 2.6 / 2.6))
 * }</pre>
 *
 * @param name of the group, for provenance and messages
 * @param members whether a parameter, by its name in the block and itself, belongs to the group
 * @param rateFactor what its learning rate is multiplied by, above 0
 * @param frozen whether it keeps its values
 * @param frozenUntil the first epoch in which it is trained, counted from 1
 * @param spared whether weight decay leaves it alone
 */
public record ParameterGroup(
        String name,
        BiPredicate<String, Parameter> members,
        double rateFactor,
        boolean frozen,
        int frozenUntil,
        boolean spared) {

    public ParameterGroup {
        Checks.positive("rate factor", rateFactor);
        Checks.atLeastOne("frozen until epoch", frozenUntil);
    }

    /**
     * The parameters whose name contains a match, for example {@code "embedding"} or {@code
     * "^01LSTM_.*bias"}. Names are those of {@code block.getParameters()}.
     *
     * @param regex a regular expression; case does not count
     * @return the group, without a difference yet
     */
    public static ParameterGroup matching(String regex) {
        Pattern pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
        return of("matching \"" + regex + "\"", (name, parameter) -> pattern.matcher(name).find());
    }

    /** {@return the biases: by type, or by a name with "bias" in it} */
    public static ParameterGroup biases() {
        return of(
                "biases",
                (name, parameter) ->
                        parameter.getType() == Parameter.Type.BIAS
                                || parameter.getType() == Parameter.Type.BETA
                                || matching("bias").members.test(name, parameter));
    }

    /** {@return the parameters with "embedding" in their name} */
    public static ParameterGroup embeddings() {
        return of("embeddings", matching("embedding").members);
    }

    /**
     * The parameters that a predicate accepts.
     *
     * @param name of the group, for provenance and messages
     * @param members gets the parameter's name and the parameter
     * @return the group, without a difference yet
     */
    public static ParameterGroup of(String name, BiPredicate<String, Parameter> members) {
        return new ParameterGroup(name, members, 1, false, 1, false);
    }

    /**
     * The same group with a learning rate of its own.
     *
     * @param factor of the learning rate, above 0
     * @return a new group
     */
    public ParameterGroup rateFactor(double factor) {
        return new ParameterGroup(name, members, factor, frozen, frozenUntil, spared);
    }

    /** {@return the same group, not trained} */
    public ParameterGroup freeze() {
        return new ParameterGroup(name, members, rateFactor, true, frozenUntil, spared);
    }

    /**
     * The same group, not trained before some epoch: until then its parameters keep their values,
     * no gradient is computed for them, and the optimizer knows nothing of them. In a training of
     * fewer epochs they are never trained.
     *
     * @param epoch the first in which they are trained, counted from 1
     * @return a new group
     */
    public ParameterGroup frozenUntil(int epoch) {
        return new ParameterGroup(name, members, rateFactor, frozen, epoch, spared);
    }

    /** {@return the same group without weight decay} */
    public ParameterGroup withoutDecay() {
        return new ParameterGroup(name, members, rateFactor, frozen, frozenUntil, true);
    }

    @Override
    public String toString() {
        return name
                + (frozen ? ", frozen" : "")
                + (frozenUntil > 1 ? ", frozen until epoch " + frozenUntil : "")
                + (rateFactor != 1 ? ", rate x" + rateFactor : "")
                + (spared ? ", no weight decay" : "");
    }
}
