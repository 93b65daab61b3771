package org.recurve.display;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The course of a training: losses of every epoch, and beside them the metrics, with the best epoch
 * marked.
 */
final class LearningCurve implements Picture {
    private static final Set<String> OTHERS =
            Set.of("epoch", "learning rate", "gradient norm", "seconds");

    private static final String VALIDATION = "validation loss";

    /** Metrics of a loss that is no likelihood. */
    private static final Set<String> ERRORS = Set.of("rmse", "mae", "pinball");

    private final List<LineChart> panels = new ArrayList<>();

    /**
     * Draws a history.
     *
     * @param rows one an epoch, by name of column; those named like losses are drawn together, and
     *     each metric by itself
     * @param best counted from 1; 0 for none
     */
    LearningCurve(List<Map<String, Double>> rows, int best) {
        List<String> names = rows.isEmpty() ? List.of() : List.copyOf(rows.get(0).keySet());
        String unit = names.stream().anyMatch(ERRORS::contains) ? "" : "nats";
        LineChart loss = new LineChart("Loss").axes("epoch", unit).size(380, 260);
        List<String> losses = names.stream().filter(LearningCurve::isLoss).toList();
        for (String name : losses) {
            loss.line(name.replace(" loss", ""), column(rows, "epoch"), column(rows, name));
        }
        if (!losses.isEmpty()) {
            panels.add(loss);
        }
        boolean validated =
                rows.stream()
                        .anyMatch(row -> !Double.isNaN(row.getOrDefault(VALIDATION, Double.NaN)));
        for (String name : names) {
            if (!isLoss(name) && !OTHERS.contains(name) && !name.endsWith("/s")) {
                String title = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
                panels.add(
                        new LineChart(title)
                                .axes("epoch", validated ? "validation" : "train")
                                .size(380, 260)
                                .line(name, 1, column(rows, "epoch"), column(rows, name)));
            }
        }
        if (best > 0 && best <= rows.size()) {
            panels.forEach(panel -> panel.mark(best, "best"));
        }
    }

    private static boolean isLoss(String name) {
        return name.equals("loss") || name.endsWith(" loss");
    }

    private static double[] column(List<Map<String, Double>> rows, String name) {
        return rows.stream().mapToDouble(row -> row.getOrDefault(name, Double.NaN)).toArray();
    }

    /** {@return whether there is anything to draw} */
    boolean isEmpty() {
        return panels.isEmpty();
    }

    @Override
    public int width() {
        return Math.max(1, panels.size()) * 380;
    }

    @Override
    public String alt() {
        return "Learning curve. " + String.join(". ", panels.stream().map(LineChart::alt).toList());
    }

    @Override
    public String svg() {
        Svg svg = new Svg(width(), 260);
        for (int i = 0; i < panels.size(); i++) {
            panels.get(i).draw(svg, i * 380.0, 380, 260);
        }
        return svg.document("Learning curve", alt());
    }
}
