package org.recurve.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.recurve.data.TagPredictor;
import org.recurve.data.TaggedText;
import org.recurve.metric.SpanScores;
import org.recurve.metric.Spans;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.evaluation.Evaluation;
import org.tribuo.evaluation.metrics.MetricID;
import org.tribuo.evaluation.metrics.MetricTarget;
import org.tribuo.provenance.EvaluationProvenance;

/**
 * How well a tagger does: Tribuo's evaluation of the tokens, and what {@code conlleval} would tell
 * of the spans where the tags mark any. Immutable.
 */
public final class TaggingEvaluation implements Evaluation<Label> {
    private final String model;
    private final boolean baseline;
    private final TaggedText data;
    private final List<List<String>> tags;
    private final LabelEvaluation tokens;
    private final SpanScores spans;

    private TaggingEvaluation(
            TagPredictor model,
            TaggedText data,
            List<List<String>> tags,
            LabelEvaluation tokens,
            SpanScores spans) {
        this.model = model.name();
        this.baseline = model.baseline();
        this.data = data;
        this.tags = tags;
        this.tokens = tokens;
        this.spans = spans;
    }

    /**
     * @param tags that the model chose, for each sentence
     * @param tokens Tribuo's evaluation of the same
     */
    static TaggingEvaluation of(
            TagPredictor model, TaggedText data, List<List<String>> tags, LabelEvaluation tokens) {
        List<String> known =
                Stream.concat(model.labels().stream(), data.labels().stream()).toList();
        SpanScores spans =
                Spans.markedBy(known)
                        ? SpanScores.of(
                                IntStream.range(0, data.size()).mapToObj(data::tags).toList(), tags)
                        : null;
        return new TaggingEvaluation(model, data, tags, tokens, spans);
    }

    /** {@return what was judged, in a few words} */
    public String model() {
        return model;
    }

    /** {@return the name of the data set} */
    public String dataset() {
        return data.provenance().dataset();
    }

    /** {@return the part of the data set that was judged on} */
    public String split() {
        return data.split();
    }

    /** {@return whether a baseline was judged, not a model} */
    public boolean baseline() {
        return baseline;
    }

    /** {@return the sentences that were judged on} */
    public TaggedText data() {
        return data;
    }

    /**
     * The tags that the model chose for a sentence.
     *
     * @param sentence its index
     * @return one for each token
     */
    public List<String> tags(int sentence) {
        return tags.get(sentence);
    }

    /**
     * {@return Tribuo's evaluation of the tokens, sentence after sentence: confusion matrix,
     * precision, recall and F1 of each tag}
     */
    public LabelEvaluation tokens() {
        return tokens;
    }

    /** {@return the scores of the spans; empty where the tags mark none} */
    public Optional<SpanScores> spans() {
        return Optional.ofNullable(spans);
    }

    /** {@return the part of the tokens with the right tag, 0 to 1} */
    public double accuracy() {
        return tokens.accuracy();
    }

    /** {@return the mean over all tags that the model knows of their F1 on tokens, 0 to 1} */
    public double macroAveragedF1() {
        return tokens.macroAveragedF1();
    }

    /** {@return F1 of all spans together, 0 to 1; NaN where the tags mark none} */
    public double spanF1() {
        return spans == null ? Double.NaN : spans.overall().f1();
    }

    /** {@return which part of the predicted spans is correct, 0 to 1; NaN where there are none} */
    public double spanPrecision() {
        return spans == null ? Double.NaN : spans.overall().precision();
    }

    /** {@return which part of the spans was found, 0 to 1; NaN where the tags mark none} */
    public double spanRecall() {
        return spans == null ? Double.NaN : spans.overall().recall();
    }

