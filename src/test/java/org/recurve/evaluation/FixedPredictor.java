package org.recurve.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.recurve.core.DataProvenance;
import org.recurve.core.DataProvenance.FileHash;
import org.recurve.core.ProvenanceMap;
import org.recurve.data.NllConsumer;
import org.recurve.data.TokenPredictor;
import org.recurve.data.TokenStream;
import org.recurve.data.Vocabulary;

/** Gives every position of a stream a set probability. */
public record FixedPredictor(
        String name, Vocabulary vocabulary, boolean baseline, int chunk, IntToDoubleFunction nats)
        implements TokenPredictor {

    public static final Vocabulary VOCABULARY =
            Vocabulary.builder().specials("<unk>").addAll(List.of("a", "b", "c")).build();

    public static FixedPredictor uniform(int choices) {
        return new FixedPredictor("uniform", VOCABULARY, true, 3, i -> Math.log(choices));
    }

    public static TokenStream stream(long characters, int... ids) {
        return new TokenStream(
                ids,
                VOCABULARY,
                characters,
                new DataProvenance(
                        "letters",
                        "validation",
                        List.of(new FileHash("letters.txt", "00ff", 12, false)),
                        List.of("tokenizer=characters")));
    }

    @Override
    public long seed() {
        return 7;
    }

    @Override
    public Map<String, Object> provenanceMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(
                "data",
                List.of(
                        ProvenanceMap.of(
                                new DataProvenance(
                                        "letters",
                                        "train",
                                        List.of(new FileHash("train.txt", "aa11", 99, true)),
                                        List.of()))));
        map.put("settings", Map.of("cell", "lstm", "layers", "2"));
        map.put("seed", 7);
        map.put("started", "2026-11-21T10:00:00Z");
        map.put("seconds", 1.5);
        return map;
    }

    @Override
    public void score(TokenStream stream, NllConsumer sink) {
        double[] buffer = new double[chunk];
        int size = (int) stream.size();
        for (int first = 0; first < size; first += chunk) {
            int count = Math.min(chunk, size - first);
            for (int i = 0; i < count; i++) {
                buffer[i] = nats.applyAsDouble(first + i);
            }
            sink.accept(first, buffer, count);
        }
    }
}
