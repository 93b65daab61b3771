package org.recurve.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.data.Tokenizers;
import org.recurve.metric.Calibration;
import org.recurve.metric.PrecisionRecallCurve;
import org.recurve.metric.RocCurve;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class PicturesTest {

    static Stream<Picture> pictures() {
        return Stream.concat(
                Stream.concat(Samples.pictures().stream(), ForecastSamples.pictures().stream()),
                Stream.of(
                        new LineChart("empty"),
                        new LineChart("").line("none"),
                        new LineChart("gaps").line("a", Double.NaN, Double.NaN),
                        new LineChart("flat").line("a", 3, 3, 3).logarithmic(),
                        new LineChart("infinite").line("a", 1, Double.POSITIVE_INFINITY, 2),
                        new LineChart("tiny").line("a", 1e-300, 2e-300),
                        new LineChart("huge").line("a", -1e300, 1e300),
                        new LineChart("zero on a logarithm").line("a", 0, -1, 5).logarithmic(),
                        new LineChart("zero on a logarithm below")
                                .line(
                                        "a",
                                        new double[] {-1, 0, 1e-6, 10},
                                        new double[] {1, 2, 3, 4})
                                .logarithmicX()
                                .mark(0, "nowhere"),
                        new LineChart("one").line("a", 1).line("b", 0),
                        new BarChart("empty"),
                        new BarChart("nothing").bar("a", 0).bar("b", Double.NaN),
                        new HeatMap("empty", List.of(), List.of(), new double[0][0]),
                        new ColoredText("empty", List.of()),
                        letters(
                                "a text of several lines, ".repeat(9)
                                        + "\n\n<&>\t"
                                        + "x".repeat(99)),
                        letters("one line\n"),
                        new ColoredText("partly read", List.of("ab", "c"), 1, Double.NaN),
                        new LineChart("words").line("a", 1, 2).steps(List.of("<b>", " ", "more")),
                        new LineChart("many words")
                                .line("a", new double[300])
                                .steps(Collections.nCopies(300, "a word of some length"))
                                .range(-1, 1),
                        new LineChart("one word").line("a", 1).steps(List.of("w")),
                        new EvidenceChart(Samples.evidence(Samples.signal(1, 1))),
                        new EvidenceChart(Samples.evidence(Samples.signal(2, 1))),
                        new EvidenceChart(Samples.evidence(Samples.signal(60, 11))),
                        new EvidenceChart(Samples.evidence(new float[9][2])),
                        new SignalGallery(Samples.signals(), 3),
                        new UnrolledGraph("empty"),
                        new UnrolledGraph("one").step("x", "h"),
                        new UnrolledGraph("three")
                                .weights("W", "U", "V")
                                .step("x1", "h1")
                                .step("x2", "h2")
                                .step("a long input that does not fit", "h3", "y")
                                .backward("", "0.2", "0.3"),
                        new ColoredText("control \u0007", List.of("\u0000", "\ud83d\ude00"), 1, 2),
                        new Bar(0.3),
                        new ReliabilityDiagram("<sure>", calibration(0.9)),
                        new ReliabilityDiagram("one bin", calibration(0)),
                        RateCurves.roc("none", Map.of()),
                        RateCurves.roc("<roc>", Map.of("<a>", roc(300))),
                        RateCurves.precisionRecall("pr", Map.of("a", precisionRecall(300))),
                        new LearningCurve(List.of(Samples.row(1)), 1),
                        new LearningCurve(List.of(), 0)));
    }

    private static Calibration calibration(double spread) {
        double[] confidences =
                IntStream.range(0, 2000).mapToDouble(i -> 1 - spread * (i % 97) / 97).toArray();
        boolean[] right = new boolean[2000];
        for (int i = 0; i < 2000; i++) {
            right[i] = i % 3 != 0;
        }
        return Calibration.of(confidences, right, 10);
    }

    private static double[] scores(int items) {
        return IntStream.range(0, items).mapToDouble(i -> i * 7919 % 101 + i % 3 * 30).toArray();
    }

    private static boolean[] positive(int items) {
        boolean[] positive = new boolean[items];
        for (int i = 0; i < items; i++) {
            positive[i] = i % 3 == 2;
        }
        return positive;
    }

    private static RocCurve roc(int items) {
        return RocCurve.of(scores(items), positive(items));
    }

    private static PrecisionRecallCurve precisionRecall(int items) {
        return PrecisionRecallCurve.of(scores(items), positive(items));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void everyPictureIsCleanSvgInsideItsFrame(Picture picture) {
        Document document = Samples.xml(picture.svg());
        Element root = document.getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("svg");
        assertThat(root.getAttribute("width")).isEqualTo(Integer.toString(picture.width()));
        assertThat(root.getAttribute("role")).isEqualTo("img");
        assertThat(picture.svg())
                .contains("prefers-color-scheme:dark")
                .doesNotContain("NaN", "Infinity", "null");
        double height = Double.parseDouble(root.getAttribute("height"));
        for (String name : List.of("circle", "text", "rect")) {
            NodeList elements = document.getElementsByTagName(name);
            for (int i = 0; i < elements.getLength(); i++) {
                Element element = (Element) elements.item(i);
                String c = name.equals("circle") ? "c" : "";
                assertThat(Double.parseDouble(element.getAttribute(c + "x")))
                        .isBetween(0.0, (double) picture.width());
                assertThat(Double.parseDouble(element.getAttribute(c + "y")))
                        .isBetween(0.0, height);
            }
        }
        assertThat(Displays.html(picture))
                .hasValueSatisfying(
                        html ->
                                assertThat(html)
                                        .startsWith("<img src=\"data:image/svg+xml;base64,")
                                        .contains("alt=\""));
        assertThat(Displays.svg(picture)).contains(picture.svg());
    }

    @Test
    void namesAreEscapedEverywhere() {
        String nasty = "<script>alert('x')</script>\"";
        for (Picture picture :
                List.of(
                        new LineChart(nasty).axes(nasty, nasty).line(nasty, 1, 2).mark(1, nasty),
                        new BarChart(nasty).bar(nasty, 1),
                        new HeatMap(nasty, List.of(nasty), List.of(nasty), new double[][] {{1}}),
                        new ColoredText(nasty, List.of(nasty), 1),
                        new UnrolledGraph(nasty)
                                .weights(nasty, nasty, nasty)
                                .step(nasty, nasty, nasty)
                                .backward(nasty))) {
            Samples.xml(picture.svg());
            assertThat(picture.svg()).doesNotContain("<script");
            assertThat(Displays.html(picture).orElseThrow()).doesNotContain("<script", "'x'");
        }
    }

    @Test
    void aGapBreaksTheLine() {
        String svg = new LineChart("t").line("a", 1, 2, Double.NaN, 3, 4).svg();
        String path =
                svg.lines().filter(line -> line.startsWith("<path")).findFirst().orElseThrow();
        String data = path.substring(path.indexOf("d=\"") + 3, path.indexOf("\" fill"));
        assertThat(data.chars().filter(c -> c == 'M').count()).isEqualTo(2);
        assertThat(data.chars().filter(c -> c == 'L').count()).isEqualTo(2);
    }

    @Test
    void higherValuesAreHigherUp() {
        Document document = Samples.xml(new LineChart("t").line("a", 1, 2, 4).svg());
        NodeList dots = document.getElementsByTagName("circle");
        double[] y =
                IntStream.range(0, 3)
                        .mapToDouble(
                                i ->
                                        Double.parseDouble(
                                                ((Element) dots.item(i)).getAttribute("cy")))
                        .toArray();
        assertThat(y[0]).isGreaterThan(y[1]);
        assertThat((y[0] - y[2]) / (y[0] - y[1]))
                .isCloseTo(3, org.assertj.core.data.Offset.offset(0.01));
    }

    @Test
    void gradientsRunBackAsFarAsTheyAreGiven() {
        UnrolledGraph graph =
                new UnrolledGraph("t").step("x1", "h1").step("x2", "h2").step("x3", "h3", "y");
        assertThat(graph.svg()).doesNotContain("stroke-dasharray");
        String svg = graph.backward("", "0.2", "0.3").svg();
        assertThat(svg.lines().filter(line -> line.contains("stroke-dasharray"))).hasSize(1);
        assertThat(graph)
                .hasToString(
                        "t. x1 gives h1; then x2 gives h2; then x3 gives h3, out y. Back: 0.3, then 0.2");
        assertThatThrownBy(() -> graph.backward("1")).hasMessageContaining("3 steps need as many");
    }

    @Test
    void equalFactorsAreEquallyFarApartOnALogarithmicAxis() {
        double[] rates = {1e-4, 1e-3, 1e-1};
        Document document =
                Samples.xml(
                        new LineChart("t").line("a", rates, rates.clone()).logarithmicX().svg());
        NodeList dots = document.getElementsByTagName("circle");
        double[] x =
                IntStream.range(0, 3)
                        .mapToDouble(
                                i ->
                                        Double.parseDouble(
                                                ((Element) dots.item(i)).getAttribute("cx")))
                        .toArray();
        assertThat((x[2] - x[1]) / (x[1] - x[0]))
                .isCloseTo(2, org.assertj.core.data.Offset.offset(0.01));
    }

    @Test
    void aTableGivesABarForEachRow() {
        Table table =
                Table.create(
                        "t",
                        StringColumn.create("model", "LSTM", "counts", "none"),
                        DoubleColumn.create("gap", 1.5, -0.25, Double.NaN));
        assertThat(new BarChart("Gap").bars(table, "model", "gap").svg())
                .isEqualTo(
                        new BarChart("Gap")
                                .bar("LSTM", 1.5)
                                .bar("counts", -0.25)
                                .bar("none", Double.NaN)
                                .svg());
    }

    @Test
    void longLinesHaveNoDots() {
        double[] many = DoubleStream.iterate(0, v -> v + 1).limit(500).toArray();
        assertThat(new LineChart("t").line("a", many).svg()).doesNotContain("<circle");
    }

    @Test
    void theBestEpochIsMarkedOnEveryPanel() {
        List<Map<String, Double>> rows =
                IntStream.rangeClosed(1, 6).mapToObj(Samples::row).toList();
        String svg = new LearningCurve(rows, 4).svg();
        assertThat(svg.split(">best<", -1)).hasSize(3);
        assertThat(svg).contains(">Loss<", ">Perplexity<", ">train<", ">validation<");
    }

    /**
     * What is no likelihood has no nats; where nothing was validated, the metric is of training.
     */
    @Test
    void aCurveOfErrorsWithoutValidation() {
        Map<String, Double> row =
                Map.of("epoch", 1.0, "train loss", 4.0, "validation loss", Double.NaN, "rmse", 2.0);
        String svg = new LearningCurve(List.of(row), 0).svg();
        assertThat(svg).contains(">Loss<", ">Rmse<").doesNotContain("nats");
        assertThat(new LearningCurve(List.of(Samples.row(1)), 0).svg()).contains(">nats<");
        Map<String, Double> train = new LinkedHashMap<>(Samples.row(1));
        train.put("validation loss", Double.NaN);
        String without = new LearningCurve(List.of(train), 0).svg();
        assertThat(without.split(">validation<", -1))
                .hasSameSizeAs(svg.split(">validation<", -1))
                .hasSizeLessThan(
                        new LearningCurve(List.of(Samples.row(1)), 0)
                                .svg()
                                .split(">validation<", -1)
                                .length);
    }

    @Test
    void shapesThatDoNotFitAreMistakes() {
        assertThatThrownBy(() -> new LineChart("t").line("a", new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 positions but 3 values");
        assertThatThrownBy(
                        () -> new HeatMap("t", List.of("r"), List.of("c"), new double[][] {{1, 2}}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ColoredText("t", List.of("a"), 1, 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCharacterOfWhiteSpaceIsSeenInAHeatMap() {
        double[][] values = {{1, 2, 3}};
        HeatMap map = new HeatMap("t", List.of("r"), List.of(" ", "\n", "a b"), values);
        assertThat(map.svg()).contains(">\u00b7</text>", ">\u21b5</text>", ">a b</text>");
    }

    private static ColoredText letters(String text) {
        List<String> tokens = Tokenizers.characters().tokenize(text);
        double[] values = IntStream.range(0, tokens.size()).mapToDouble(i -> i % 7 - 3).toArray();
        return new ColoredText("letters", tokens, values);
    }

    @Test
    void charactersAreSetInLinesThatEndAtLineEndsAndBetweenWords() {
        String words = "words of eight and more characters, ";
        ColoredText text = letters(words.repeat(3) + "\nthe end");
        assertThat(lines(text))
                .containsExactly(
                        (words.repeat(2) + "words ").replace(' ', '\u00a0'),
                        "of eight and more characters, \u21b5".replace(' ', '\u00a0'),
                        "the\u00a0end");
        assertThat(text.alt()).isEqualTo("letters. " + words.repeat(3) + "\nthe end");
        NodeList marks = Samples.xml(text.svg()).getElementsByTagName("rect");
        // The first is the paper.
        assertThat(marks.getLength()).isEqualTo(1 + 3 * words.length() + 8);
        assertThat(marks.item(1).getTextContent()).isEqualTo("w: -3");
        assertThat(lines(letters("x".repeat(100)))).containsExactly("x".repeat(80), "x".repeat(20));
        assertThat(new ColoredText("words", List.of("a", "bc"), 1, 2).alt())
                .isEqualTo("words. a bc");
    }

    private static List<String> lines(ColoredText text) {
        NodeList found = Samples.xml(text.svg()).getElementsByTagName("text");
        // The first is the title.
        return IntStream.range(1, found.getLength())
                .mapToObj(i -> found.item(i).getTextContent())
                .toList();
    }

    @Test
    void aColoredTextIsOrangeAboveZeroAndBlueBelow() {
        for (List<String> tokens : List.of(List.of("aa", "b", "c"), List.of("a", "b", "c"))) {
            Document document = Samples.xml(new ColoredText("t", tokens, -4, 2, Double.NaN).svg());
            NodeList marks = document.getElementsByTagName("rect");
            Element below = (Element) marks.item(1);
            Element above = (Element) marks.item(2);
            Element none = (Element) marks.item(3);
            assertThat(below.getAttribute("class")).isEqualTo("recurve-fill0");
            assertThat(above.getAttribute("class")).isEqualTo("recurve-fill1");
            assertThat(below.getAttribute("fill-opacity")).isEqualTo("0.66");
            assertThat(above.getAttribute("fill-opacity")).isEqualTo("0.35");
            assertThat(none.getAttribute("fill-opacity")).isEqualTo("0");
        }
    }

    @Test
    void aReliabilityDiagramHasABarForEachBinWithPredictions() {
        Calibration calibration =
                Calibration.of(
                        new double[] {0.9, 0.9, 0.9, 0.9, 0.6},
                        new boolean[] {true, true, true, false, false},
                        5);
        ReliabilityDiagram diagram = new ReliabilityDiagram("Sure", calibration);
        assertThat(diagram.alt())
                .isEqualTo(
                        "Sure. expected error 0.240, maximum 0.600."
                                + " confidence 0.6: right 0 of 1; confidence 0.9: right 0.75 of 4");
        Document document = Samples.xml(diagram.svg());
        // The frame, two bars of accuracy, and five of counts.
        NodeList bars = document.getElementsByTagName("rect");
        assertThat(bars.getLength()).isEqualTo(1 + 2 + 5);
        double all = Double.parseDouble(((Element) bars.item(2)).getAttribute("height"));
        assertThat(all).isEqualTo(0.75 * (300 - 56));
        double few = Double.parseDouble(((Element) bars.item(5)).getAttribute("height"));
        double many = Double.parseDouble(((Element) bars.item(7)).getAttribute("height"));
        assertThat(many).isEqualTo(4 * few).isPositive();
        NodeList dots = document.getElementsByTagName("circle");
        assertThat(dots.getLength()).isEqualTo(2);
        assertThat(diagram.svg()).contains(">accuracy; expected error 0.240, maximum 0.600<");
    }

    @Test
    void curvesComeWithTheirAreaAndChance() {
        Map<String, RocCurve> two = new LinkedHashMap<>();
        two.put("LSTM", roc(300));
        two.put("perfect", RocCurve.of(new double[] {1, 2}, new boolean[] {false, true}));
        assertThat(RateCurves.roc("ROC", two).alt())
                .contains(
                        "LSTM, AUC %.3f: ".formatted(two.get("LSTM").auc()),
                        "perfect, AUC 1.000: 3 values, first 0, last 1",
                        "chance: 2 values, first 0, last 1");
        PrecisionRecallCurve curve = precisionRecall(300);
        assertThat(RateCurves.precisionRecall("PR", Map.of("LSTM", curve)).alt())
                .contains(
                        "LSTM, AP %.3f".formatted(curve.averagePrecision()),
                        "chance: 2 values, first 0.3333");
        PrecisionRecallCurve other =
                PrecisionRecallCurve.of(new double[] {1, 2}, new boolean[] {false, true});
        assertThat(RateCurves.precisionRecall("PR", Map.of("a", curve, "b", other)).alt())
                .doesNotContain("chance");
    }

    @Test
    void aLongCurveLosesOnlyPointsThatCannotBeSeen() {
        double[] scores =
                IntStream.range(0, 100_000).mapToDouble(i -> i * 7919L % 100_003).toArray();
        boolean[] positive = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            positive[i] = scores[i] > 40_000 + i % 30_000;
        }
        String svg = RateCurves.roc("t", Map.of("a", RocCurve.of(scores, positive))).svg();
        assertThat(svg.length()).isBetween(4_000, 40_000);
    }

    @Test
    void aHeatMapOverStepsHasTimeFromLeftToRight() {
        double[][] values = {{1, 2, 3}, {4, 5, 6}};
        HeatMap byHand =
                new HeatMap(
                        "gate",
                        List.of("0", "1", "2"),
                        List.of("a", "cat"),
                        new double[][] {{1, 4}, {2, 5}, {3, 6}});
        HeatMap found = HeatMap.overSteps("gate", List.of("a", "cat"), values);
        assertThat(found.svg()).isEqualTo(byHand.svg());
        assertThat(HeatMap.overSteps("none", List.of(), new double[0][]).svg()).isNotEmpty();
        assertThatThrownBy(() -> HeatMap.overSteps("gate", List.of("a"), values))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 labelled steps")
                .hasMessageContaining("got 2");
    }
}
