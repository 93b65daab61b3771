package org.recurve.display;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.baseline.MajorityClass;
import org.recurve.core.DataProvenance;
import org.recurve.core.Melody;
import org.recurve.core.Waveform;
import org.recurve.data.Frequency;
import org.recurve.data.LabeledText;
import org.recurve.data.SeriesSet;
import org.recurve.data.Vocabulary;
import org.recurve.evaluation.ClassificationEvaluator;
import org.recurve.evaluation.FixedPredictor;
import org.recurve.evaluation.LanguageModelEvaluator;
import org.recurve.task.Forecaster;
import org.recurve.task.LanguageModel;
import org.recurve.task.TextClassifier;
import org.recurve.task.Translation;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What holds of every display: of each kind of value one. */
class EveryDisplayTest {
    private static final Pattern IMAGE =
            Pattern.compile("<img src=\"data:image/svg\\+xml;base64,([^\"]+)\"([^>]*)>");
    private static final Pattern COLOR =
            Pattern.compile(
                    "(?:color|background|fill|stroke)\\s*[:=]\\s*\"?\\s*(?:#|rgb|black|white)");
    private static final NDManager MANAGER = NDManager.newBaseManager();
    private static final List<AutoCloseable> MODELS = new ArrayList<>();

    @AfterAll
    static void close() throws Exception {
        MANAGER.close();
        for (AutoCloseable model : MODELS) {
            model.close();
        }
    }

    private record Shown(String kind, Object value) {
        @Override
        public String toString() {
            return kind;
        }
    }

    private static DataProvenance data(String name) {
        return new DataProvenance(name, "validation", List.of(), List.of());
    }

    private static LabeledText letters() {
        return LabeledText.of(List.of("a", "b", "c"), List.of("yes", "no", "yes"), data("letters"));
    }

    private static LabelEvaluation judged() {
        return new ClassificationEvaluator().evaluate(MajorityClass.fit(letters()), letters());
    }

    private static SeriesSet bread() {
        return SeriesSet.of("bread", "0", Frequency.INDEX, 3, 1, 4, 1, 5, 9, 2, 6, 5);
    }

    private static LanguageModel languageModel() {
        LanguageModel model =
                LanguageModel.builder()
                        .hidden(20)
                        .build(Vocabulary.builder().addAll(List.of("a", "b", "c")).build());
        model.initialize();
        return kept(model);
    }

    private static Translation translation() {
        return new Translation(
                List.of("das", "Haus", "</s>"),
                "the <house>",
                List.of("the", "<house>"),
                new float[][] {{0.9f, 0.1f, 0}, {0.1f, 0.8f, 0.1f}},
                -1,
                -0.5,
                true);
    }

    private static <M extends AutoCloseable> M kept(M model) {
        MODELS.add(model);
        return model;
    }

    static Stream<Shown> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("table", Table.create("t", StringColumn.create("text", "a", null)));
        values.put("vector", MANAGER.arange(20f));
        values.put("small matrix", MANAGER.randomNormal(new Shape(4, 5)));
        values.put("large matrix", MANAGER.randomNormal(new Shape(90, 200)));
        values.put("slices", MANAGER.randomNormal(new Shape(3, 20, 20)));
        values.put(
                "evaluation of a language model",
                new LanguageModelEvaluator()
                        .evaluate(
                                FixedPredictor.uniform(4), FixedPredictor.stream(16, 1, 2, 3, 0)));
        values.put("evaluation of a classifier", judged());
        values.put("confusion matrix", ConfusionMap.of(judged()));
        LanguageModel model = languageModel();
        values.put("language model", model);
        values.put("activations", model.inspect("a b c a").activations(0, "hidden"));
        values.put("classifier", kept(TextClassifier.builder().hidden(4).build(letters())));
        values.put(
                "forecaster",
                kept(Forecaster.builder().hidden(4).lookback(4).horizon(2).build(bread())));
        values.put("history", Samples.history(4));
        values.put("run", Samples.run(4));
        values.put("live training", Samples.live(3));
        values.put("live training before its first epoch", firstSteps());
        values.put("layer table", Samples.layers());
        values.put(
                "alignment",
                new AlignmentMap(List.of("das"), List.of("the"), new float[][] {{0.5f}}));
        values.put("state heat map", Samples.pictures().get(4));
        values.put("translation", translation());
        values.put(
                "forecast", ForecastSamples.points("GRU", ForecastSamples.monthly("a", 99), 80, 9));
        values.put("series", ForecastSamples.several(3));
        values.put("explanation", Samples.evidence(Samples.signal(30, 2)));
        values.put("score", Melody.of(new int[] {60, 66, -1, 72}, new double[] {1, 2.5, 0.5, 3}));
        values.put("sound", Waveform.of(new float[] {0, 0.5f, -0.5f, 0}, 8000));
        return values.entrySet().stream().map(e -> new Shown(e.getKey(), e.getValue()));
    }

    private static ProgressView firstSteps() {
        return new ProgressView()
                .with(Samples.progress(1, 100, false))
                .with(Samples.progress(2, 100, false));
    }

    @ParameterizedTest
    @MethodSource("values")
    void thereIsTextAndHtml(Shown shown) {
        assertThat(Displays.text(shown.value()))
                .isNotBlank()
                .doesNotContain("<td", "<svg", "@" + Integer.toHexString(shown.value().hashCode()));
        assertThat(Displays.html(shown.value()).orElseThrow()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("values")
    void thePageAsksForNothingAndFitsAndIsReadInTheDark(Shown shown) {
        String html = Displays.html(shown.value()).orElseThrow();
        String rest = IMAGE.matcher(html).replaceAll("");
        assertThat(rest).doesNotContain("<img", "<script", "http:", "https:", "url(");
        assertThat(rest.replaceAll("src=\"data:audio/wav;base64,", "")).doesNotContain("src=");
        // Text and lines take the page's colours; a tint lets them through.
        assertThat(COLOR.matcher(rest).find()).as(rest).isFalse();
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyPictureIsDescribedAndScales(Shown shown) {
        Matcher images = IMAGE.matcher(Displays.html(shown.value()).orElseThrow());
        while (images.find()) {
            assertThat(images.group(2)).contains("alt=\"", "style=\"max-width:100%");
            String svg =
                    new String(Base64.getDecoder().decode(images.group(1)), StandardCharsets.UTF_8);
            Element root = Samples.xml(svg).getDocumentElement();
            assertThat(root.getAttribute("viewBox"))
                    .isEqualTo(
                            "0 0 "
                                    + root.getAttribute("width")
                                    + " "
                                    + root.getAttribute("height"));
            assertThat(root.getAttribute("role")).isEqualTo("img");
            assertThat(root.getAttribute("style")).contains("max-width:100%");
            assertThat(root.getElementsByTagName("title").item(0).getTextContent()).isNotBlank();
            assertThat(svg.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
                    .contains("prefers-color-scheme:dark")
                    .doesNotContain("http", "url(", "href", "#000", "\"black\"");
            everyColourHasADarkOne(root);
        }
    }

    /** A class of this library's style sheet stands for a colour on dark pages. */
    private static void everyColourHasADarkOne(Element root) {
        NodeList all = root.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            for (String paint : List.of("fill", "stroke")) {
                if (element.getAttribute(paint).startsWith("#")) {
                    assertThat(element.getAttribute("class")).as(paint).startsWith("recurve-");
                }
            }
        }
    }
}
