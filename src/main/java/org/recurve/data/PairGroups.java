package org.recurve.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * Pairs of sentences that must not be torn apart when data is cut: those of the same source, those
 * of the same target, and whatever hangs together by such pairs. Two sentences are the same if
 * their letters and digits are, upper or lower case.
 */
final class PairGroups {
    private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private final int[] parents;
    private final List<List<Integer>> groups;

    PairGroups(List<String> sources, List<String> targets) {
        parents = new int[sources.size()];
        Map<String, Integer> seenSources = new HashMap<>();
        Map<String, Integer> seenTargets = new HashMap<>();
        for (int i = 0; i < parents.length; i++) {
            parents[i] = i;
            join(i, seenSources.putIfAbsent(key(sources.get(i)), i));
            join(i, seenTargets.putIfAbsent(key(targets.get(i)), i));
        }
        Map<Integer, List<Integer>> byRoot = new LinkedHashMap<>();
        for (int i = 0; i < parents.length; i++) {
            byRoot.computeIfAbsent(root(i), r -> new ArrayList<>()).add(i);
        }
        groups = List.copyOf(byRoot.values());
    }

    /** What is the same in sentences that are; a line of marks alone stands for itself. */
    private static String key(String sentence) {
        String plain = OTHER.matcher(sentence).replaceAll("");
        return (plain.isEmpty() ? sentence.strip() : plain).toLowerCase(Locale.ROOT);
    }

    private void join(int pair, Integer earlier) {
        if (earlier != null) {
            parents[root(pair)] = root(earlier);
        }
    }

    private int root(int pair) {
        int root = pair;
        while (parents[root] != root) {
            parents[root] = parents[parents[root]];
            root = parents[root];
        }
        return root;
    }

    /** {@return how many groups there are} */
    int count() {
        return groups.size();
    }

    private List<List<Integer>> shuffled(long seed) {
        List<List<Integer>> order = new ArrayList<>();
        for (int g : Strata.permutation(groups.size(), new Random(seed))) {
            order.add(groups.get(g));
        }
        return order;
    }

    /**
     * {@return whether each pair is held out: groups in a random order, as long as they fit into
     * the share}
     */
    boolean[] holdOut(double fraction, long seed) {
        boolean[] held = new boolean[parents.length];
        long room = Math.round(held.length * fraction);
        for (List<Integer> group : shuffled(seed)) {
            if (group.size() <= room) {
                room -= group.size();
                group.forEach(pair -> held[pair] = true);
            }
        }
        return held;
    }

    /**
     * {@return the fold of each pair: groups, the greatest first and those of one size in a random
     * order, each to the fold that has the fewest pairs}
     */
    int[] folds(int folds, long seed) {
        List<List<Integer>> order = shuffled(seed);
        order.sort(Comparator.comparingInt((List<Integer> group) -> -group.size()));
        int[] sizes = new int[folds];
        int[] fold = new int[parents.length];
        for (List<Integer> group : order) {
            int smallest = 0;
            for (int f = 1; f < folds; f++) {
                if (sizes[f] < sizes[smallest]) {
                    smallest = f;
                }
            }
            int chosen = smallest;
            group.forEach(pair -> fold[pair] = chosen);
            sizes[chosen] += group.size();
        }
        return fold;
    }
}
