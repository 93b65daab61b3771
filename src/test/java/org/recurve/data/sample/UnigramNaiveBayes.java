package org.recurve.data.sample;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Multinomial naive Bayes over single words with add-one smoothing; classes weigh the same. */
public final class UnigramNaiveBayes {
    private final Map<String, Map<String, Integer>> counts = new HashMap<>();
    private final Set<String> vocabulary = new HashSet<>();

    public void learn(String label, String text) {
        for (String word : text.split(" ", -1)) {
            counts.computeIfAbsent(label, l -> new HashMap<>()).merge(word, 1, Integer::sum);
            vocabulary.add(word);
        }
    }

    /** The more likely label; words never learned say nothing. */
    public String predict(String text) {
        String best = "";
        double most = Double.NEGATIVE_INFINITY;
        for (Map.Entry<String, Map<String, Integer>> label : counts.entrySet()) {
            Map<String, Integer> count = label.getValue();
            int total = count.values().stream().mapToInt(Integer::intValue).sum();
            double score = 0;
            for (String word : text.split(" ", -1)) {
                if (vocabulary.contains(word)) {
                    double smoothed = count.getOrDefault(word, 0) + 1.0;
                    score += Math.log(smoothed / (total + vocabulary.size()));
                }
            }
            if (score > most) {
                most = score;
                best = label.getKey();
            }
        }
        return best;
    }
}
