package org.recurve.display;

import static org.recurve.display.Svg.n;

import java.util.List;

/**
 * The line above a chart that names its unit and its lines.
 *
 * @param unit of the vertical axis; may be empty
 * @param names of the lines; a single one needs no key
 * @param series the lines' colours and dashes
 */
record Legend(String unit, List<String> names, List<Integer> series) {
    private static final double SIZE = 11;
    private static final double KEY = 25;
    private static final double GAP = 14;

    /** Lines differ in their dashes too, not in colour alone. */
    static String dash(int series) {
        return switch (series % 3) {
            case 0 -> "";
            case 1 -> "stroke-dasharray=\"7 3\"";
            default -> "stroke-dasharray=\"2 3\"";
        };
    }

    /** Writes into a width; names are cut only if there is not enough of it. */
    void draw(Svg svg, double x, double y, double room) {
        List<String> keys = names.size() < 2 ? List.of() : names;
        double wanted = width(unit) + keys.stream().mapToDouble(k -> KEY + width(k)).sum();
        int parts = keys.size() + (unit.isEmpty() ? 0 : 1);
        double most = wanted <= room ? room : room / Math.max(1, parts) - KEY - GAP;
        double at = x;
        if (!unit.isEmpty()) {
            String shown = Svg.fit(unit, SIZE, most);
            svg.soft(at, y, shown, SIZE, "start");
            at += width(shown);
        }
        for (int i = 0; i < keys.size(); i++) {
            svg.raw(
                    "<path d=\"M%s %sh20\" fill=\"none\" stroke-width=\"2.5\" %s %s/>"
                            .formatted(
                                    n(at),
                                    n(y - 4),
                                    dash(series.get(i)),
                                    Svg.stroke(series.get(i))));
            String shown = Svg.fit(keys.get(i), SIZE, most);
            svg.text(at + KEY, y, shown, SIZE, "start");
            at += KEY + width(shown);
        }
    }

    private static double width(String text) {
        return text.isEmpty() ? 0 : Svg.textWidth(text, SIZE) + GAP;
    }
}
