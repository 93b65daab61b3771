package org.recurve.metric;

import java.util.Locale;

/**
 * chrF and what it is made of.
 *
 * @param name {@code chrF2} or {@code chrF2++}; the number is beta
 * @param score 0 to 100
 * @param precision mean over the orders of the part of the hypotheses' n-grams that the references
 *     have, 0 to 100
 * @param recall mean over the orders of the part of the references' n-grams that the hypotheses
 *     have, 0 to 100
 * @param signature how it was measured, in the form of sacreBLEU's
 */
public record ChrFScore(
        String name, double score, double precision, double recall, String signature) {

    /** {@return name, signature and score in a line, in the form of sacreBLEU's} */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s|%s = %.2f", name, signature, score);
    }
}
