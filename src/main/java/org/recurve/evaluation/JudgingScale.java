package org.recurve.evaluation;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.recurve.data.SeriesScaler;
import org.recurve.data.SeriesSet;
import org.recurve.data.SeriesWindows;
import org.recurve.metric.NaiveScale;

/**
 * By what errors on some windows are measured: on which scale the numbers are, and how much each
 * target of each series changes by itself.
 */
final class JudgingScale {
    private static final NaiveScale NOTHING = new NaiveScale(Double.NaN, Double.NaN, 0);

    private final SeriesSet set;
    private final SeriesScaler scaler;
    private final NaiveScale[][] naive;

    /**
     * @param scaler may be null
     * @param training where changes are measured; null for what is before the first horizon
     */
    JudgingScale(SeriesWindows windows, SeriesScaler scaler, SeriesSet training) {
        this.set = windows.set();
        this.scaler = scaler;
        this.naive = new NaiveScale[set.size()][];
        for (int w = 0; w < windows.size(); w++) {
            int series = windows.series(w);
            if (naive[series] == null) {
                naive[series] = new NaiveScale[set.targets().size()];
                for (int c = 0; c < naive[series].length; c++) {
                    double[] values =
                            training == null
                                    ? windows.history(w, c)
                                    : training.series(set.series(series).id())
                                            .values(set.targets().get(c));
                    naive[series][c] = measure(values, series, c);
                }
            }
        }
    }

    private NaiveScale measure(double[] values, int series, int target) {
        DoubleUnaryOperator scale = of(series, target);
        double[] scaled = Arrays.stream(values).map(scale).toArray();
        return scaled.length > set.season() ? NaiveScale.of(scaled, set.season()) : NOTHING;
    }

    /** {@return what numbers of a target of a series are changed by before they are judged} */
    DoubleUnaryOperator of(int series, int target) {
        return scaler == null
                ? value -> value
                : scaler.scaler(set.series(series).id(), set.targets().get(target))::apply;
    }

    /** {@return how much a target of a series changes; one that measures nothing where unknown} */
    NaiveScale naive(int series, int target) {
        return naive[series][target];
    }

    /** {@return how numbers are changed; null for not at all} */
    SeriesScaler scaler() {
        return scaler;
    }
}
