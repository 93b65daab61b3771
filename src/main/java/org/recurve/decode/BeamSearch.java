package org.recurve.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.recurve.core.Cancellation;
import org.recurve.core.RecurveException;

/**
 * Looks for the likeliest continuation and not only for the likeliest next token: of all
 * continuations it keeps the {@code width} best, extends each by one token, keeps the best of
 * those, and so on. Width 1 is greedy choice.
 *
 * <p>A continuation that ends is judged by its log-probability divided by
 *
 * <pre>((5 + length) / 6) ^ lengthPenalty</pre>
 *
 * <p>as in Wu et al. 2016, "Google's Neural Machine Translation System", equation 14: each further
 * token makes any text less likely, so without a penalty short ones win. The search goes on until
 * nothing that is still open can become better than the {@code width} best that have ended, so its
 * end never costs a result.
 *
 * @param width how many continuations are kept, at least 1
 * @param lengthPenalty 0, by default, compares log-probabilities; 0.6 to 1 is usual in translation
 * @param blockedRepeats no run of so many tokens may occur twice in prompt and continuation
 *     together; 0, by default, for no such rule (Paulus et al. 2018, section 2.5)
 */
public record BeamSearch(int width, double lengthPenalty, int blockedRepeats) {

    public BeamSearch {
        if (width < 1) {
            throw new RecurveException("a beam must keep at least 1 continuation, not " + width);
        }
        if (!(lengthPenalty >= 0) || Double.isInfinite(lengthPenalty)) {
            throw new RecurveException(
                    "the length penalty must be at least 0, not " + lengthPenalty);
        }
        Repeats.check(blockedRepeats);
    }

    /**
     * A search without length penalty.
     *
     * @param width how many continuations are kept, at least 1
     * @return the search
     */
    public static BeamSearch of(int width) {
        return new BeamSearch(width, 0, 0);
    }

    /**
     * Favours longer continuations.
     *
     * @param value at least 0
     * @return this search with that penalty
     */
    public BeamSearch lengthPenalty(double value) {
        return new BeamSearch(width, value, blockedRepeats);
    }

    /**
     * Forbids repetition.
     *
     * @param tokens length of the runs that may not occur twice, at least 1
     * @return this search with that rule
     */
    public BeamSearch blockedRepeats(int tokens) {
        return new BeamSearch(width, lengthPenalty, tokens);
    }

    /**
     * A continuation that was found.
     *
     * @param continuation its tokens, the one that ended it included
     * @param score its log-probability after the length penalty; higher is better
     * @param ended whether it has come to its end, or was cut off at the most tokens allowed
     */
    public record Hypothesis(Continuation continuation, double score, boolean ended) {}

    /**
     * An open continuation with one more token, not read yet.
     *
     * @param row number of the open continuation in the beam
     * @param logProbability of the token
     * @param total log-probability of the whole
     */
    private record Extension(
            int row, Continuation from, int token, double logProbability, double total) {
        private static final Comparator<Extension> BEST_FIRST =
                Comparator.comparingDouble((Extension e) -> -e.total())
                        .thenComparing(e -> e.from().tokens(), Arrays::compare)
                        .thenComparingInt(Extension::token);

        Continuation text() {
            return from.with(token, logProbability);
        }
    }

    /**
     * Searches. All open continuations are read in one step.
     *
     * @param model predicts the next token
     * @param prompt ids to begin with, at least one
     * @param stop where a continuation ends; must depend on its tokens alone
     * @param most tokens of a continuation, at least 1
     * @param <S> the model's state
     * @return the best that were found, at most {@link #width}, the best first; equally good ones
     *     in the order of their ids
     * @throws RecurveException if every continuation is blocked, or the model predicts NaN
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public <S> List<Hypothesis> search(StepFunction<S> model, int[] prompt, Stop stop, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("cannot write " + most + " tokens");
        }
        StepFunction.Next<S> next = model.read(prompt);
        List<Continuation> beam = List.of(Continuation.EMPTY);
        List<Hypothesis> found = new ArrayList<>();
        for (int length = 1; length <= most && mayImprove(beam, found, most); length++) {
            Cancellation.check("beam search");
            PriorityQueue<Extension> extensions = extensions(beam, next.logits(), prompt);
            List<Extension> open = new ArrayList<>();
            // Twice the width, so that as many can end as go on; more where rules end even more.
            for (int seen = 0;
                    !extensions.isEmpty()
                            && (seen < 2 * width || (length < most && open.size() < width));
                    seen++) {
                Extension extension = extensions.remove();
                Continuation text = extension.text();
                boolean ended = stop.stops(text.tokens());
                if (ended || length == most) {
                    found.add(new Hypothesis(text, score(extension.total(), length), ended));
                } else if (open.size() < width) {
                    open.add(extension);
                }
            }
            beam = open.stream().map(Extension::text).toList();
            if (!open.isEmpty()) {
                next =
                        model.step(
                                next.state(),
                                open.stream().mapToInt(Extension::row).toArray(),
                                open.stream().mapToInt(Extension::token).toArray());
            }
        }
        if (found.isEmpty()) {
            throw Repeats.nothingLeft(blockedRepeats);
        }
        found.sort(
                Comparator.comparingDouble((Hypothesis h) -> -h.score())
                        .thenComparing(h -> h.continuation().tokens(), Arrays::compare));
        return List.copyOf(found.subList(0, Math.min(width, found.size())));
    }

    /** The one-token extensions of all open continuations, best first. */
    private PriorityQueue<Extension> extensions(
            List<Continuation> beam, float[][] logits, int[] prompt) {
        PriorityQueue<Extension> all = new PriorityQueue<>(Extension.BEST_FIRST);
        for (int row = 0; row < logits.length; row++) {
            Continuation from = beam.get(row);
            double before = from.logProbability();
            double[] logs = LogSoftmax.of(logits[row]);
            BitSet blocked = Repeats.blocked(from.after(prompt), blockedRepeats);
            for (int token = 0; token < logs.length; token++) {
                if (logs[token] > Double.NEGATIVE_INFINITY && !blocked.get(token)) {
                    all.add(new Extension(row, from, token, logs[token], before + logs[token]));
                }
            }
        }
        return all;
    }

    private double score(double logProbability, int length) {
        return logProbability / Math.pow((5.0 + length) / 6, lengthPenalty);
    }

    /** No open continuation can get a score better than as if the rest of it were certain. */
    private boolean mayImprove(List<Continuation> beam, List<Hypothesis> found, int most) {
        if (beam.isEmpty() || found.size() < width) {
            return !beam.isEmpty();
        }
        double worst =
                found.stream()
                        .map(Hypothesis::score)
                        .sorted(Comparator.reverseOrder())
                        .skip(width - 1L)
                        .findFirst()
                        .orElseThrow();
        return beam.stream().anyMatch(open -> score(open.logProbability(), most) > worst);
    }
}
