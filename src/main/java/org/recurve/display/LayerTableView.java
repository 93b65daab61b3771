package org.recurve.display;

import java.util.List;
import java.util.Locale;
import org.recurve.core.LayerTable;

/** The layers of a network. */
final class LayerTableView {
    private LayerTableView() {}

    static String html(LayerTable table) {
        Grid grid =
                new Grid(
                        table.name(),
                        List.of("layer", "kind", "shape", "parameters"),
                        List.of(false, false, false, true));
        for (LayerTable.Row row : table.rows()) {
            grid.row(row.path(), row.kind(), row.shape(), count(row.parameters()));
        }
        return grid.total("total", "", "", count(table.total())).html();
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
