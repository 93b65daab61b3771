package org.recurve.task;

import ai.djl.ndarray.NDArray;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.recurve.nn.loss.DistributionLoss;
import org.recurve.nn.loss.GaussianLoss;
import org.recurve.nn.loss.MaskedLoss;
import org.recurve.nn.loss.NegativeBinomialLoss;
import org.recurve.nn.loss.QuantileLoss;
import org.recurve.nn.loss.RegressionLoss;
import org.recurve.nn.loss.StudentTLoss;

/**
 * What a {@link Forecaster} says of each step: a point, some quantiles, or a distribution; and so
 * the loss that it is trained with.
 */
public final class ForecastOutput {
    enum Kind {
        SQUARED,
        ABSOLUTE,
        QUANTILES,
        GAUSSIAN,
        STUDENT_T,
        NEGATIVE_BINOMIAL
    }

    private final Kind kind;
    private final List<Double> levels;

    private ForecastOutput(Kind kind, List<Double> levels) {
        this.kind = kind;
        this.levels = levels;
        loss();
    }

    /** {@return a point, trained with squared errors: the mean} */
    public static ForecastOutput squared() {
        return new ForecastOutput(Kind.SQUARED, List.of());
    }

    /** {@return a point, trained with absolute errors: the median} */
    public static ForecastOutput absolute() {
        return new ForecastOutput(Kind.ABSOLUTE, List.of());
    }

    /**
     * Quantiles, trained with the pinball loss. Where the network has them cross, they are put in
     * order (Chernozhukov, Fernández-Val and Galichon 2010, "Quantile and probability curves
     * without crossing").
     *
     * @param levels probabilities, rising, above 0 and below 1; 0.5 among them, which is the point
     * @return the output
     */
    public static ForecastOutput quantiles(double... levels) {
        if (Arrays.stream(levels).noneMatch(level -> level == 0.5)) {
            throw new IllegalArgumentException(
                    "the levels of the quantiles must have 0.5 among them, which is the point of the"
                            + " forecast, but are "
                            + Arrays.toString(levels));
        }
        return new ForecastOutput(
                Kind.QUANTILES, Arrays.stream(levels).boxed().collect(Collectors.toList()));
    }

    /** {@return a normal distribution} */
    public static ForecastOutput gaussian() {
        return new ForecastOutput(Kind.GAUSSIAN, List.of());
    }

    /** {@return Student's t distribution: heavier tails, so that outliers pull less} */
    public static ForecastOutput studentT() {
        return new ForecastOutput(Kind.STUDENT_T, List.of());
    }

    /**
     * {@return a negative binomial distribution, for counts} Values are not scaled; the mean is
     * that of the look-back times what the network says, with the window normalization {@link
     * org.recurve.data.WindowNormalization#MEAN_SCALE}, as in DeepAR.
     */
    public static ForecastOutput negativeBinomial() {
        return new ForecastOutput(Kind.NEGATIVE_BINOMIAL, List.of());
    }

    Kind kind() {
        return kind;
    }

    boolean counts() {
        return kind == Kind.NEGATIVE_BINOMIAL;
    }

    double[] levels() {
        return levels.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** {@return the place of the median among the quantiles} */
    int median() {
        return levels.indexOf(0.5);
    }

    private MaskedLoss loss() {
        return loss(null);
    }

    /**
     * @param level of each row, for counts; null for 1
     */
    MaskedLoss loss(NDArray level) {
        return switch (kind) {
            case SQUARED -> RegressionLoss.squared();
            case ABSOLUTE -> RegressionLoss.absolute();
            case QUANTILES -> new QuantileLoss(levels());
            case GAUSSIAN, STUDENT_T, NEGATIVE_BINOMIAL -> distribution(level);
        };
    }

    /** {@return the distribution, or null where there is none} */
    DistributionLoss distribution() {
        return distribution(null);
    }

    DistributionLoss distribution(NDArray level) {
        return switch (kind) {
            case GAUSSIAN -> new GaussianLoss();
            case STUDENT_T -> new StudentTLoss();
            case NEGATIVE_BINOMIAL -> new NegativeBinomialLoss(level);
            case SQUARED, ABSOLUTE, QUANTILES -> null;
        };
    }

    boolean isPoint() {
        return kind == Kind.SQUARED || kind == Kind.ABSOLUTE;
    }

    /** {@return the name of the figure that the loss is shown as} */
    String figure() {
        return switch (kind) {
            case SQUARED -> "rmse";
            case ABSOLUTE -> "mae";
            case QUANTILES -> "pinball";
            case GAUSSIAN, STUDENT_T, NEGATIVE_BINOMIAL -> "nll";
        };
    }

    double figure(double loss) {
        return kind == Kind.SQUARED ? Math.sqrt(loss) : loss;
    }

    /** {@return how many numbers the network says of a value} */
    int width() {
        DistributionLoss distribution = distribution();
        if (distribution != null) {
            return distribution.parameterNames().size();
        }
        return isPoint() ? 1 : levels.size();
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("kind", kind.name());
        JsonArray all = new JsonArray();
        levels.forEach(all::add);
        json.add("levels", all);
        return json;
    }

    static ForecastOutput fromJson(JsonObject json) {
        List<Double> levels =
                StreamSupport.stream(json.getAsJsonArray("levels").spliterator(), false)
                        .map(JsonElement::getAsDouble)
                        .toList();
        return new ForecastOutput(Kind.valueOf(json.get("kind").getAsString()), levels);
    }

    /** {@return such as {@code "squared"} or {@code "quantiles 0.1, 0.5, 0.9"}} */
    @Override
    public String toString() {
        String name = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return levels.isEmpty()
                ? name
                : name
                        + " "
                        + levels.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
