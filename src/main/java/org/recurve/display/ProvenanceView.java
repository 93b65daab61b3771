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

    /** One line for each value, named by the way to it. */
    static String table(Map<?, ?> map) {
        Grid grid = new Grid("", List.of("name", "value"), List.of(false, false));
        add(grid, "", map);
        return grid.html();
    }

    private static void add(Grid grid, String path, Object value) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            String start = path.isEmpty() ? "" : path + " / ";
            map.forEach((name, each) -> add(grid, start + name, each));
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            for (int i = 0; i < list.size(); i++) {
                add(grid, list.size() == 1 ? path : path + " " + (i + 1), list.get(i));
            }
        } else {
            grid.row(path, text(value));
        }
    }

    private static String text(Object value) {
        boolean missing =
                value instanceof Map<?, ?>
                        || value instanceof List<?>
                        || (value instanceof Double number && number.isNaN());
        return missing ? Numbers.MISSING : String.valueOf(value);
    }
}
