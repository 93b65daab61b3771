package org.recurve.metric;

import java.util.Locale;

/**
 * What BLEU makes of an n-gram order of which nothing matches, which would make it 0 (Chen and
 * Cherry 2014, "A Systematic Comparison of Smoothing Techniques for Sentence-Level BLEU"). Where no
 * order matches at all, BLEU is 0 with any of them.
 *
 * @param method by its name in sacreBLEU's signatures
 * @param value of the method; 0 where it has none
 */
public record BleuSmoothing(Method method, double value) {

    /** The methods. */
    public enum Method {
        NONE("none"),
        FLOOR("floor"),
        ADD_K("add-k"),
        EXPONENTIAL("exp");

        private final String signature;

        Method(String signature) {
            this.signature = signature;
        }
    }

    public BleuSmoothing {
        if (!(value >= 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(
                    "the value of a smoothing must be at least 0 and finite, not " + value);
        }
    }

    /** {@return leaves BLEU 0} */
    public static BleuSmoothing none() {
        return new BleuSmoothing(Method.NONE, 0);
    }

    /**
     * Puts a number in place of no match.
     *
     * @param matches usually 0.1
     * @return the smoothing
     */
    public static BleuSmoothing floor(double matches) {
        return new BleuSmoothing(Method.FLOOR, matches);
    }

    /**
     * Adds to matches and n-grams of all orders above 1, also where some match (Lin and Och 2004).
     *
     * @param k usually 1
     * @return the smoothing
     */
    public static BleuSmoothing addK(double k) {
        return new BleuSmoothing(Method.ADD_K, k);
    }

    /**
     * {@return puts a half in place of no match in the first such order, a quarter in the second,
     * and so on, as NIST's {@code mteval} does} The default.
     */
    public static BleuSmoothing exponential() {
        return new BleuSmoothing(Method.EXPONENTIAL, 0);
    }

    /** {@return its name in sacreBLEU's signatures, such as {@code exp} or {@code floor[0.10]}} */
    public String signature() {
        return method == Method.FLOOR || method == Method.ADD_K
                ? String.format(Locale.ROOT, "%s[%.2f]", method.signature, value)
                : method.signature;
    }

    /** What is added to matches and n-grams of an order. */
    double added(int order) {
        return method == Method.ADD_K && order > 1 ? value : 0;
    }

    /**
     * What stands in place of no match.
     *
     * @param before in how many lower orders it did already
     */
    double insteadOfNone(int before) {
        return switch (method) {
            case FLOOR -> value;
            case EXPONENTIAL -> Math.pow(0.5, before + 1.0);
            case NONE, ADD_K -> 0;
        };
    }
}
