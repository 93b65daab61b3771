package org.recurve.display;

import java.util.ArrayList;
import java.util.List;
import org.recurve.task.GeneratedText;

/**
 * Texts that a model wrote, one below the other, each with what made it and how surprising it is to
 * the model that wrote it.
 *
 * <pre>{@code
 * new TextGallery("Two temperatures")
 *         .add("0.5", model.generate("once", Sampling.random().temperature(0.5), 200))
 *         .add("1", model.generate("once", Sampling.random(), 200))
 * }</pre>
 */
public final class TextGallery {
    private record Entry(String label, GeneratedText text) {}

    private final String title;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * A gallery without texts yet.
     *
     * @param title stands above it
     */
    public TextGallery(String title) {
        this.title = title;
    }

    /**
     * Adds a text.
     *
     * @param label says what made it
     * @param text shown whole, its prompt in bold
     * @return this
     */
    public TextGallery add(String label, GeneratedText text) {
        entries.add(new Entry(label, text));
        return this;
    }

    /** {@return a table: label, text, its mean surprisal in bits per token, its log-probability} */
    String html() {
        StringBuilder html = new StringBuilder("<p><strong>");
        html.append(Html.escape(title)).append("</strong></p>\n<table>\n<thead>\n<tr>");
        html.append("<th ").append(Html.LEFT).append("></th>");
        html.append("<th ").append(Html.LEFT).append(">text</th>");
        html.append("<th align=\"right\">bits per token</th>");
        html.append("<th align=\"right\">log-probability</th></tr>\n</thead>\n<tbody>\n");
        for (Entry entry : entries) {
            html.append("<tr><td ").append(Html.LEFT).append('>');
            html.append(Html.escape(entry.label())).append("</td><td ").append(Html.LEFT);
            html.append('>').append(Html.written(entry.text()));
            html.append("</td><td align=\"right\">").append(bits(entry));
            html.append("</td><td align=\"right\">").append(nats(entry)).append("</td></tr>\n");
        }
        return html.append("</tbody>\n</table>").toString();
    }

    private static String bits(Entry entry) {
        return Numbers.format(entry.text().score().bitsPerToken(), 2);
    }

    private static String nats(Entry entry) {
        return Numbers.format(entry.text().score().logProbability(), 1);
    }

    /** {@return the texts with their figures, separated by blank lines} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(title);
        for (Entry entry : entries) {
            text.append("\n\n").append(entry.label()).append(" (").append(bits(entry));
            text.append(" bits per token, log-probability ").append(nats(entry));
            text.append("):\n").append(entry.text());
        }
        return text.toString();
    }
}
