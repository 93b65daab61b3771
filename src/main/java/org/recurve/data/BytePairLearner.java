package org.recurve.data;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.recurve.core.Cancellation;

/**
 * Learns the merges of a {@link BytePairEncoding}. The counts of pairs are kept up to date where a
 * merge changes a word, so that the time goes with what changes and not with the text.
 */
final class BytePairLearner {
    private final List<int[]> words = new ArrayList<>();
    private final IntArrayList lengths = new IntArrayList();
    private final LongArrayList counts = new LongArrayList();
    private final List<String> tokens = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Long2LongOpenHashMap pairCounts = new Long2LongOpenHashMap();

    /** Words that had the pair at some time. */
    private final Long2ObjectOpenHashMap<IntOpenHashSet> places = new Long2ObjectOpenHashMap<>();

    private final PriorityQueue<Candidate> queue =
            new PriorityQueue<>(
                    Comparator.comparingLong((Candidate c) -> -c.count())
                            .thenComparing(c -> tokens.get(left(c.pair())))
                            .thenComparing(c -> tokens.get(right(c.pair()))));

    /** A pair and how often it occurred when this was written down. */
    private record Candidate(long pair, long count) {}

    private final Map<String, long[]> text;

    /**
     * @param text how often each word occurs
     */
    BytePairLearner(Map<String, long[]> text) {
        this.text = text;
    }

    private static int left(long pair) {
        return (int) (pair >>> 32);
    }

    private static int right(long pair) {
        return (int) pair;
    }

    BytePairEncoding learn(int size) {
        int[] alphabet = alphabet(size - BytePairEncoding.BYTES);
        for (int c : alphabet) {
            number(Character.toString(c));
        }
        int room = size - BytePairEncoding.BYTES;
        new TreeMap<>(text).forEach((word, count) -> add(word, count[0]));
        for (long pair : pairCounts.keySet()) {
            queue.add(new Candidate(pair, pairCounts.get(pair)));
        }
        List<BytePairEncoding.Merge> merges = new ArrayList<>();
        while (tokens.size() < room && !queue.isEmpty()) {
            Cancellation.check("learning subwords");
            Candidate best = queue.poll();
            long now = pairCounts.get(best.pair());
            if (now != best.count()) {
                if (now > 1) {
                    queue.add(new Candidate(best.pair(), now));
                }
                continue;
            }
            if (now < 2) {
                break;
            }
            String left = tokens.get(left(best.pair()));
            String right = tokens.get(right(best.pair()));
            merges.add(new BytePairEncoding.Merge(left, right));
            merge(best.pair(), number(left + right));
        }
        return new BytePairEncoding(alphabet, merges);
    }

    /** The most frequent characters, then by code point. */
    private int[] alphabet(int room) {
        Map<Integer, Long> found = new HashMap<>();
        text.forEach(
                (word, count) ->
                        word.codePoints().forEach(c -> found.merge(c, count[0], Long::sum)));
        return found.entrySet().stream()
                .filter(e -> Character.getType(e.getKey()) != Character.SURROGATE)
                .sorted(
                        Map.Entry.<Integer, Long>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(room)
                .mapToInt(Map.Entry::getKey)
                .toArray();
    }

    private int number(String token) {
        Integer id = ids.putIfAbsent(token, tokens.size());
        if (id == null) {
            tokens.add(token);
            return tokens.size() - 1;
        }
        return id;
    }

    /** Runs of characters that are known; a pair with one that is not is never merged. */
    private void add(String word, long count) {
        IntArrayList run = new IntArrayList();
        int[] codePoints = word.codePoints().toArray();
        for (int i = 0; i <= codePoints.length; i++) {
            Integer id = i < codePoints.length ? ids.get(Character.toString(codePoints[i])) : null;
            if (id != null) {
                run.add(id.intValue());
            } else if (!run.isEmpty()) {
                words.add(run.toIntArray());
                lengths.add(run.size());
                counts.add(count);
                count(words.size() - 1, 1);
                run.clear();
            }
        }
    }

    /** Counts the pairs of a word in (+1) or out (-1). */
    private void count(int word, int sign) {
        int[] symbols = words.get(word);
        long count = sign * counts.getLong(word);
        for (int i = 0; i + 1 < lengths.getInt(word); i++) {
            long pair = BytePairEncoding.pair(symbols[i], symbols[i + 1]);
            pairCounts.addTo(pair, count);
            if (sign > 0) {
                places.computeIfAbsent(pair, p -> new IntOpenHashSet()).add(word);
            }
        }
    }

    private void merge(long pair, int by) {
        LongOpenHashSet made = new LongOpenHashSet();
        for (int word : places.remove(pair).toIntArray()) {
            int[] symbols = words.get(word);
            count(word, -1);
            int length = BytePairEncoding.replace(symbols, lengths.getInt(word), pair, by);
            lengths.set(word, length);
            count(word, 1);
            for (int i = 0; i + 1 < length; i++) {
                if (symbols[i] == by || symbols[i + 1] == by) {
                    made.add(BytePairEncoding.pair(symbols[i], symbols[i + 1]));
                }
            }
        }
        for (long each : made.toLongArray()) {
            queue.add(new Candidate(each, pairCounts.get(each)));
        }
    }
}
