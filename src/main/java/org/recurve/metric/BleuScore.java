package org.recurve.metric;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * BLEU and what it is made of.
 *
 * @param score BLEU, 0 to 100
 * @param precisions of the n-grams, smoothed where nothing matched, for n = 1 to 4; 0 to 100
 * @param brevityPenalty 1 where the hypotheses are as long as the references or longer, else less;
 *     0 to 1
 * @param hypothesisLength tokens of all hypotheses
 * @param referenceLength tokens of the references, of each segment the one closest in length
 * @param matches n-grams of the hypotheses that a reference has, clipped, for n = 1 to 4
 * @param totals n-grams of the hypotheses, for n = 1 to 4
 * @param signature how it was measured, in the form of sacreBLEU's
 */
public record BleuScore(
        double score,
        List<Double> precisions,
        double brevityPenalty,
        long hypothesisLength,
        long referenceLength,
        List<Long> matches,
        List<Long> totals,
        String signature) {

    public BleuScore {
        precisions = List.copyOf(precisions);
        matches = List.copyOf(matches);
        totals = List.copyOf(totals);
    }

    /** {@return tokens of the hypotheses for each of the references; 0 where those have none} */
    public double lengthRatio() {
        return referenceLength == 0 ? 0 : (double) hypothesisLength / referenceLength;
    }

    /** {@return signature, score, precisions and lengths in a line, in the form of sacreBLEU's} */
    @Override
    public String toString() {
        String shown =
                precisions.stream()
                        .map(each -> String.format(Locale.ROOT, "%.1f", each))
                        .collect(Collectors.joining("/"));
        return String.format(
                Locale.ROOT,
                "BLEU|%s = %.2f %s (BP = %.3f ratio = %.3f hyp_len = %d ref_len = %d)",
                signature,
                score,
                shown,
                brevityPenalty,
                lengthRatio(),
                hypothesisLength,
                referenceLength);
    }
}
