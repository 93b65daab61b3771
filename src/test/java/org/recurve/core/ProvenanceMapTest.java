package org.recurve.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.recurve.core.DataProvenance.FileHash;

class ProvenanceMapTest {

    @Test
    void recordsBecomeNestedMapsInTheOrderOfTheirComponents() {
        DataProvenance data =
                new DataProvenance(
                        "wikitext-2",
                        "validation",
                        List.of(new FileHash("wiki.valid.tokens", "ab12", 1_121_681, true)),
                        List.of("tokenizer=whitespace"));
        Map<String, Object> map = ProvenanceMap.of(data);
        assertThat(map.keySet()).containsExactly("dataset", "split", "files", "preparation");
        assertThat(map.get("files"))
                .isEqualTo(
                        List.of(
                                Map.of(
                                        "name",
                                        "wiki.valid.tokens",
                                        "sha256",
                                        "ab12",
                                        "bytes",
                                        1_121_681L,
                                        "verified",
                                        true)));
    }

    @Test
    void mapsInsideAreSortedAndNullsLeftOut() {
        RunProvenance run =
                new RunProvenance(
                        List.of(),
                        Map.of("lr", "20", "clip", "0.25", "dropout", "0.2"),
                        1,
                        Map.of(),
                        "cpu",
                        "2026-11-21T00:00:00Z",
                        1.5,
                        6,
                        5,
                        null,
                        4.5,
                        "completed");
        Map<String, Object> map = ProvenanceMap.of(run);
        assertThat(map).doesNotContainKey("monitored").containsEntry("bestEpoch", 5);
        assertThat(((Map<?, ?>) map.get("settings")).keySet().toArray())
                .containsExactly("clip", "dropout", "lr");
    }
}
