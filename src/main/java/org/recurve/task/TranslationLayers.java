package org.recurve.task;

import java.util.ArrayList;
import java.util.List;
import org.recurve.core.LayerTable;
import org.recurve.nn.LayerSize;
import org.recurve.nn.SequenceBlock;

/** The layer table of a {@link TranslationNetwork}. */
final class TranslationLayers {
    private final TranslationSettings settings;
    private final SequenceBlock encoder;
    private final SequenceBlock decoder;
    private final List<LayerTable.Row> rows = new ArrayList<>();

    TranslationLayers(TranslationSettings settings, SequenceBlock encoder, SequenceBlock decoder) {
        this.settings = settings;
        this.encoder = encoder;
        this.decoder = decoder;
    }

    LayerTable table(int sourceWords, int targetWords) {
        int width = settings.embedding();
        int hidden = settings.hidden();
        int memory = settings.memory();
        int readout = settings.readout();
        if (settings.oneVocabulary()) {
            add("embedding", "Embedding", "B, ...", width, (long) targetWords * width);
        } else {
            add("source", "Embedding", "B, S", width, (long) sourceWords * width);
            add("target", "Embedding", "B, T", width, (long) targetWords * width);
        }
        addAll("encoder/", encoder.layerSizes(width), "B, S");
        long states = decoder.stateShapes(1).stream().mapToLong(shape -> shape.size()).sum();
        add("bridge", "Linear", "B", states, (memory + 1L) * states);
        addAll("decoder/", decoder.layerSizes(width + settings.feed()), "B, T");
        long bilinear = (long) hidden * memory;
        switch (settings.attention()) {
            case LUONG -> add("attention", "MultiplicativeAttention", "B, T", memory, bilinear);
            case BAHDANAU ->
                    add(
                            "attention",
                            "AdditiveAttention",
                            "B, T",
                            memory,
                            bilinear + (long) hidden * hidden + 2L * hidden);
            case NONE -> {}
        }
        add("readout", "Linear", "B, T", readout, (long) readout * settings.seen());
        boolean tied = settings.tieWeights();
        add(
                "output",
                tied ? "Linear, weights tied to the embedding" : "Linear",
                "B, T",
                targetWords,
                targetWords + (tied ? 0 : (long) targetWords * readout));
        long total = rows.stream().mapToLong(LayerTable.Row::parameters).sum();
        return new LayerTable(settings.name(), rows, total);
    }

    private void addAll(String path, List<LayerSize> layers, String axes) {
        for (LayerSize layer : layers) {
            add(path + layer.name(), layer.kind(), axes, layer.output(), layer.parameters());
        }
    }

    private void add(String path, String kind, String axes, long width, long parameters) {
        rows.add(new LayerTable.Row(path, kind, "(" + axes + ", " + width + ")", parameters));
    }
}
