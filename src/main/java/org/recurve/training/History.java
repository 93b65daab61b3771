package org.recurve.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** The finished epochs of a training. */
final class History {
    private static final String EPOCH = "epoch";

    private final String metricName;
    private final String speed;
    private final List<Map<String, Double>> rows = new ArrayList<>();

    /**
     * @param unit of what is counted for the speed, in the plural
     */
    History(String metricName, String unit) {
        this.metricName = metricName;
        this.speed = unit + "/s";
    }

    /** Adds an epoch and returns its line; a value that is missing is NaN. */
    Map<String, Double> add(
            double trainLoss,
            double validationLoss,
            double metric,
            double rate,
            double gradientNorm,
            double perSecond,
            double seconds) {
        Map<String, Double> row = new LinkedHashMap<>();
        row.put(EPOCH, (double) rows.size() + 1);
        row.put("train loss", trainLoss);
        row.put("validation loss", validationLoss);
        row.put(metricName, metric);
        row.put("learning rate", rate);
        row.put("gradient norm", gradientNorm);
        row.put(speed, perSecond);
        row.put("seconds", seconds);
        rows.add(row);
        return row;
    }

    int epochs() {
        return rows.size();
    }

    Table toTable() {
        Table table = Table.create("history");
        table.addColumns(IntColumn.create(EPOCH));
        for (String name :
                List.of(
                        "train loss",
                        "validation loss",
                        metricName,
                        "learning rate",
                        "gradient norm",
                        speed,
                        "seconds")) {
            table.addColumns(DoubleColumn.create(name));
        }
        for (Map<String, Double> row : rows) {
            row.forEach(
                    (name, value) -> {
                        if (name.equals(EPOCH)) {
                            table.intColumn(EPOCH).append(value.intValue());
                        } else {
                            table.doubleColumn(name).append(value);
                        }
                    });
        }
        return table;
    }
}
