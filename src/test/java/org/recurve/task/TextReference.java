package org.recurve.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recurve.batch.TokenSequences;
import org.recurve.nn.BlockFixture;
import org.recurve.nn.Reference;

/**
 * A {@link TextNetwork} written down from the formulas: one text, one token, one number at a time,
 * in doubles.
 *
 * @param settings of the network; no norm, and all layers of one width
 * @param parameters by their place in the network
 */
record TextReference(TextSettings settings, Map<String, double[]> parameters) {
    private static final int LETTER = 32;
    private static final Pattern STACKED =
            Pattern.compile("(\\d+)\\.recurrent\\.(?:(forward|backward)\\.)?cell\\.(\\w+)");
    private static final Pattern ATTENTION = Pattern.compile("attention\\((\\d+)(?:,(\\d+))?\\)");

    /** {@return logits of a text: one row, or one for each token where nothing is pooled} */
    double[][] answer(TokenSequences texts, int text) {
        double[][] encoded = encode(texts, text);
        double[][] features =
                settings.pooling().isEmpty()
                        ? encoded
                        : new double[][] {pool(settings.pooling(), encoded)};
        double[][] answers = new double[features.length][];
        Arrays.setAll(
                answers,
                i -> BlockFixture.affine(get("output.weight"), get("output.bias"), features[i]));
        return answers;
    }

    /** {@return what the recurrent layers say at each token} */
    double[][] encode(TokenSequences texts, int text) {
        int[] ids = texts.ids().get(text);
        double[][] vectors = new double[ids.length][];
        for (int t = 0; t < ids.length; t++) {
            vectors[t] =
                    BlockFixture.row(get("encoder.embedding.weight"), ids[t], settings.embedding());
            if (settings.characters() > 0) {
                int spelling = texts.spelled().get(text)[t];
                vectors[t] = BlockFixture.join(vectors[t], spell(texts.spellings().get(spelling)));
            }
        }
        RecurrentLayers layers = settings.recurrent();
        Reference.Kind kind = Reference.Kind.valueOf(layers.cell().name().toUpperCase(Locale.ROOT));
        return run(
                kind,
                "encoder.recurrent.",
                layers.hidden(),
                layers.layers(),
                layers.bidirectional() ? 2 : 1,
                vectors);
    }

    private double[] spell(int[] letters) {
        double[][] vectors = new double[letters.length][];
        Arrays.setAll(
                vectors,
                i ->
                        BlockFixture.row(
                                get("encoder.spelling.embedding.weight"), letters[i], LETTER));
        int width = settings.characters();
        double[][] read =
                run(Reference.Kind.LSTM, "encoder.spelling.recurrent.", width, 1, 2, vectors);
        return BlockFixture.join(
                Arrays.copyOf(read[letters.length - 1], width),
                Arrays.copyOfRange(read[0], width, 2 * width));
    }

    private double[][] run(
            Reference.Kind kind, String place, int size, int layers, int both, double[][] x) {
        Map<String, double[]> own = new HashMap<>();
        parameters.forEach(
                (name, values) -> {
                    if (name.startsWith(place)) {
                        own.put(fused(name.substring(place.length())), values);
                    }
                });
        return new Reference(kind, own, size, layers, both)
                .run(x, new double[2][layers * both][size]);
    }

    /** Layers of a stack by the names that layers have which run as one. */
    private static String fused(String name) {
        Matcher matcher = STACKED.matcher(name);
        return matcher.matches()
                ? matcher.group(3)
                        + "_l"
                        + matcher.group(1)
                        + ("backward".equals(matcher.group(2)) ? "_reverse" : "")
                : name;
    }

    private double[] pool(String name, double[][] x) {
        if (name.contains("+")) {
            double[] all = {};
            for (String part : name.split("\\+", -1)) {
                all = BlockFixture.join(all, pool(part, x, "pooling." + part + "."));
            }
            return all;
        }
        return pool(name, x, "pooling.");
    }

    private double[] pool(String name, double[][] x, String place) {
        int width = x[0].length;
        double[] pooled = new double[width];
        switch (name) {
            case "last" -> pooled = x[x.length - 1];
            case "ends" -> Arrays.setAll(pooled, f -> f < width / 2 ? x[x.length - 1][f] : x[0][f]);
            case "mean" ->
                    Arrays.setAll(
                            pooled,
                            f -> Arrays.stream(x).mapToDouble(s -> s[f]).average().orElseThrow());
            case "max" ->
                    Arrays.setAll(
                            pooled,
                            f -> Arrays.stream(x).mapToDouble(s -> s[f]).max().orElseThrow());
            default -> pooled = attend(name, x, place);
        }
        return pooled;
    }

    private double[] attend(String name, double[][] x, String place) {
        Matcher matcher = ATTENTION.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(name);
        }
        List<double[]> scores = new ArrayList<>();
        for (double[] step : x) {
            double[] hidden = BlockFixture.affine(get(place + "hidden.weight"), null, step);
            double[] bent = Arrays.stream(hidden).map(Math::tanh).toArray();
            scores.add(BlockFixture.affine(get(place + "hop.weight"), null, bent));
        }
        double[] all = {};
        for (int hop = 0; hop < scores.get(0).length; hop++) {
            int h = hop;
            double[] weights =
                    BlockFixture.softmax(scores.stream().mapToDouble(s -> s[h]).toArray());
            double[] sum = new double[x[0].length];
            for (int t = 0; t < x.length; t++) {
                for (int f = 0; f < sum.length; f++) {
                    sum[f] += weights[t] * x[t][f];
                }
            }
            all = BlockFixture.join(all, sum);
        }
        return all;
    }

    private double[] get(String name) {
        double[] values = parameters.get(name);
        if (values == null) {
            throw new AssertionError("no parameter " + name + " in " + parameters.keySet());
        }
        return values;
    }
}
