package org.recurve.task;

import com.google.gson.JsonObject;

/**
 * How a {@link Forecaster} comes from what it has read to the steps of the horizon.
 *
 * @param kind of decoding
 * @param segment steps of a segment, 0 where there are none
 */
public record ForecastDecoder(Kind kind, int segment) {

    /** The kinds of decoding. */
    public enum Kind {
        /** See {@link #direct}. */
        DIRECT,
        /** See {@link #recursive}. */
        RECURSIVE,
        /** See {@link #encoderDecoder}. */
        ENCODER_DECODER,
        /** See {@link #segments}. */
        SEGMENTS
    }

    public ForecastDecoder {
        if (segment < 0 || (segment > 0) != (kind == Kind.SEGMENTS)) {
            throw new IllegalArgumentException(
                    "a segment has at least 1 step, not "
                            + segment
                            + ", and only segments have one");
        }
    }

    /**
     * {@return a linear layer from the last hidden state, and what is known of the future, to all
     * steps of the horizon at once}
     */
    public static ForecastDecoder direct() {
        return new ForecastDecoder(Kind.DIRECT, 0);
    }

    /**
     * {@return one step after the other, each reading the value before: the true one in training
     * (teacher forcing), its own in forecasting} With a distribution it draws what it reads next,
     * and so makes sample paths: DeepAR (Salinas, Flunkert, Gasthaus, Januschowski 2020, "DeepAR:
     * Probabilistic forecasting with autoregressive recurrent networks"). Unlike there the loss is
     * of the horizon alone, since the level of a window is taken from all of its look-back.
     */
    public static ForecastDecoder recursive() {
        return new ForecastDecoder(Kind.RECURSIVE, 0);
    }

    /**
     * {@return a second recurrent network that starts from the state of the first and reads, for
     * each step of the horizon, which one it is and what is known of it} It does not read its own
     * forecasts, so that errors do not add up (the decoder of Wen et al. 2017, "A Multi-Horizon
     * Quantile Recurrent Forecaster", with a recurrent one in place of the shared perceptron).
     */
    public static ForecastDecoder encoderDecoder() {
        return new ForecastDecoder(Kind.ENCODER_DECODER, 0);
    }

    /**
     * A recurrent network over segments in place of steps, for long horizons: every segment of the
     * look-back is projected to one vector; all segments of the horizon are made at once, each by
     * one step of the same network from its last state, told which segment it is (Lin et al. 2023,
     * "SegRNN: Segment Recurrent Neural Network for Long-Term Time Series Forecasting").
     *
     * @param steps of a segment, at least 1; what of the look-back is more than whole segments is
     *     not read
     * @return the decoder
     */
    public static ForecastDecoder segments(int steps) {
        return new ForecastDecoder(Kind.SEGMENTS, steps);
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("kind", kind.name());
        json.addProperty("segment", segment);
        return json;
    }

    static ForecastDecoder fromJson(JsonObject json) {
        return new ForecastDecoder(
                Kind.valueOf(json.get("kind").getAsString()), json.get("segment").getAsInt());
    }

    /** {@return such as {@code "direct"} or {@code "segments of 24"}} */
    @Override
    public String toString() {
        return switch (kind) {
            case DIRECT -> "direct";
            case RECURSIVE -> "recursive";
            case ENCODER_DECODER -> "encoder-decoder";
            case SEGMENTS -> "segments of " + segment;
        };
    }
}
