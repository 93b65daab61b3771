package org.recurve.task;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.recurve.nn.BlockFixture;
import org.recurve.nn.Reference;

/**
 * A {@link TranslationNetwork} written down from the formulas: one pair, one token, one number at a
 * time, in doubles.
 *
 * @param settings of the network
 * @param parameters by their place in the network
 */
record TranslationReference(TranslationSettings settings, Map<String, double[]> parameters) {

    /** What is said after each word of the target, and what was looked at. */
    @SuppressWarnings("ArrayRecordComponent") // made anew for each answer, compared by nobody
    record Answer(double[][] logits, double[][] weights) {}

    Answer answer(int[] source, int[] words) {
        int h = settings.hidden();
        int layers = settings.layers();
        double[][] x = new double[source.length][];
        Arrays.setAll(x, i -> BlockFixture.row(sourceTable(), source[i], settings.embedding()));
        double[][] memory = run("encoder.", 2).run(x, new double[2][2 * layers][h]);
        double[] ends = memory[source.length - 1].clone();
        System.arraycopy(memory[0], h, ends, h, h);
        double[] start = affineTanh("bridge.weight", get("bridge.bias"), ends);
        boolean lstm = settings.cell().name().equals("lstm");
        double[][][] state = new double[2][layers][h];
        for (int s = 0; s < (lstm ? 2 : 1); s++) {
            for (int l = 0; l < layers; l++) {
                int from = (s * layers + l) * h;
                state[s][l] = Arrays.copyOfRange(start, from, from + h);
            }
        }
        double[] top = state[0][layers - 1];
        double[] fed = new double[settings.readout()];
        double[][] logits = new double[words.length][];
        double[][] weights = new double[words.length][];
        for (int t = 0; t < words.length; t++) {
            double[] word =
                    BlockFixture.row(
                            get("target.embedding.weight"), words[t], settings.embedding());
            double[] made;
            if (settings.attention() == DecoderAttention.BAHDANAU) {
                weights[t] = BlockFixture.softmax(additive(top, memory));
                double[] context = mean(weights[t], memory);
                top = step(BlockFixture.join(word, context), state);
                made =
                        affineTanh(
                                "readout.weight",
                                null,
                                BlockFixture.join(BlockFixture.join(top, context), word));
            } else {
                top = step(settings.inputFeeding() ? BlockFixture.join(word, fed) : word, state);
                double[] seen = top;
                if (settings.attention() == DecoderAttention.LUONG) {
                    weights[t] = BlockFixture.softmax(bilinear(top, memory));
                    seen = BlockFixture.join(top, mean(weights[t], memory));
                }
                made = affineTanh("readout.weight", null, seen);
                fed = made;
            }
            String table = settings.tieWeights() ? "target.embedding.weight" : "output.weight";
            logits[t] = BlockFixture.affine(get(table), get("output.bias"), made);
        }
        return new Answer(logits, weights);
    }

    /** One word; the states become those after it. */
    private double[] step(double[] x, double[][][] state) {
        return run("decoder.", 1).run(new double[][] {x}, state)[0];
    }

    private double[] additive(double[] query, double[][] memory) {
        double[] scores = new double[memory.length];
        double[] asked = BlockFixture.affine(get("attention.query.weight"), null, query);
        for (int i = 0; i < scores.length; i++) {
            double[] key =
                    BlockFixture.affine(
                            get("attention.key.weight"), get("attention.bias"), memory[i]);
            double[] sum = new double[key.length];
            Arrays.setAll(sum, k -> Math.tanh(asked[k] + key[k]));
            scores[i] = BlockFixture.dot(get("attention.score.weight"), sum);
        }
        return scores;
    }

    private double[] bilinear(double[] query, double[][] memory) {
        double[] scores = new double[memory.length];
        Arrays.setAll(
                scores,
                i ->
                        BlockFixture.dot(
                                        query,
                                        BlockFixture.affine(
                                                get("attention.weight"), null, memory[i]))
                                / Math.sqrt(query.length));
        return scores;
    }

    private static double[] mean(double[] weights, double[][] memory) {
        double[] sum = new double[memory[0].length];
        for (int i = 0; i < weights.length; i++) {
            for (int f = 0; f < sum.length; f++) {
                sum[f] += weights[i] * memory[i][f];
            }
        }
        return sum;
    }

    private Reference run(String place, int directions) {
        Map<String, double[]> own = new HashMap<>();
        parameters.forEach(
                (name, values) -> {
                    if (name.startsWith(place)) {
                        own.put(name.substring(place.length()), values);
                    }
                });
        var kind = Reference.Kind.valueOf(settings.cell().name().toUpperCase(Locale.ROOT));
        return new Reference(kind, own, settings.hidden(), settings.layers(), directions);
    }

    private double[] affineTanh(String weight, double[] bias, double[] x) {
        return Arrays.stream(BlockFixture.affine(get(weight), bias, x)).map(Math::tanh).toArray();
    }

    private double[] sourceTable() {
        return get(
                settings.oneVocabulary() ? "target.embedding.weight" : "source.embedding.weight");
    }

    private double[] get(String name) {
        double[] values = parameters.get(name);
        if (values == null) {
            throw new AssertionError("no parameter " + name + " in " + parameters.keySet());
        }
        return values;
    }
}
