package org.recurve.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.recurve.core.RecurveException;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The words whose vectors point most in the direction of another one. */
final class VectorNeighbours {
    private record Neighbour(int number, double cosine) {
        /** The farthest first; of equally near ones the later word. */
        static final Comparator<Neighbour> FARTHEST =
                Comparator.comparingDouble(Neighbour::cosine)
                        .thenComparing(Neighbour::number, Comparator.reverseOrder());
    }

    private VectorNeighbours() {}

    static Table of(WordVectors vectors, int number, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, not " + count);
        }
        String word = vectors.words().get(number);
        float[] from = vectors.row(number);
        double length = Math.sqrt(product(from, from));
        if (length == 0) {
            throw new RecurveException(
                    "the vector of \"" + word + "\" is all zeros, so it has no direction");
        }
        PriorityQueue<Neighbour> nearest = new PriorityQueue<>(Neighbour.FARTHEST);
        for (int other = 0; other < vectors.size(); other++) {
            float[] to = vectors.row(other);
            double otherLength = Math.sqrt(product(to, to));
            if (other != number && otherLength > 0) {
                nearest.add(new Neighbour(other, product(from, to) / (length * otherLength)));
                if (nearest.size() > count) {
                    nearest.remove();
                }
            }
        }
        List<Neighbour> ordered = new ArrayList<>(nearest);
        ordered.sort(Neighbour.FARTHEST.reversed());
        StringColumn words = StringColumn.create("word");
        DoubleColumn cosines = DoubleColumn.create("cosine");
        for (Neighbour neighbour : ordered) {
            words.append(vectors.words().get(neighbour.number));
            cosines.append(neighbour.cosine);
        }
        return Table.create("Nearest to " + word, words, cosines);
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
