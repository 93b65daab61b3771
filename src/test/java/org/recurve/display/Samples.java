package org.recurve.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.recurve.core.DataProvenance;
import org.recurve.core.DataProvenance.FileHash;
import org.recurve.core.EpochEvent;
import org.recurve.core.LayerTable;
import org.recurve.core.ProgressEvent;
import org.recurve.core.RunProvenance;
import org.recurve.data.LabeledSeries;
import org.recurve.data.LabeledText;
import org.recurve.data.Tokenizer;
import org.recurve.data.Tokenizers;
import org.recurve.task.Attribution;
import org.recurve.task.Explanation;
import org.recurve.task.PrefixProbabilities;
import org.recurve.task.SequenceClassifier;
import org.recurve.task.SignalExplanation;
import org.recurve.task.TextClassifier;
import org.recurve.training.TrainingRun;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** Values to show, and the means to look into what was made of them. */
final class Samples {
    private static final double[] TRAIN = {5.611, 5.102, 4.893, 4.741, 4.632, 4.581};
    private static final double[] VALIDATION = {5.204, 4.991, 4.903, 4.872, 4.874, 4.879};

    private Samples() {}

    static Map<String, Double> row(int epoch) {
        Map<String, Double> row = new LinkedHashMap<>();
        row.put("epoch", (double) epoch);
        row.put("train loss", TRAIN[epoch - 1]);
        row.put("validation loss", VALIDATION[epoch - 1]);
        row.put("perplexity", Math.exp(VALIDATION[epoch - 1]));
        row.put("learning rate", epoch < 5 ? 20 : 5.0);
        row.put("gradient norm", 0.31 + 0.02 * epoch);
        row.put("tokens/s", 2213.4 + 31 * epoch);
        row.put("seconds", 941.2);
        return row;
    }

    static Table history(int epochs) {
        Table table = Table.create("history", IntColumn.create("epoch"));
        row(1).keySet().stream().skip(1).forEach(n -> table.addColumns(DoubleColumn.create(n)));
        for (int epoch = 1; epoch <= epochs; epoch++) {
            row(epoch)
                    .forEach(
                            (name, value) -> {
                                if (name.equals("epoch")) {
                                    table.intColumn(name).append(value.intValue());
                                } else {
                                    table.doubleColumn(name).append(value);
                                }
                            });
        }
        return table;
    }

    static RunProvenance provenance(int epochs) {
        return new RunProvenance(
                List.of(
                        new DataProvenance(
                                "wikitext-2",
                                "train",
                                List.of(
                                        new FileHash(
                                                "wiki.train.tokens", "c05c2", 10_797_148, true)),
                                List.of("tokenizer=whitespace", "min-count=1"))),
                Map.of("cell", "lstm", "layers", "2", "dropout", "0.2", "clip norm", "0.25"),
                1,
                Map.of("recurve", "0.1.0", "djl", "0.35.1"),
                "cpu",
                "2026-11-21T10:00:00Z",
                5647.2,
                epochs,
                Math.min(4, epochs),
                "validation loss",
                epochs == 0 ? Double.NaN : VALIDATION[Math.min(4, epochs) - 1],
                "completed");
    }

    static TrainingRun run(int epochs) {
        return new TrainingRun(history(epochs), provenance(epochs));
    }

    static LayerTable layers() {
        return new LayerTable(
                "LSTM 2x200",
                List.of(
                        new LayerTable.Row("embedding", "Embedding", "(B, T, 200)", 6_655_600),
                        new LayerTable.Row("recurrent", "LSTM", "(B, T, 200)", 643_200),
                        new LayerTable.Row("decoder", "Linear (tied)", "(B, T, 33278)", 33_278)),
                7_332_078);
    }

