package org.recurve.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.recurve.core.ProvenanceMap;
import org.recurve.data.TagPrediction;
import org.recurve.data.TagPredictor;
import org.recurve.data.TaggedText;

/**
 * Gives every word the tag that it had most often in the training data: what a tagger has to beat
 * that looks at the sentence (Charniak, Hendrickson, Jacobson and Perkowitz 1993, "Equations for
 * Part-of-Speech Tagging"). A word that was not seen is tagged like those that were seen once, the
 * unknown words of the training data; where none was, like any word. The probabilities of the tags
 * are their shares in what was counted. Of tags as frequent the one that comes first in the order
 * of the data's labels is taken. Words are taken as they stand: {@code The} is not {@code the}.
 */
public final class MostFrequentTag implements TagPredictor {
    private final List<String> labels;
    private final Map<String, double[]> known;
    private final double[] unknown;
    private final Map<String, Object> data;

    private MostFrequentTag(
            List<String> labels,
            Map<String, double[]> known,
            double[] unknown,
            Map<String, Object> data) {
        this.labels = labels;
        this.known = known;
        this.unknown = unknown;
        this.data = data;
    }

    /**
     * Counts tags.
     *
     * @param train the data to count in
     * @return the baseline
     */
    public static MostFrequentTag fit(TaggedText train) {
        int tags = train.labels().size();
        Map<String, int[]> counts = new HashMap<>();
        int[] all = new int[tags];
        for (int i = 0; i < train.size(); i++) {
            List<String> words = train.tokens(i);
            int[] ids = train.tagIds(i);
            for (int t = 0; t < ids.length; t++) {
                counts.computeIfAbsent(words.get(t), word -> new int[tags])[ids[t]]++;
                all[ids[t]]++;
            }
        }
        int[] once = new int[tags];
        Map<String, double[]> known = new HashMap<>();
        counts.forEach(
                (word, count) -> {
                    known.put(word, shares(count));
                    if (Arrays.stream(count).sum() == 1) {
                        for (int k = 0; k < tags; k++) {
                            once[k] += count[k];
                        }
                    }
                });
        boolean none = Arrays.stream(once).sum() == 0;
        return new MostFrequentTag(
                List.copyOf(train.labels()),
                known,
                shares(none ? all : once),
                ProvenanceMap.of(train.provenance()));
    }

    private static double[] shares(int[] counts) {
        double all = Arrays.stream(counts).sum();
        return Arrays.stream(counts).mapToDouble(count -> count / all).toArray();
    }

    @Override
    public List<TagPrediction> tag(TaggedText sentences) {
        return sentences.sentences().stream().map(this::tag).toList();
    }

    private TagPrediction tag(List<String> words) {
        List<String> tags = new ArrayList<>();
        List<double[]> probabilities = new ArrayList<>();
        for (String word : words) {
            double[] shares = known.getOrDefault(word, unknown);
            int best = 0;
            for (int k = 1; k < shares.length; k++) {
                best = shares[k] > shares[best] ? k : best;
            }
            tags.add(labels.get(best));
            probabilities.add(shares.clone());
        }
        return new TagPrediction(tags, probabilities);
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    @Override
    public String name() {
        return "most frequent tag";
    }

    @Override
    public long seed() {
        return -1;
    }

    /** {@return method, how many words are known, and the origin of the data counted in} */
    @Override
    public Map<String, Object> provenanceMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("method", "most frequent tag of each word");
        map.put("words", known.size());
        map.put("data", List.of(data));
        return map;
    }

    @Override
    public boolean baseline() {
        return true;
    }

    @Override
    public String toString() {
        return name();
    }
}
