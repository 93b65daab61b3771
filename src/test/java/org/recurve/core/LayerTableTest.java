package org.recurve.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LayerTableTest {

    @Test
    void columnsAreAlignedAndTheTotalStandsBelow() {
        LayerTable table =
                new LayerTable(
                        "LSTM 1x8",
                        List.of(
                                new LayerTable.Row("embedding", "Embedding", "(B, T, 8)", 80_000),
                                new LayerTable.Row("recurrent", "LSTM", "(B, T, 8)", 576)),
                        80_576);
        List<String> lines = table.toString().lines().toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).isEqualTo("LSTM 1x8");
        assertThat(lines.get(2)).isEqualTo("embedding  Embedding  (B, T, 8)           80,000");
        assertThat(lines.get(3)).isEqualTo("recurrent  LSTM       (B, T, 8)              576");
        assertThat(lines.get(4)).startsWith("total").endsWith(" 80,576");
        assertThat(lines.subList(1, 5)).extracting(String::length).containsOnly(48);
    }

    @Test
    void aNetworkWithoutLayersHasATotal() {
        assertThat(new LayerTable("empty", List.of(), 0).toString())
                .contains("layer")
                .endsWith(" 0");
    }
}
