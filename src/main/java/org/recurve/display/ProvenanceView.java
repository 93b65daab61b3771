package org.recurve.display;

import java.util.List;
import java.util.Map;
import org.recurve.core.ProvenanceMap;
import org.recurve.core.RunProvenance;

/** Provenance folded away: one line that says the most, everything below it. */
final class ProvenanceView {
    private ProvenanceView() {}

    static String html(RunProvenance run) {
        return Html.folded("Provenance: " + summary(run), table(ProvenanceMap.of(run)));
    }

    static String text(RunProvenance run) {
        StringBuilder text = new StringBuilder(summary(run));
        ProvenanceMap.of(run)
                .forEach(
                        (name, value) ->
                                text.append("\n  ").append(name).append(": ").append(value));
        return text.toString();
    }

    static String summary(RunProvenance run) {
        String best =
                run.bestEpoch() > 0
                        ? "best %s %s at epoch %d of %d"
                                .formatted(
                                        run.monitored(),
                                        Numbers.format(run.best()),
                                        run.bestEpoch(),
                                        run.epochs())
                        : run.epochs() + " epochs";
        return "%s, %s, seed %d, %s".formatted(run.outcome(), best, run.seed(), run.device());
    }

    /** Names and values; what is nested becomes a table inside the cell. */
    static String table(Map<?, ?> map) {
        StringBuilder html = new StringBuilder("<table>\n<tbody>\n");
        map.forEach(
                (name, value) ->
                        html.append("<tr><td align=\"left\">")
                                .append(Html.escape(name.toString()))
                                .append("</td><td align=\"left\">")
                                .append(value(value))
                                .append("</td></tr>\n"));
        return html.append("</tbody>\n</table>").toString();
    }

    private static String value(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty() ? Numbers.MISSING : table(map);
        }
        if (value instanceof List<?> list) {
            return list.isEmpty()
                    ? Numbers.MISSING
                    : String.join("<br>\n", list.stream().map(ProvenanceView::value).toList());
        }
        boolean missing = value instanceof Double number && number.isNaN();
        return missing ? Numbers.MISSING : Html.escape(String.valueOf(value));
    }
}
