package org.recurve.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.recurve.core.Cancellation;
import org.recurve.core.RecurveException;

/**
 * Looks for the likeliest continuation and not only for the likeliest next token: of all
 * continuations it keeps the {@code width} best, extends each by one token, keeps the best of
 * those, and so on. Width 1 is greedy choice: it ends with the first end, whatever the penalties.
 *
 * <p>A continuation that ends is judged by its log-probability divided by
 *
 * <pre>((5 + length) / 6) ^ lengthPenalty</pre>
 *
 * <p>as in Wu et al. 2016, "Google's Neural Machine Translation System", equation 14: each further
 * token makes any text less likely, so without a penalty short ones win. Models with attention can
 * also be held to look at all of their source: with p the attention that a place got in all steps
 * together, {@code coveragePenalty * sum of log(min(p, 1))} is added. The search goes on until
 * nothing that is still open can become better than the {@code width} best that have ended, so its
 * end never costs a result.
 *
 * @param width how many continuations are kept, at least 1
 * @param lengthPenalty 0, by default, compares log-probabilities; 0.6 to 1 is usual in translation
 * @param blockedRepeats no run of so many tokens may occur twice in prompt and continuation
 *     together; 0, by default, for no such rule (Paulus et al. 2018, section 2.5)
 * @param coveragePenalty β of the same equation, 0 by default; 0.2 in the paper
 */
public record BeamSearch(
        int width, double lengthPenalty, int blockedRepeats, double coveragePenalty) {
    /** A place that got no attention at all would make any score infinitely low. */
    private static final double LEAST_COVERAGE = 1e-6;

    public BeamSearch {
        if (width < 1) {
            throw new RecurveException("a beam must keep at least 1 continuation, not " + width);
        }
        if (!(lengthPenalty >= 0) || Double.isInfinite(lengthPenalty)) {
            throw new RecurveException(
                    "the length penalty must be at least 0, not " + lengthPenalty);
        }
        if (!(coveragePenalty >= 0) || Double.isInfinite(coveragePenalty)) {
            throw new RecurveException(
                    "the coverage penalty must be at least 0, not " + coveragePenalty);
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
        return new BeamSearch(width, 0, 0, 0);
    }

    /**
     * Favours longer continuations.
     *
     * @param value at least 0
     * @return this search with that penalty
     */
    public BeamSearch lengthPenalty(double value) {
        return new BeamSearch(width, value, blockedRepeats, coveragePenalty);
    }

    /**
     * Forbids repetition.
     *
     * @param tokens length of the runs that may not occur twice, at least 1
     * @return this search with that rule
     */
    public BeamSearch blockedRepeats(int tokens) {
        return new BeamSearch(width, lengthPenalty, tokens, coveragePenalty);
    }

    /**
     * Favours continuations that look at all of the source.
     *
     * @param value at least 0
     * @return this search with that penalty; without attention it has no effect
     */
    public BeamSearch coveragePenalty(double value) {
        return new BeamSearch(width, lengthPenalty, blockedRepeats, value);
    }

    /**
     * A continuation that was found.
     *
     * @param continuation its tokens, the one that ended it included
     * @param score its log-probability after the penalties; higher is better
     * @param ended whether it has come to its end, or was cut off at the most tokens allowed
     */
    public record Hypothesis(Continuation continuation, double score, boolean ended) {}

    /**
     * Searches for the continuations of one text.
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
        checkMost(most);
        Beam beam = new Beam(this, prompt, stop, most);
        search(model, model.read(prompt), List.of(beam));
        return beam.found();
    }

    /**
     * Searches for the continuations of several texts side by side. Each gets those that it gets
     * alone.
     *
     * @param model predicts the next token
     * @param state of the model, with a row for each text
     * @param first id that each continuation goes on from, which is not part of it
     * @param stop where a continuation ends; must depend on its tokens alone
     * @param most tokens of a continuation of each text, at least 1
     * @param <S> the model's state
     * @return for each text the best that were found, as for one
     * @throws RecurveException if every continuation of a text is blocked, or the model predicts
     *     NaN
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public <S> List<List<Hypothesis>> search(
            StepFunction<S> model, S state, int first, Stop stop, int... most) {
        List<Beam> beams = new ArrayList<>();
        int[] prompt = {first};
        for (int one : most) {
            checkMost(one);
            beams.add(new Beam(this, prompt, stop, one));
        }
        int[] rows = IntStream.range(0, most.length).toArray();
        int[] tokens = new int[most.length];
        Arrays.fill(tokens, first);
        search(model, model.step(state, rows, tokens), beams);
        return beams.stream().map(Beam::found).toList();
    }

    /**
     * @param next what the model says of each beam's text, in their order
     */
    private static <S> void search(
            StepFunction<S> model, StepFunction.Next<S> next, List<Beam> beams) {
        StepFunction.Next<S> said = next;
        List<Beam> active = beams;
        while (!active.isEmpty()) {
            Cancellation.check("beam search");
            IntStream.Builder rows = IntStream.builder();
            IntStream.Builder tokens = IntStream.builder();
            int from = 0;
            for (Beam beam : active) {
                int before = from;
                int to = from + beam.size();
                beam.extend(
                        Arrays.copyOfRange(said.logits(), from, to),
                        said.attention() == null
                                ? null
                                : Arrays.copyOfRange(said.attention(), from, to));
                Arrays.stream(beam.rows()).forEach(row -> rows.add(before + row));
                Arrays.stream(beam.tokens()).forEach(tokens::add);
                from = to;
            }
            active = active.stream().filter(beam -> beam.size() > 0).toList();
            if (!active.isEmpty()) {
                said = model.step(said.state(), rows.build().toArray(), tokens.build().toArray());
            }
        }
    }

    private static void checkMost(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("cannot write " + most + " tokens");
        }
    }

    double score(Continuation text) {
        double coverage = 0;
        if (coveragePenalty > 0 && text.attention().length > 0) {
            double[] seen = new double[text.attention()[0].length];
            for (float[] step : text.attention()) {
                for (int i = 0; i < seen.length; i++) {
                    seen[i] += step[i];
                }
            }
            for (double place : seen) {
                coverage += Math.log(Math.min(Math.max(place, LEAST_COVERAGE), 1));
            }
        }
        return score(text.logProbability(), text.tokens().length) + coveragePenalty * coverage;
    }

    /** The score of a whole of this length that leaves nothing of the source unseen. */
    double score(double logProbability, int length) {
        return logProbability / Math.pow((5.0 + length) / 6, lengthPenalty);
    }
}
