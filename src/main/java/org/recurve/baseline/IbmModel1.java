package org.recurve.baseline;

import it.unimi.dsi.fastutil.longs.Long2IntMap;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.core.Cancellation;
import org.recurve.core.Progress;

/**
 * IBM Model 1: the probability t(e | f) that a word f is translated by e, learned from sentences
 * and their translations by expectation maximization, without being told which word belongs to
 * which (Brown, Della Pietra, Della Pietra and Mercer 1993, "The Mathematics of Statistical Machine
 * Translation: Parameter Estimation"). Each word of a translation comes from one word of the
 * source, all places being as likely; whoever wants words that come from none adds a token to every
 * source.
 *
 * <p>It begins with all probabilities the same. A step takes for every word e of a translation the
 * share t(e | f) / Σ t(e | f') of each word f of its source, f' being all of them, adds these up,
 * and divides by the sum for f. The likelihood never falls, and there is one maximum.
 */
final class IbmModel1 {
    private static final int WORD = 32;

    private final List<String> targetWords = new ArrayList<>();
    private final Map<String, Integer> sourceIds = new LinkedHashMap<>();
    private final Map<String, Integer> targetIds = new HashMap<>();

    /** Where the probability of a pair of words stands. */
    private final Long2IntOpenHashMap places = new Long2IntOpenHashMap();

    private double[] probabilities;

    private IbmModel1() {
        places.defaultReturnValue(-1);
    }

    /**
     * Learns.
     *
     * @param sources tokens of each sentence
     * @param targets tokens of its translation
     * @param iterations steps of expectation maximization, at least 1
     */
    static IbmModel1 fit(List<List<String>> sources, List<List<String>> targets, int iterations) {
        IbmModel1 model = new IbmModel1();
        int[][] from = new int[sources.size()][];
        int[][] to = new int[sources.size()][];
        for (int i = 0; i < from.length; i++) {
            from[i] = sources.get(i).stream().mapToInt(model::sourceId).toArray();
            to[i] = targets.get(i).stream().mapToInt(model::targetId).toArray();
            for (int f : from[i]) {
                for (int e : to[i]) {
                    model.places.putIfAbsent(pair(f, e), model.places.size());
                }
            }
        }
        model.probabilities = new double[model.places.size()];
        Arrays.fill(model.probabilities, 1);
        try (Progress progress =
                new Progress("aligning words", (long) iterations * from.length, "sentences")) {
            for (int step = 0; step < iterations; step++) {
                model.step(from, to, progress);
            }
        }
        return model;
    }

    private int sourceId(String word) {
        return sourceIds.computeIfAbsent(word, w -> sourceIds.size());
    }

    private int targetId(String word) {
        return targetIds.computeIfAbsent(
                word,
                w -> {
                    targetWords.add(w);
                    return targetIds.size();
                });
    }

    private static long pair(int source, int target) {
        return ((long) source << WORD) | target;
    }

    private void step(int[][] from, int[][] to, Progress progress) {
        double[] counts = new double[probabilities.length];
        double[] totals = new double[sourceIds.size()];
        for (int i = 0; i < from.length; i++) {
            Cancellation.check("aligning words");
            int[] here = new int[from[i].length];
            for (int e : to[i]) {
                double sum = 0;
                for (int k = 0; k < here.length; k++) {
                    here[k] = places.get(pair(from[i][k], e));
                    sum += probabilities[here[k]];
                }
                for (int k = 0; k < here.length; k++) {
                    double share = probabilities[here[k]] / sum;
                    counts[here[k]] += share;
                    totals[from[i][k]] += share;
                }
            }
            progress.add(1);
        }
        for (Long2IntMap.Entry each : places.long2IntEntrySet()) {
            int place = each.getIntValue();
            probabilities[place] = counts[place] / totals[(int) (each.getLongKey() >> WORD)];
        }
    }

    /** t(target | source); 0 where they never stood in the same pair of sentences. */
    double probability(String target, String source) {
        Integer e = targetIds.get(target);
        Integer f = sourceIds.get(source);
        int place = e == null || f == null ? -1 : places.get(pair(f, e));
        return place < 0 ? 0 : probabilities[place];
    }

    /** The likeliest translation of each word; of two as likely the one that was seen first. */
    Map<String, String> likeliest() {
        int[] best = new int[sourceIds.size()];
        double[] highest = new double[best.length];
        for (Long2IntMap.Entry each : places.long2IntEntrySet()) {
            int f = (int) (each.getLongKey() >> WORD);
            int e = (int) each.getLongKey();
            double p = probabilities[each.getIntValue()];
            if (p > highest[f] || (p == highest[f] && e < best[f])) {
                best[f] = e;
                highest[f] = p;
            }
        }
        Map<String, String> words = new HashMap<>();
        sourceIds.forEach(
                (word, f) -> {
                    // A word of a pair without a translation has none.
                    if (highest[f] > 0) {
                        words.put(word, targetWords.get(best[f]));
                    }
                });
        return words;
    }
}
