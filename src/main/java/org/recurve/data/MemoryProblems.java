package org.recurve.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.recurve.core.DataProvenance;

/**
 * Made-up problems that only a model with memory can solve, to see how far a network remembers. The
 * same arguments give the same sequences on every machine.
 */
public final class MemoryProblems {
    /** Different symbols of the copy problem. */
    private static final int ALPHABET = 8;

    private MemoryProblems() {}

    /**
     * The adding problem of Hochreiter and Schmidhuber, "Long Short-Term Memory", 1997, in the form
     * of Arjovsky, Shah and Bengio, "Unitary Evolution Recurrent Neural Networks", 2016: of two
     * features one is uniform in [0, 1), the other marks one step in the first half and one in the
     * second; the sum of the two marked numbers is to be told at the end.
     *
     * <p>Always answering 1 has a mean squared error of 1/6 = 0.167, the variance of the sum (some
     * papers print 0.1767). The attribute {@code distance} is how many steps the first marked
     * number stands before the last step.
     *
     * @param sequences how many, at least 1
     * @param steps of each, at least 2
     * @param seed of the numbers
     * @return the value {@code sum} for each sequence
     */
    public static ValuedSeries adding(int sequences, int steps, long seed) {
        atLeast("sequences", sequences, 1);
        atLeast("steps", steps, 2);
        Random random = new Random(seed);
        List<float[][]> all = new ArrayList<>();
        float[][] sums = new float[sequences][1];
        double[] distances = new double[sequences];
        for (int i = 0; i < sequences; i++) {
            float[][] sequence = new float[steps][2];
            for (float[] step : sequence) {
                step[0] = random.nextFloat();
            }
            int half = steps / 2;
            int first = random.nextInt(half);
            int second = half + random.nextInt(steps - half);
            sequence[first][1] = 1;
            sequence[second][1] = 1;
            sums[i][0] = sequence[first][0] + sequence[second][0];
            distances[i] = steps - 1 - first;
            all.add(sequence);
        }
        return new ValuedSeries(
                all,
                sums,
                List.of("sum"),
                Map.of("distance", distances),
                made("adding-" + steps, sequences, seed));
    }

    /**
     * The copy problem of Hochreiter and Schmidhuber 1997 in the form of Arjovsky et al. 2016: some
     * of eight different symbols, then blanks, then a sign to begin, then as many blanks as there
     * were symbols, during which the symbols are to be repeated in order. Features are one-hot: the
     * eight symbols, blank, sign.
     *
     * <p>The steps where symbols are to be repeated count, so that guessing has an accuracy of 1/8
     * and a cross-entropy of ln 8 = 2.08 nats; in the paper all steps count, and to be silent at
     * the others is part of the problem. A symbol and its repetition are {@code symbols + delay}
     * steps apart.
     *
     * @param sequences how many, at least 1
     * @param symbols to remember, at least 1; 10 in the paper
     * @param delay from the last symbol to the sign, at least 1: {@code delay - 1} blanks stand
     *     between them
     * @param seed of the symbols
     * @return sequences of {@code 2 * symbols + delay} steps
     */
    public static StepLabeledSeries copy(int sequences, int symbols, int delay, long seed) {
        atLeast("sequences", sequences, 1);
        atLeast("symbols", symbols, 1);
        atLeast("delay", delay, 1);
        Random random = new Random(seed);
        int steps = 2 * symbols + delay;
        List<float[][]> all = new ArrayList<>();
        int[][] targets = new int[sequences][steps];
        for (int i = 0; i < sequences; i++) {
            float[][] sequence = new float[steps][ALPHABET + 2];
            for (int t = 0; t < steps; t++) {
                targets[i][t] = StepLabeledSeries.NOT_COUNTED;
                sequence[t][t == symbols + delay - 1 ? ALPHABET + 1 : ALPHABET] = 1;
            }
            for (int t = 0; t < symbols; t++) {
                int symbol = random.nextInt(ALPHABET);
                sequence[t][ALPHABET] = 0;
                sequence[t][symbol] = 1;
                targets[i][symbols + delay + t] = symbol;
            }
            all.add(sequence);
        }
        return new StepLabeledSeries(
                all,
                targets,
                names(ALPHABET),
                Map.of(),
                made("copy-" + symbols + "-" + delay, sequences, seed));
    }

    /**
     * Recall over a distance: a sequence of random symbols, in which a sign says that the next
     * symbol is the one to remember; at the last step, a question, it is to be told. Where the sign
     * stands is random, so that one data set shows how well a model remembers over every distance.
     * Features are one-hot: the symbols, sign, question.
     *
     * <p>The other symbols are of the same kind, so only order tells which one is meant: with the
     * steps {@link SeriesExamples#shuffled shuffled} hardly anything can be learned. Guessing has
     * an accuracy of {@code 1 / classes}. The attribute {@code distance} is how many steps lie from
     * the symbol to the question, 1 to {@code steps - 2}, each as likely as any other.
     *
     * @param sequences how many, at least 1
     * @param steps of each, at least 3
     * @param classes how many different symbols, at least 2
     * @param seed of symbols and places
     * @return the symbol to remember for each sequence
     */
    public static LabeledSeries recall(int sequences, int steps, int classes, long seed) {
        atLeast("sequences", sequences, 1);
        atLeast("steps", steps, 3);
        atLeast("classes", classes, 2);
        Random random = new Random(seed);
        List<float[][]> all = new ArrayList<>();
        int[] targets = new int[sequences];
        double[] distances = new double[sequences];
        for (int i = 0; i < sequences; i++) {
            float[][] sequence = new float[steps][classes + 2];
            int distance = 1 + random.nextInt(steps - 2);
            int place = steps - 1 - distance;
            for (int t = 0; t < steps - 1; t++) {
                int symbol = random.nextInt(classes);
                sequence[t][t == place - 1 ? classes : symbol] = 1;
                targets[i] = t == place ? symbol : targets[i];
            }
            sequence[steps - 1][classes + 1] = 1;
            distances[i] = distance;
            all.add(sequence);
        }
        return new LabeledSeries(
                all,
                targets,
                names(classes),
                Map.of("distance", distances),
                made("recall-" + steps, sequences, seed));
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private static DataProvenance made(String name, int sequences, long seed) {
        return new DataProvenance(
                name, "all", List.of(), List.of("sequences=" + sequences, "seed=" + seed));
    }

    private static void atLeast(String what, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    what + " must be at least " + least + ", not " + value);
        }
    }
}
