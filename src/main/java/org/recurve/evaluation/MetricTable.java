package org.recurve.evaluation;

import java.util.Map;
import java.util.function.BiFunction;

/** Figures by their names, one a line. */
final class MetricTable {
    /** GitHub keeps the attribute alone; Jupyter's style sheet overrules it, but not the style. */
    static final String LEFT = "align=\"left\" style=\"text-align:left\"";

    private MetricTable() {}

    /** A line for the title and one for each figure. */
    static String text(
            String title, Map<String, Double> metrics, BiFunction<String, Double, String> format) {
        StringBuilder text = new StringBuilder(title);
        metrics.forEach(
                (name, value) ->
                        text.append(
                                String.format("%n  %-18s %14s", name, format.apply(name, value))));
        return text.toString();
    }

    /** A plain HTML table. */
    static String html(
            String title, Map<String, Double> metrics, BiFunction<String, Double, String> format) {
        StringBuilder html = new StringBuilder("<table>\n<thead><tr><th " + LEFT + ">");
        html.append(escape(title)).append("</th><th align=\"right\">value</th></tr></thead>\n");
        html.append("<tbody>\n");
        metrics.forEach(
                (name, value) ->
                        html.append("<tr><td " + LEFT + ">")
                                .append(escape(name.replace('_', ' ')))
                                .append("</td><td align=\"right\">")
                                .append(format.apply(name, value))
                                .append("</td></tr>\n"));
        return html.append("</tbody>\n</table>").toString();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
