package org.recurve.task;

import java.util.ArrayList;
import java.util.List;
import org.recurve.data.SeriesExamples;

/**
 * What brings every feature of the training data to mean 0 and standard deviation 1. Other data get
 * the same shift and scale, which are part of the model.
 *
 * @param means of each feature, over all steps of all sequences
 * @param deviations of each feature, the root of the mean square; 1 for one that never changes,
 *     which is then only shifted
 */
record Standardization(List<Double> means, List<Double> deviations) {
    Standardization {
        means = List.copyOf(means);
        deviations = List.copyOf(deviations);
    }

    static Standardization of(SeriesExamples<?> train) {
        List<Double> means = new ArrayList<>();
        List<Double> deviations = new ArrayList<>();
        for (int feature = 0; feature < train.features(); feature++) {
            double mean = mean(train.sequences(), feature, 0, 1);
            double variance = mean(train.sequences(), feature, mean, 2);
            means.add(mean);
            deviations.add(variance == 0 ? 1 : Math.sqrt(variance));
        }
        return new Standardization(means, deviations);
    }

    /** {@return one step, shifted and scaled} */
    float[] of(float[] step) {
        float[] result = new float[step.length];
        for (int f = 0; f < step.length; f++) {
            result[f] = (float) ((step[f] - means.get(f)) / deviations.get(f));
        }
        return result;
    }

    /** The mean over all steps of a power of the distance from a centre. */
    private static double mean(
            List<float[][]> sequences, int feature, double center, int exponent) {
        double sum = 0;
        long count = 0;
        for (float[][] sequence : sequences) {
            for (float[] step : sequence) {
                sum += Math.pow(step[feature] - center, exponent);
            }
            count += sequence.length;
        }
        return sum / count;
    }
}
