package org.recurve.data;

import java.util.Random;
import org.recurve.core.RecurveException;

/** The vectors of a vocabulary, with random ones for tokens that have none. */
final class VectorMatrix {
    private VectorMatrix() {}

    static float[][] of(WordVectors vectors, Vocabulary vocabulary, long seed) {
        int dimension = vectors.dimension();
        float[][] matrix = new float[vocabulary.size()][];
        double[] mean = new double[dimension];
        double[] deviation = new double[dimension];
        int found = 0;
        for (int id = 0; id < matrix.length; id++) {
            int number = vectors.number(vocabulary.token(id));
            if (number >= 0) {
                matrix[id] = vectors.row(number).clone();
                found++;
                for (int d = 0; d < dimension; d++) {
                    // Welford's way to a variance, which does not cancel.
                    double difference = matrix[id][d] - mean[d];
                    mean[d] += difference / found;
                    deviation[d] += difference * (matrix[id][d] - mean[d]);
                }
            }
        }
        if (found == 0) {
            throw new RecurveException(
                    "none of the %,d tokens of the vocabulary has a vector in %s: look at how both write their words"
                            .formatted(vocabulary.size(), vectors.provenance().dataset()));
        }
        for (int d = 0; d < dimension; d++) {
            deviation[d] = Math.sqrt(deviation[d] / found);
        }
        Random random = new Random(seed);
        for (int id = 0; id < matrix.length; id++) {
            if (matrix[id] == null) {
                matrix[id] = new float[dimension];
                for (int d = 0; d < dimension; d++) {
                    matrix[id][d] = (float) (mean[d] + deviation[d] * random.nextGaussian());
                }
            }
        }
        return matrix;
    }
}
