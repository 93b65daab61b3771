package org.recurve.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
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
        if (blockedRepeats < 0) {
            throw new RecurveException(
                    "runs of "
                            + blockedRepeats
                            + " tokens cannot be blocked; 1 or more, or 0 for no such rule");
        }
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
     * @param tokens its ids, without the prompt, the end token included if it has ended
     * @param logProbability of all its tokens given the prompt, in nats
     * @param score the log-probability after the length penalty; higher is better
     * @param ended whether it has come to its end, or was cut off at the most tokens allowed
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over to the caller, compared by nobody
    public record Hypothesis(int[] tokens, double logProbability, double score, boolean ended) {}

    /** A continuation that is still open: what was read, and the prediction of what follows. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
    private record Open<S>(int[] tokens, double logProbability, StepFunction.Next<S> next) {}

    /** An open continuation with one more token, not read yet. */
    private record Extension<S>(Open<S> from, int token, double logProbability) {}

    /**
     * Searches.
     *
     * @param model predicts the next token
     * @param prompt ids to begin with, at least one
     * @param end the id that ends a text; empty if nothing does
     * @param most tokens of a continuation, at least 1
     * @param <S> the model's state
     * @return the best that were found, at most {@link #width}, the best first; equally good ones
     *     in the order of their ids
     * @throws RecurveException if every continuation is blocked
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public <S> List<Hypothesis> search(
            StepFunction<S> model, int[] prompt, OptionalInt end, int most) {
        if (prompt.length == 0) {
            throw new IllegalArgumentException("the prompt needs at least one token");
        }
        if (most < 1) {
            throw new IllegalArgumentException("cannot write " + most + " tokens");
        }
        StepFunction.Next<S> start = null;
        for (int token : prompt) {
            start = model.step(start == null ? null : start.state(), token);
        }
        List<Open<S>> beam = List.of(new Open<>(new int[0], 0, start));
        List<Hypothesis> found = new ArrayList<>();
        for (int length = 1; length <= most && mayImprove(beam, found, most); length++) {
            Cancellation.check("beam search");
            List<Open<S>> open = new ArrayList<>();
            for (Extension<S> extension : extensions(beam, prompt)) {
                boolean ended = end.isPresent() && extension.token() == end.getAsInt();
                if (ended || length == most) {
                    found.add(hypothesis(extension, ended));
                } else if (open.size() < width) {
                    open.add(read(model, extension));
                }
            }
            beam = open;
        }
        if (found.isEmpty()) {
            throw new RecurveException(
                    "every continuation would repeat a run of "
                            + blockedRepeats
                            + " tokens; block longer runs, or write fewer than "
                            + most
                            + " tokens");
        }
        found.sort(
                Comparator.comparingDouble((Hypothesis h) -> -h.score())
                        .thenComparing(Hypothesis::tokens, Arrays::compare));
        return List.copyOf(found.subList(0, Math.min(width, found.size())));
    }

    /**
     * The best one-token extensions of all open continuations, best first: as many as are needed to
     * go on with {@link #width} of them even if as many end.
     */
    private <S> List<Extension<S>> extensions(List<Open<S>> beam, int[] prompt) {
        List<Extension<S>> all = new ArrayList<>();
        for (Open<S> open : beam) {
            double[] logs = logSoftmax(open.next().logits());
            BitSet blocked = blocked(prompt, open.tokens());
            for (int token = 0; token < logs.length; token++) {
                double logProbability = open.logProbability() + logs[token];
                if (logProbability > Double.NEGATIVE_INFINITY && !blocked.get(token)) {
                    all.add(new Extension<>(open, token, logProbability));
                }
            }
        }
        all.sort(
                Comparator.comparingDouble((Extension<S> e) -> -e.logProbability())
                        .thenComparing(e -> e.from().tokens(), Arrays::compare)
                        .thenComparingInt(Extension::token));
        return all.subList(0, Math.min(2 * width, all.size()));
    }

    private static <S> Open<S> read(StepFunction<S> model, Extension<S> extension) {
        return new Open<>(
                written(extension),
                extension.logProbability(),
                model.step(extension.from().next().state(), extension.token()));
    }

    private static <S> int[] written(Extension<S> extension) {
        int[] before = extension.from().tokens();
        int[] tokens = Arrays.copyOf(before, before.length + 1);
        tokens[before.length] = extension.token();
        return tokens;
    }

    private <S> Hypothesis hypothesis(Extension<S> extension, boolean ended) {
        int[] tokens = written(extension);
        double logProbability = extension.logProbability();
        return new Hypothesis(tokens, logProbability, score(logProbability, tokens.length), ended);
    }

    private double score(double logProbability, int length) {
        return logProbability / Math.pow((5.0 + length) / 6, lengthPenalty);
    }

    /** No open continuation can get a score better than as if the rest of it were certain. */
    private <S> boolean mayImprove(List<Open<S>> beam, List<Hypothesis> found, int most) {
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

    /** The tokens that would complete a run which stands somewhere before. */
    private BitSet blocked(int[] prompt, int[] written) {
        BitSet tokens = new BitSet();
        int n = blockedRepeats;
        int length = prompt.length + written.length;
        if (n == 0 || length < n) {
            return tokens;
        }
        int[] text = Arrays.copyOf(prompt, length);
        System.arraycopy(written, 0, text, prompt.length, written.length);
        for (int at = 0; at + n <= length; at++) {
            if (Arrays.equals(text, at, at + n - 1, text, length - n + 1, length)) {
                tokens.set(text[at + n - 1]);
            }
        }
        return tokens;
    }

    private static double[] logSoftmax(float[] logits) {
        double highest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            highest = Math.max(highest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - highest);
        }
        double normalizer = highest + Math.log(sum);
        double[] logs = new double[logits.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = logits[i] - normalizer;
        }
        return logs;
    }
}