    static ProgressEvent progress(long done, long total, boolean finished) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("loss", 4.87);
        figures.put("perplexity", 130.32);
        figures.put("tokens/s", 2213.4);
        return new ProgressEvent(
                "training-1",
                "training LSTM 2x200",
                done,
                total,
                "steps",
                Duration.ofSeconds(90),
                figures,
                finished);
    }

    static ProgressView live(int epochs) {
        ProgressView view = new ProgressView();
        view.accept(progress(8040, 17_904, false));
        for (int epoch = 1; epoch <= epochs; epoch++) {
            view.accept(
                    new EpochEvent(
                            "training-1", "training LSTM 2x200", epoch, 6, row(epoch), true));
        }
        return view;
    }

    static List<Picture> pictures() {
        List<Picture> pictures = new ArrayList<>();
        pictures.add(
                new LineChart("Surprise of <each> \"token\" & more")
                        .axes("position", "bits")
                        .line("LSTM 2x200", 12.1, 3.2, 8.4, Double.NaN, 5.5, 0.7, 9.8)
                        .line("Kneser-Ney 5-gram", 12.9, 4.4, 9.9, 7.7, 6.1, 1.2, 11.3)
                        .line("uniform", 13, 13, 13, 13, 13, 13, 13)
                        .mark(5, "a verb"));
        pictures.add(
                new LineChart("Learning rate finder")
                        .axes("step", "loss")
                        .logarithmic()
                        .line("loss", 9000, 1200, 400, 80, 12, 30, 700));
        pictures.add(
                new BarChart("Perplexity on validation (lower is better)")
                        .bar("Kneser-Ney 5-gram", 241.27)
                        .bar("LSTM 2x200 with tied weights and a rather long name", 131.2)
                        .bar("diverged", Double.NaN));
        pictures.add(new BarChart("Change").bar("up", 0.12).bar("down", -0.31));
        double[][] values = new double[6][8];
        List<String> rows = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        for (int r = 0; r < 6; r++) {
            rows.add("layer " + r);
            for (int c = 0; c < 8; c++) {
                values[r][c] = Math.sin(r * 1.3 + c * 0.7);
            }
        }
        for (String token : "the dogs that the cat sees bark .".split(" ", -1)) {
            columns.add(token);
        }
        values[2][3] = Double.NaN;
        pictures.add(new HeatMap("Hidden state", rows, columns, values));
        pictures.add(
                new ColoredText(
                        "Surprise in bits",
                        List.of(
                                "The",
                                "game",
                                "began",
                                "development",
                                "in",
                                "2010",
                                ",",
                                "carrying",
                                "over",
                                "a",
                                "large",
                                "portion",
                                "of",
                                "the",
                                "work",
                                "done",
                                "on",
                                "<unk>",
                                "Chronicles",
                                "II",
                                ".",
                                "\n"),
                        3.1,
                        9.8,
                        11.2,
                        12.9,
                        1.2,
                        7.7,
                        0.4,
                        13.2,
                        4.1,
                        1.1,
                        6.2,
                        8.8,
                        0.2,
                        1.0,
                        7.9,
                        6.6,
                        1.7,
                        2.2,
                        14.0,
                        5.1,
                        0.9,
                        0.1));
        return pictures;
    }

    private static TextClassifier reader(Tokenizer tokenizer) {
        LabeledText data =
                LabeledText.of(
                        List.of("a", "b", "c", "d", "e", "f", "g"),
                        List.of("<no>", "yes & \"so\"", "c", "d", "e", "f", "g"),
                        new DataProvenance("made up", "train", List.of(), List.of()));
        TextClassifier model =
                TextClassifier.builder()
                        .tokenizer(tokenizer)
                        .embedding(2)
                        .hidden(2)
                        .maxLength(8)
                        .build(data);
        model.initialize();
        return model;
    }

    /** Explains one of nasty names; of a long text some words are not read. */
    static Explanation explanation(String text, Tokenizer tokenizer) {
        try (TextClassifier model = reader(tokenizer)) {
            return model.explain(text, Attribution.occlusion(), "<no>");
        }
    }

    static PrefixProbabilities prefixes(String text) {
        try (TextClassifier model = reader(Tokenizers.whitespace())) {
            return model.prefixes(text);
        }
    }

    private static SequenceClassifier sensor(float[][] signal) {
        LabeledSeries data =
                new LabeledSeries(
                        List.of(signal, signal),
                        new int[] {0, 1},
                        List.of("<no>", "yes"),
                        Map.of(),
                        new DataProvenance("made up", "train", List.of(), List.of()));
        SequenceClassifier model = SequenceClassifier.builder().hidden(3).build(data);
        model.initialize();
        return model;
    }

    static float[][] signal(int steps, int features) {
        float[][] signal = new float[steps][features];
        for (int t = 0; t < steps; t++) {
            for (int f = 0; f < features; f++) {
                signal[t][f] = (float) Math.sin(t * 0.3 + f);
            }
        }
        return signal;
    }

    static SignalExplanation evidence(float[][] signal) {
        try (SequenceClassifier model = sensor(signal)) {
            return model.explain(signal, Attribution.integratedGradients(5), "<no>");
        }
    }

    static PrefixProbabilities prefixes(float[][] signal) {
        try (SequenceClassifier model = sensor(signal)) {
            return model.prefixes(signal);
        }
    }

    /** Parses what must be well-formed XML. */
    static Document xml(String text) {
        try {
            Document document =
                    DocumentBuilderFactory.newInstance()
                            .newDocumentBuilder()
                            .parse(new InputSource(new StringReader(text)));
            assertThat(document.getElementsByTagName("script").getLength()).isZero();
            return document;
        } catch (Exception e) {
            throw new AssertionError("Not well-formed:\n" + text, e);
        }
    }

    static LabeledSeries signals() {
        return new LabeledSeries(
                List.of(signal(1, 2), signal(9, 2), signal(30, 2)),
                new int[] {1, 1, 0},
                List.of("<a> & b", "c"),
                Map.of(),
                new DataProvenance("waves", "train", List.of(), List.of()));
    }
}
