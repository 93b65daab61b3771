package org.recurve.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.StreamSupport;
import org.recurve.core.RecurveException;

/**
 * A change of scale that has been fitted, for numbers of one kind; its inverse gives the numbers
 * back up to rounding. NaN stays NaN. Safe for use by several threads.
 */
public sealed interface Scaler {

    /**
     * Changes the scale.
     *
     * @param value as it was measured
     * @return as a model wants it
     * @throws RecurveException if the value is outside the domain of a logarithm or a power
     */
    double apply(double value);

    /**
     * Changes it back.
     *
     * @param value on the scale of a model
     * @return as it would be measured
     */
    double invert(double value);

    /** {@return the kind and its figures as JSON, for {@link #fromJson}} */
    JsonObject toJson();

    /**
     * Reads what {@link #toJson} made.
     *
     * @param json kind and figures
     * @return an equal scaler
     * @throws RecurveException if it is no scaler
     */
    static Scaler fromJson(JsonObject json) {
        try {
            String kind = json.get("kind").getAsString();
            return switch (kind) {
                case "affine" ->
                        new Affine(
                                json.get("shift").getAsDouble(), json.get("scale").getAsDouble());
                case "log1p" -> new Log1p();
                case "box-cox" -> new BoxCox(json.get("lambda").getAsDouble());
                case "chain" ->
                        new Chain(
                                StreamSupport.stream(
                                                json.getAsJsonArray("parts").spliterator(), false)
                                        .map(part -> fromJson(part.getAsJsonObject()))
                                        .toList());
                default ->
                        throw new RecurveException(
                                "there is no scaler of the kind \""
                                        + kind
                                        + "\": expected affine, log1p, box-cox or chain");
            };
        } catch (NullPointerException
                | IllegalStateException
                | NumberFormatException
                | UnsupportedOperationException e) {
            throw new RecurveException("this is no scaler: " + json, e);
        }
    }

    private static JsonObject json(String kind) {
        JsonObject json = new JsonObject();
        json.addProperty("kind", kind);
        return json;
    }

    private static RecurveException outside(String what, String domain, double value) {
        return new RecurveException(
                what
                        + " is defined for numbers "
                        + domain
                        + ", not for "
                        + value
                        + ": take another scaling, or see to the value");
    }

    /**
     * Shift and scale: (x - shift) / scale.
     *
     * @param shift what becomes 0
     * @param scale what becomes 1 more, not 0
     */
    record Affine(double shift, double scale) implements Scaler {
        public Affine {
            if (scale == 0 || !Double.isFinite(scale) || !Double.isFinite(shift)) {
                throw new IllegalArgumentException(
                        "shift and scale must be finite and the scale not 0, not %s and %s"
                                .formatted(shift, scale));
            }
        }

        @Override
        public double apply(double value) {
            return (value - shift) / scale;
        }

        @Override
        public double invert(double value) {
            return value * scale + shift;
        }

        @Override
        public JsonObject toJson() {
            JsonObject json = json("affine");
            json.addProperty("shift", shift);
            json.addProperty("scale", scale);
            return json;
        }
    }

    /** The logarithm of 1 + x, for numbers above -1. */
    record Log1p() implements Scaler {
        @Override
        public double apply(double value) {
            if (value <= -1) {
                throw outside("log(1 + x)", "above -1", value);
            }
            return Math.log1p(value);
        }

        @Override
        public double invert(double value) {
            return Math.expm1(value);
        }

        @Override
        public JsonObject toJson() {
            return json("log1p");
        }
    }

    /**
     * The power of Box and Cox 1964, "An Analysis of Transformations": (x^λ - 1) / λ, or log x for
     * λ = 0, for numbers above 0. What no number has become, as a forecast may be, is inverted to
     * the limit it lies beyond: 0, or infinity where λ is negative.
     *
     * @param lambda the exponent
     */
    record BoxCox(double lambda) implements Scaler {
        public BoxCox {
            if (!Double.isFinite(lambda)) {
                throw new IllegalArgumentException("lambda must be finite, not " + lambda);
            }
        }

        @Override
        public double apply(double value) {
            if (value <= 0) {
                throw outside("the transformation of Box and Cox", "above 0", value);
            }
            double log = Math.log(value);
            return lambda == 0 ? log : Math.expm1(lambda * log) / lambda;
        }

        @Override
        public double invert(double value) {
            if (lambda == 0) {
                return Math.exp(value);
            }
            double power = lambda * value;
            if (power <= -1) {
                return lambda > 0 ? 0 : Double.POSITIVE_INFINITY;
            }
            return Math.exp(Math.log1p(power) / lambda);
        }

        @Override
        public JsonObject toJson() {
            JsonObject json = json("box-cox");
            json.addProperty("lambda", lambda);
            return json;
        }
    }

    /**
     * One after the other.
     *
     * @param parts in the order in which they are applied
     */
    record Chain(List<Scaler> parts) implements Scaler {
        public Chain {
            parts = List.copyOf(parts);
        }

        @Override
        public double apply(double value) {
            double result = value;
            for (Scaler part : parts) {
                result = part.apply(result);
            }
            return result;
        }

        @Override
        public double invert(double value) {
            double result = value;
            for (int i = parts.size() - 1; i >= 0; i--) {
                result = parts.get(i).invert(result);
            }
            return result;
        }

        @Override
        public JsonObject toJson() {
            JsonObject json = json("chain");
            JsonArray all = new JsonArray();
            parts.forEach(part -> all.add(part.toJson()));
            json.add("parts", all);
            return json;
        }
    }
}
