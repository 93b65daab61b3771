package org.recurve.display;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.recurve.evaluation.TranslationEvaluation;

/**
 * Translations side by side with their sources and references; in the translation the words stand
 * out that BLEU finds in the reference, the longer the n-gram around them, the more.
 *
 * <pre>{@code
 * TranslationGallery.worst(evaluation, 5)
 * }</pre>
 */
public final class TranslationGallery {
    private final TranslationEvaluation evaluation;
    private final List<Integer> segments;

    private TranslationGallery(TranslationEvaluation evaluation, List<Integer> segments) {
        this.evaluation = evaluation;
        this.segments = segments;
    }

    /**
     * Shows chosen sentences.
     *
     * @param evaluation of a translator
     * @param segments indices, from 0
     * @return the gallery, in that order
     * @throws IllegalArgumentException if there is no such sentence
     */
    public static TranslationGallery of(TranslationEvaluation evaluation, int... segments) {
        for (int segment : segments) {
            if (segment < 0 || segment >= evaluation.segments()) {
                throw new IllegalArgumentException(
                        "there is no sentence %d: the data has %d, from 0"
                                .formatted(segment, evaluation.segments()));
            }
        }
        return new TranslationGallery(evaluation, Arrays.stream(segments).boxed().toList());
    }

    /**
     * Shows the first sentences of the data.
     *
     * @param evaluation of a translator
     * @param rows how many at most, at least 1
     * @return the gallery
     */
    public static TranslationGallery first(TranslationEvaluation evaluation, int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("rows must be at least 1, not " + rows);
        }
        return new TranslationGallery(
                evaluation, IntStream.range(0, evaluation.segments()).limit(rows).boxed().toList());
    }

    /**
     * Shows the translations furthest from their references, by chrF.
     *
     * @param evaluation of a translator
     * @param rows how many at most, at least 1
     * @return the gallery, the worst first
     */
    public static TranslationGallery worst(TranslationEvaluation evaluation, int rows) {
        return new TranslationGallery(evaluation, evaluation.worstSegments(rows));
    }

    private HitMarks marks(int segment) {
        return new HitMarks(evaluation.hypothesis(segment), evaluation.hits(segment));
    }

    private String title() {
        return evaluation.model() + " on " + evaluation.dataset() + " " + evaluation.split();
    }

    /** {@return a table: source, reference, translation with its marks, chrF} */
    String html() {
        StringBuilder html = new StringBuilder("<p><strong>");
        html.append(Html.escape(title())).append("</strong></p>\n<table>\n<thead>\n<tr>");
        html.append("<th align=\"right\"></th>");
        for (String name : List.of("source", "reference", "translation")) {
            html.append("<th ").append(Html.LEFT).append('>').append(name).append("</th>");
        }
        html.append("<th align=\"right\">chrF</th></tr>\n</thead>\n<tbody>\n");
        for (int i : segments) {
            html.append("<tr><td align=\"right\">").append(i + 1).append("</td>");
            cell(html, Html.escape(evaluation.data().sources().get(i)));
            cell(html, Html.escape(evaluation.data().targets().get(i)));
            cell(html, marks(i).html());
            html.append("<td align=\"right\">").append(chrF(i)).append("</td></tr>\n");
        }
        return html.append("</tbody>\n</table>\n").append(HitMarks.legend()).toString();
    }

    private static void cell(StringBuilder html, String content) {
        html.append("<td ").append(Html.LEFT).append('>').append(content).append("</td>");
    }

    private String chrF(int segment) {
        return Numbers.format(evaluation.chrf(segment), 1);
    }

    /**
     * {@return the same as text; words that the reference has stand in brackets, behind which is
     * the length of the longest n-gram around them}
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(title());
        for (int i : segments) {
            text.append("\n\n").append(i + 1).append(" (chrF ").append(chrF(i)).append(")");
            text.append("\n  source:      ").append(evaluation.data().sources().get(i));
            text.append("\n  reference:   ").append(evaluation.data().targets().get(i));
            text.append("\n  translation: ").append(marks(i).text());
        }
        return text.toString();
    }
}
