package org.recurve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recurve.batch.Batch;
import org.recurve.data.TaggedText;
import org.recurve.nn.Cells;
import org.recurve.nn.ParameterNames;
import org.recurve.training.Trainable;

/**
 * The whole tagger in plain doubles: word vectors, a plain recurrent layer in both directions,
 * output layer, and a softmax for each token or all paths of tags one by one.
 */
class SequenceTaggerReferenceTest {
    private static final TaggedText DATA =
            TagSamples.of(
                    "train",
                    List.of("The/D man/N saw/V", "the/D saw/N", "saw/V", "a/D man/N saw/V it/N"));

    private final Map<String, double[]> weights = new LinkedHashMap<>();
    private SequenceTagger model;

    private void build(boolean crf) {
        model =
                SequenceTagger.builder()
                        .cell(Cells.rnn())
                        .embedding(3)
                        .characters(0)
                        .hidden(2)
                        .minCount(1)
                        .crf(crf)
                        .build(DATA);
        TagSamples.fill(model, 7);
        ParameterNames.of(model.block())
                .forEach(
                        (name, parameter) -> {
                            float[] values = parameter.getArray().toFloatArray();
                            double[] doubles = new double[values.length];
                            Arrays.setAll(doubles, i -> values[i]);
                            weights.put(name, doubles);
                        });
    }

    private double[] weight(String ending) {
        List<String> found =
                weights.keySet().stream().filter(name -> name.endsWith(ending)).toList();
        assertThat(found).as("%s of %s", ending, weights.keySet()).hasSize(1);
        return weights.get(found.get(0));
    }

    /** {@code W x + b} with row-major weights. */
    private static double[] affine(double[] weight, double[] bias, double[] x) {
        double[] y = bias.clone();
        for (int i = 0; i < y.length; i++) {
            for (int j = 0; j < x.length; j++) {
                y[i] += weight[i * x.length + j] * x[j];
            }
        }
        return y;
    }

    private double[][] recurrent(double[][] x, String suffix, boolean backward) {
        double[][] h = new double[x.length][];
        double[] state = new double[2];
        for (int step = 0; step < x.length; step++) {
            int t = backward ? x.length - 1 - step : step;
            double[] in =
                    affine(weight("weight_ih_l0" + suffix), weight("bias_ih_l0" + suffix), x[t]);
            double[] rec =
                    affine(weight("weight_hh_l0" + suffix), weight("bias_hh_l0" + suffix), state);
            state = new double[2];
            for (int k = 0; k < 2; k++) {
                state[k] = Math.tanh(in[k] + rec[k]);
            }
            h[t] = state;
        }
        return h;
    }

    private double[][] emissions(List<String> tokens) {
        double[][] x = new double[tokens.size()][];
        for (int t = 0; t < x.length; t++) {
            int id = model.vocabulary().id(tokens.get(t).toLowerCase(Locale.ROOT));
            x[t] = Arrays.copyOfRange(weight("encoder.embedding.weight"), 3 * id, 3 * id + 3);
        }
        double[][] forward = recurrent(x, "", false);
        double[][] backward = recurrent(x, "_reverse", true);
        double[][] emissions = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            double[] both = {forward[t][0], forward[t][1], backward[t][0], backward[t][1]};
            emissions[t] = affine(weight("output.weight"), weight("output.bias"), both);
        }
        return emissions;
    }

    /** All paths of so many tags. */
    private static List<int[]> paths(int steps, int tags) {
        List<int[]> paths = new ArrayList<>(List.of(new int[0]));
        for (int t = 0; t < steps; t++) {
            List<int[]> longer = new ArrayList<>();
            for (int[] path : paths) {
                for (int tag = 0; tag < tags; tag++) {
                    int[] next = Arrays.copyOf(path, t + 1);
                    next[t] = tag;
                    longer.add(next);
                }
            }
            paths = longer;
        }
        return paths;
    }

    private double score(double[][] emissions, int[] path, boolean crf) {
        double score = 0;
        for (int t = 0; t < path.length; t++) {
            score += emissions[t][path[t]];
            if (crf && t > 0) {
                score += weight("crf.transitions")[path[t - 1] * 3 + path[t]];
            }
        }
        return crf
                ? score
                        + weight("start_transitions")[path[0]]
                        + weight("end_transitions")[path[path.length - 1]]
                : score;
    }

    /** Without a random field the tags of a path are independent: the same enumeration serves. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tagsProbabilitiesAndLossAreThoseOfAllPaths(boolean crf) {
        build(crf);
        List<List<String>> sentences = new ArrayList<>(DATA.sentences());
        sentences.add(List.of("unheard", "MAN", "of", "saw", "THE"));
        double loss = 0;
        long right = 0;
        for (int i = 0; i < sentences.size(); i++) {
            List<String> tokens = sentences.get(i);
            double[][] emissions = emissions(tokens);
            double all = 0;
            double highest = Double.NEGATIVE_INFINITY;
            int[] best = {};
            double[][] marginals = new double[tokens.size()][3];
            for (int[] path : paths(tokens.size(), 3)) {
                double score = score(emissions, path, crf);
                all += Math.exp(score);
                if (score > highest) {
                    highest = score;
                    best = path;
                }
                for (int t = 0; t < path.length; t++) {
                    marginals[t][path[t]] += Math.exp(score);
                }
            }
            TaggedSentence tagged = model.tag(tokens);
            assertThat(tagged.tags())
                    .isEqualTo(Arrays.stream(best).mapToObj(DATA.labels()::get).toList());
            for (int t = 0; t < tokens.size(); t++) {
                for (int tag = 0; tag < 3; tag++) {
                    assertThat(tagged.probability(t, DATA.labels().get(tag)))
                            .isCloseTo(marginals[t][tag] / all, within(1e-5));
                }
                right += i < DATA.size() && best[t] == DATA.tagIds(i)[t] ? 1 : 0;
            }
            if (i < DATA.size()) {
                loss += Math.log(all) - score(emissions, DATA.tagIds(i), crf);
            }
        }
        assertStep(loss / 10, right / 10.0);
        model.close();
    }

    /** One ragged batch of the whole data. */
    private void assertStep(double loss, double accuracy) {
        try (NDManager manager = model.manager().newSubManager();
                Batch batch =
                        model.collation(DATA)
                                .orElseThrow()
                                .batch(new int[] {2, 0, 3, 1}, manager.newSubManager())) {
            assertThat(batch.weight()).isEqualTo(10);
            ParameterStore store = new ParameterStore(manager, false);
            Trainable.Step step = model.step(store, batch, new NDList(), false);
            assertThat(step.value().toType(DataType.FLOAT64, false).getDouble())
                    .isCloseTo(loss, within(1e-5));
            assertThat(step.figure().getDouble()).isCloseTo(accuracy, within(1e-12));
        }
    }
}
