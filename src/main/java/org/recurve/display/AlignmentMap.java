package org.recurve.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Which words of a sentence a translator looked at for each word of its translation, as a heat map:
 * words of the source from left to right, those of the translation from top to bottom, stronger
 * where more of the attention was. In text form it names for each word the one that it looked at
 * most.
 */
public final class AlignmentMap implements Picture {
    private static final String TITLE = "Attention: source across, translation down";

    private final List<String> source;
    private final List<String> target;
    private final float[][] weights;
    private final HeatMap map;

    /**
     * Makes an alignment map.
     *
     * @param sourceTokens of the sentence
     * @param targetTokens of its translation
     * @param weights for each token of the translation one for each token of the source, 0 to 1;
     *     one that is not finite leaves its cell empty
     */
    public AlignmentMap(List<String> sourceTokens, List<String> targetTokens, float[][] weights) {
        if (weights.length != targetTokens.size()
                || Arrays.stream(weights).anyMatch(row -> row.length != sourceTokens.size())) {
            throw new IllegalArgumentException(
                    "the alignment of %d tokens with %d of the source needs a row of %2$d weights for each of the %1$d"
                            .formatted(targetTokens.size(), sourceTokens.size()));
        }
        source = List.copyOf(sourceTokens);
        target = List.copyOf(targetTokens);
        this.weights = Arrays.stream(weights).map(float[]::clone).toArray(float[][]::new);
        map = new HeatMap(TITLE, target, source, hundredths());
    }

    /** As short as they can be written into the cells. */
    private double[][] hundredths() {
        return Arrays.stream(weights)
                .map(
                        row ->
                                IntStream.range(0, row.length)
                                        .mapToDouble(i -> row[i])
                                        .map(HeatMap::hundredths)
                                        .toArray())
                .toArray(double[][]::new);
    }

    @Override
    public int width() {
        return map.width();
    }

    @Override
    public String svg() {
        return map.svg();
    }

    @Override
    public String alt() {
        return TITLE + ". Most for each word: " + String.join("; ", lines());
    }

    /** {@return a line for each word of the translation, with what it looked at most} */
    @Override
    public String toString() {
        return TITLE + "\n" + String.join("\n", lines());
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int t = 0; t < weights.length; t++) {
            int best = -1;
            for (int s = 0; s < weights[t].length; s++) {
                boolean more = best < 0 || weights[t][s] > weights[t][best];
                best = Float.isFinite(weights[t][s]) && more ? s : best;
            }
            lines.add(
                    best < 0
                            ? target.get(t)
                            : String.format(
                                    Locale.ROOT,
                                    "%s \u2190 %s %.2f",
                                    target.get(t),
                                    source.get(best),
                                    weights[t][best]));
        }
        return lines;
    }
}