    /** {@return the figures by their standard names; those of spans only where tags mark any} */
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("accuracy", accuracy());
        metrics.put("f1_macro", macroAveragedF1());
        if (spans != null) {
            metrics.put("span_f1", spanF1());
            metrics.put("span_precision", spanPrecision());
            metrics.put("span_recall", spanRecall());
        }
        metrics.put("tokens", (double) data.targets().length);
        return Collections.unmodifiableMap(metrics);
    }

    /**
     * {@return Tribuo's figures of the tokens and, by {@link #id}, those of the spans: over all,
     * and with the type as the label for each type}
     */
    @Override
    public Map<MetricID<Label>, Double> asMap() {
        Map<MetricID<Label>, Double> map = new LinkedHashMap<>(tokens.asMap());
        if (spans != null) {
            map.put(id("span_f1"), spanF1());
            map.put(id("span_precision"), spanPrecision());
            map.put(id("span_recall"), spanRecall());
            spans.byType()
                    .forEach(
                            (type, score) -> {
                                MetricTarget<Label> target = new MetricTarget<>(new Label(type));
                                map.put(new MetricID<>(target, "span_f1"), score.f1());
                                map.put(
                                        new MetricID<>(target, "span_precision"),
                                        score.precision());
                                map.put(new MetricID<>(target, "span_recall"), score.recall());
                            });
        }
        return Collections.unmodifiableMap(map);
    }

    /**
     * Names one of the figures of spans in Tribuo's way; over all spans they are micro averages.
     *
     * @param metric {@code "span_f1"}, {@code "span_precision"} or {@code "span_recall"}
     * @return a key of {@link #asMap()}
     */
    public static MetricID<Label> id(String metric) {
        return new MetricID<>(MetricTarget.<Label>microAverageTarget(), metric);
    }

    /** {@return the predictions of the tokens, sentence after sentence} */
    @Override
    public List<Prediction<Label>> getPredictions() {
        return tokens.getPredictions();
    }

    @Override
    public EvaluationProvenance getProvenance() {
        return tokens.getProvenance();
    }

    /** Whether both were judged on the same sentences with the same tags. */
    boolean sameItems(TaggingEvaluation other) {
        return data == other.data
                || (data.sentences().equals(other.data.sentences())
                        && IntStream.range(0, data.size())
                                .allMatch(i -> data.tags(i).equals(other.data.tags(i))));
    }

    /** {@return the figures, then the spans by type, then Tribuo's table of the tags} */
    @Override
    public String toString() {
        String text = MetricTable.text(title(), metrics(), TaggingEvaluation::format);
        return text + (spans == null ? "" : "\n\n" + spans) + "\n\n" + tokens;
    }

    /** {@return plain HTML tables of the figures, the spans by type, and the tags} */
    public String toHTML() {
        StringBuilder html =
                new StringBuilder(MetricTable.html(title(), metrics(), TaggingEvaluation::format));
        if (spans != null) {
            html.append("\n<table>\n<thead><tr><th " + MetricTable.LEFT + ">span</th>");
            for (String name : List.of("precision", "recall", "F1", "spans", "predicted")) {
                html.append("<th align=\"right\">").append(name).append("</th>");
            }
            html.append("</tr></thead>\n<tbody>\n");
            spans.byType()
                    .forEach(
                            (type, score) -> {
                                html.append("<tr><td " + MetricTable.LEFT + ">")
                                        .append(MetricTable.escape(type))
                                        .append("</td>");
                                for (double value :
                                        new double[] {
                                            score.precision(), score.recall(), score.f1()
                                        }) {
                                    html.append(cell(format("", value)));
                                }
                                html.append(cell(format("tokens", (double) score.expected())))
                                        .append(cell(format("tokens", (double) score.predicted())))
                                        .append("</tr>\n");
                            });
            html.append("</tbody>\n</table>");
        }
        return html.append('\n').append(tokens.toHTML()).toString();
    }

    private static String cell(String text) {
        return "<td align=\"right\">" + text + "</td>";
    }

    private String title() {
        return model + (baseline ? " (baseline)" : "") + " on " + dataset() + " " + split();
    }

    private static String format(String name, double value) {
        return String.format(Locale.ROOT, name.equals("tokens") ? "%,.0f" : "%.4f", value);
    }
}
