package org.recurve.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.recurve.metric.PrecisionRecallCurve;
import org.recurve.metric.RocCurve;

/** ROC and precision-recall curves as line charts, of one classifier or of several. */
public final class RateCurves {
    /** Nearer points than this, in either direction, cannot be told apart in the picture. */
    private static final double STEP = 0.002;

    private RateCurves() {}

    /**
     * Draws ROC curves beside the diagonal, which is chance.
     *
     * @param title stands above them
     * @param curves by name, such as the classifiers or the classes; the area stands behind the
     *     name
     * @return the chart
     */
    public static LineChart roc(String title, Map<String, RocCurve> curves) {
        LineChart chart =
                chart(title).axes("false positive rate (1 - specificity)", "true positive rate");
        curves.forEach(
                (name, curve) ->
                        line(
                                chart,
                                "%s, AUC %s".formatted(name, figure(curve.auc())),
                                curve.falsePositiveRates(),
                                curve.truePositiveRates()));
        return chart.line("chance", new double[] {0, 1}, new double[] {0, 1});
    }

    /**
     * Draws precision-recall curves beside the precision of chance, the share of positive items,
     * which is the same for all that were judged on the same items.
     *
     * @param title stands above them
     * @param curves by name; the average precision stands behind the name
     * @return the chart
     */
    public static LineChart precisionRecall(
            String title, Map<String, PrecisionRecallCurve> curves) {
        LineChart chart = chart(title).axes("recall", "precision");
        Map<Double, Integer> shares = new LinkedHashMap<>();
        curves.forEach(
                (name, curve) -> {
                    shares.merge(curve.share(), 1, Integer::sum);
                    line(
                            chart,
                            "%s, AP %s".formatted(name, figure(curve.averagePrecision())),
                            curve.recalls(),
                            curve.precisions());
                });
        if (shares.size() == 1) {
            double share = shares.keySet().iterator().next();
            chart.line("chance", new double[] {0, 1}, new double[] {share, share});
        }
        return chart;
    }

    private static LineChart chart(String title) {
        return new LineChart(title).size(600, 400);
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** Adds a line without points that the picture is too coarse for. */
    private static void line(LineChart chart, String name, double[] x, double[] y) {
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            int last = kept.isEmpty() ? -1 : kept.get(kept.size() - 1);
            if (last < 0
                    || i == x.length - 1
                    || Math.abs(x[i] - x[last]) >= STEP
                    || Math.abs(y[i] - y[last]) >= STEP) {
                kept.add(i);
            }
        }
        int[] order = kept.stream().mapToInt(Integer::intValue).toArray();
        chart.line(
                name,
                Arrays.stream(order).mapToDouble(i -> x[i]).toArray(),
                Arrays.stream(order).mapToDouble(i -> y[i]).toArray());
    }
}
