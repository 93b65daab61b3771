package org.recurve.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.recurve.data.Reading;
import org.recurve.data.TokenStream;
import org.recurve.metric.Likelihood;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.evaluation.Evaluation;
import org.tribuo.evaluation.metrics.MetricID;
import org.tribuo.evaluation.metrics.MetricTarget;
import org.tribuo.provenance.EvaluationProvenance;

/**
 * How well a language model predicts a text. Immutable.
 *
 * <p>It is a Tribuo {@link Evaluation} over {@link Label}, a token being the label that the model
 * chooses, so that {@code get(MetricID)} and Tribuo's {@code EvaluationAggregator.summarize} work.
 * It keeps the text and how well each of its tokens was predicted, 4 bytes a token, which {@link
 * Evaluations} compares models by; it keeps no distributions over the vocabulary, which would be
 * gigabytes.
 */
public final class LanguageModelEvaluation implements Evaluation<Label> {
    private final String model;
    private final boolean baseline;
    private final TokenStream text;
    private final Reading reading;
    private final double nats;
    private final float[] scores;
    private final EvaluationProvenance provenance;

    /**
     * @param nats total
     * @param scores nats of each token, not copied
     */
    LanguageModelEvaluation(
            String model,
            boolean baseline,
            TokenStream text,
            Reading reading,
            double nats,
            float[] scores,
            EvaluationProvenance provenance) {
        this.model = model;
        this.baseline = baseline;
        this.text = text;
        this.reading = reading;
        this.nats = nats;
        this.scores = scores;
        this.provenance = provenance;
    }

    /** {@return what was judged, in a few words ({@code "LSTM 2x200"})} */
    public String model() {
        return model;
    }

    /** {@return the name of the data set} */
    public String dataset() {
        return text.provenance().dataset();
    }

    /** {@return the part of the data set that was judged on} */
    public String split() {
        return text.split();
    }

    /** {@return whether a baseline was judged, not a model} */
    public boolean baseline() {
        return baseline;
    }

    /** {@return the text that was judged on} */
    public TokenStream text() {
        return text;
    }

    /** {@return what each token was predicted from} */
    public Reading reading() {
        return reading;
    }

    /** {@return the negative log-likelihood of the whole text in nats, at least 0} */
    public double negativeLogLikelihood() {
        return nats;
    }

    /**
     * {@return the negative log-likelihood of one token in nats, at least 0, in single precision}
     *
     * @param index of the token in the text, from 0
     */
    public double negativeLogLikelihood(int index) {
        return scores[index];
    }

    /** {@return how many tokens were predicted, at least 1} */
    public long tokens() {
        return scores.length;
    }

    /** {@return how many characters of text the tokens stand for; 0 where that is not known} */
    public long characters() {
        return text.characters();
    }

    /** {@return how many bytes of UTF-8 the tokens stand for; 0 where that is not known} */
    public long bytes() {
        return text.bytes();
    }

    /** {@return how many tokens were the unknown token} */
    public long unknowns() {
        return text.unknowns();
    }

    /** {@return exp of the mean negative log-likelihood per token, at least 1} */
    public double perplexity() {
        return Likelihood.perplexity(nats, tokens());
    }

    /** {@return mean negative log-likelihood per token in nats} */
    public double natsPerToken() {
        return Likelihood.natsPer(nats, tokens());
    }

    /** {@return mean negative log-likelihood per token in bits} */
    public double bitsPerToken() {
        return Likelihood.bitsPer(nats, tokens());
    }

    /** {@return negative log-likelihood per character in nats; NaN where there are none} */
    public double natsPerCharacter() {
        return characters() == 0 ? Double.NaN : Likelihood.natsPer(nats, characters());
    }

    /** {@return negative log-likelihood per character in bits; NaN where there are none} */
    public double bitsPerCharacter() {
        return characters() == 0 ? Double.NaN : Likelihood.bitsPer(nats, characters());
    }

    /**
     * {@return negative log-likelihood per byte of UTF-8 in bits; NaN where their number is not
     * known} The figure to compare models of different tokens by.
     */
    public double bitsPerByte() {
        return bytes() == 0 ? Double.NaN : Likelihood.bitsPer(nats, bytes());
    }

    /** {@return the fraction of tokens that were the unknown token, 0 to 1} */
    public double oovRate() {
        return (double) unknowns() / tokens();
    }

    /**
     * {@return the figures by their standard names; those per character and per byte are left out
     * where it is not known how many there are}
     */
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("perplexity", perplexity());
        metrics.put("nats_per_token", natsPerToken());
        metrics.put("bits_per_token", bitsPerToken());
        if (characters() > 0) {
            metrics.put("nats_per_character", natsPerCharacter());
            metrics.put("bits_per_character", bitsPerCharacter());
        }
        if (bytes() > 0) {
            metrics.put("bits_per_byte", bitsPerByte());
        }
        metrics.put("oov_rate", oovRate());
        metrics.put("tokens", (double) tokens());
        return Collections.unmodifiableMap(metrics);
    }

    @Override
    public Map<MetricID<Label>, Double> asMap() {
        return MetricIds.of(metrics(), LanguageModelEvaluation::id);
    }

    /**
     * Names one of the {@link #metrics()} in Tribuo's way; all are averages over tokens.
     *
     * @param metric for example {@code "perplexity"}
     * @return the key of {@link #asMap()}
     */
    public static MetricID<Label> id(String metric) {
        return new MetricID<>(MetricTarget.<Label>microAverageTarget(), metric);
    }

    /** {@return an empty list: the text was judged as it streamed by} */
    @Override
    public List<Prediction<Label>> getPredictions() {
        return List.of();
    }

    @Override
    public EvaluationProvenance getProvenance() {
        return provenance;
    }

    /** {@return name and value of each figure, one a line} */
    @Override
    public String toString() {
        return MetricTable.text(title(), metrics(), LanguageModelEvaluation::format);
    }

    /** {@return a plain HTML table of the figures} */
    public String toHTML() {
        return MetricTable.html(title(), metrics(), LanguageModelEvaluation::format);
    }

    private String title() {
        return model + (baseline ? " (baseline)" : "") + " on " + data();
    }

    /** {@return data set and split} */
    String data() {
        return dataset() + " " + split();
    }

    private static String format(String name, double value) {
        return switch (name) {
            case "tokens" -> String.format(Locale.ROOT, "%,d", (long) value);
            case "oov_rate" -> String.format(Locale.ROOT, "%.2f %%", 100 * value);
            case "perplexity" -> String.format(Locale.ROOT, "%.2f", value);
            default -> String.format(Locale.ROOT, "%.4f", value);
        };
    }
}
