package org.recurve.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.recurve.core.Cancellation;

/** Writes on from a prompt, one token at a time, several samples side by side. */
public final class Generator {
    private Generator() {}

    /** A text that is being written. */
    private static final class Sample {
        private final Random random;
        private Continuation written = Continuation.EMPTY;

        /** Where it stands in the batch that was read last; the prompt is read once for all. */
        private int row;

        // java.util.Random's sequence is specified, so a seed gives the same text on every Java.
        Sample(long seed) {
            random = new Random(seed);
        }
    }

    /**
     * Reads the prompt and draws continuations of it; those that have not ended are read in one
     * step.
     *
     * @param model predicts the next token
     * @param prompt ids to begin with, at least one
     * @param sampling how a token is chosen
     * @param stop where a sample ends before the most tokens; asked once after each token
     * @param most tokens of a sample, at least 0
     * @param samples how many, at least 1. Each draws from a random stream of its own, which
     *     depends on the seed and on its number alone: the first is what one sample alone would be
     * @param <S> the model's state
     * @return what was written, without the prompt, for each sample
     * @throws org.recurve.core.RecurveException if a sample has no token left that is not blocked,
     *     or the model predicts NaN
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static <S> List<Continuation> generate(
            StepFunction<S> model,
            int[] prompt,
            Sampling sampling,
            Stop stop,
            int most,
            int samples) {
        if (most < 0) {
            throw new IllegalArgumentException("cannot write " + most + " tokens");
        }
        if (samples < 1) {
            throw new IllegalArgumentException("cannot draw " + samples + " samples; at least 1");
        }
        StepFunction.Next<S> next = model.read(prompt);
        List<Sample> all =
                IntStream.range(0, samples)
                        .mapToObj(i -> new Sample(seed(sampling.seed(), i)))
                        .toList();
        List<Sample> open = all;
        for (int length = 0; length < most && !open.isEmpty(); length++) {
            Cancellation.check("text generation");
            if (length > 0) {
                next = read(model, next.state(), open);
            }
            List<Sample> goOn = new ArrayList<>();
            for (Sample sample : open) {
                float[] logits = next.logits()[sample.row];
                double normalizer = LogSoftmax.normalizer(logits);
                int token = sampling.choose(logits, sample.written.after(prompt), sample.random);
                sample.written = sample.written.with(token, logits[token] - normalizer, null);
                if (!stop.stops(sample.written.tokens())) {
                    goOn.add(sample);
                }
            }
            open = goOn;
        }
        return all.stream().map(sample -> sample.written).toList();
    }

    /** Reads the last token of each sample. */
    private static <S> StepFunction.Next<S> read(
            StepFunction<S> model, S state, List<Sample> samples) {
        int[] rows = samples.stream().mapToInt(sample -> sample.row).toArray();
        int[] tokens = samples.stream().mapToInt(sample -> sample.written.last()).toArray();
        for (int i = 0; i < rows.length; i++) {
            samples.get(i).row = i;
        }
        return model.step(state, rows, tokens);
    }

    /**
     * The seed of a sample: the given one for the first, outputs of SplitMix64 for all others.
     * Streams of java.util.Random from seeds in a row begin almost alike, and those of two
     * neighbouring seeds would share samples. Steele, Lea and Flood 2014, "Fast Splittable
     * Pseudorandom Number Generators".
     */
    private static long seed(long seed, int sample) {
        if (sample == 0) {
            return seed;
        }
        long z = seed + sample * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
