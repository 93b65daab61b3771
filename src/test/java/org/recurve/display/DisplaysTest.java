package org.recurve.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.batch.Batches;
import org.recurve.core.DataProvenance;
import org.recurve.core.EpochEvent;
import org.recurve.core.LayerTable;
import org.recurve.core.Timing;
import org.recurve.core.TimingSeries;
import org.recurve.core.Timings;
import org.recurve.data.TextCorpus;
import org.recurve.data.Tokenizers;
import org.recurve.data.Vocabulary;
import org.recurve.metric.Calibration;
import org.recurve.metric.PrecisionRecallCurve;
import org.recurve.metric.RocCurve;
import org.recurve.metric.SpanScores;
import org.recurve.nn.Cells;
import org.recurve.task.GeneratedText;
import org.recurve.task.LanguageModel;
import org.recurve.task.SentencePrefixes;
import org.recurve.task.TextScore;
import org.recurve.training.LearningRateFinder;
import org.recurve.training.Training;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

class DisplaysTest {
    private static final List<String> KEPT_BY_GITHUB =
            List.of(
                    "p",
                    "strong",
                    "table",
                    "thead",
                    "tbody",
                    "tr",
                    "th",
                    "td",
                    "img",
                    "details",
                    "summary",
                    "small",
                    "blockquote",
                    "br",
                    "div");

    static Stream<Object> values() {
        return Stream.of(
                Samples.run(6),
                Samples.run(1),
                Samples.run(0),
                Samples.history(3),
                Samples.history(0),
                Samples.layers(),
                new LayerTable("<script>", List.of(), 0),
                Samples.provenance(3),
                Samples.provenance(0),
                new DataProvenance("a & b", "train", List.of(), List.of()),
                Samples.progress(1, 3, false),
                Samples.progress(3, 3, true),
                Samples.live(0),
                Samples.live(4),
                new ProgressView(),
                generated("The <game>", "The <game> & \"more\"\nof it"),
                generated("x", "no prompt in it"),
                new TextGallery("empty & <none>"),
                gallery(),
                new TextScore(List.of("<eos>", "&", "\n"), -0.5, -2, Double.NEGATIVE_INFINITY),
                new TextScore(List.of()),
                TagViewsTest.SENTENCE,
                new SentencePrefixes(List.of(TagViewsTest.BEGINNING, TagViewsTest.SENTENCE)),
                Samples.explanation("<b> & \"c\"", Tokenizers.whitespace()),
                Samples.prefixes("<b> & \"c\""),
                Samples.evidence(Samples.signal(30, 2)),
                Samples.prefixes(Samples.signal(30, 2)),
                Table.create("nothing"),
                mixed(),
                Calibration.of(new double[] {0.7, 1}, new boolean[] {true, false}, 3),
                RocCurve.of(new double[] {1, 2}, new boolean[] {false, true}),
                PrecisionRecallCurve.of(new double[] {1, 2}, new boolean[] {false, true}),
                spans(),
                ForecastSamples.several(3),
                ForecastSamples.points("<GRU>", ForecastSamples.monthly("<air>", 99), 80, 9));
    }

    private static SpanScores spans() {
        return SpanScores.of(
                List.of(List.of("B-<X>", "I-<X>", "O", "B-Y")),
                List.of(List.of("B-<X>", "I-<X>", "B-Y", "B-Y")));
    }

    private static Table mixed() {
        DoubleColumn share = DoubleColumn.create("share", 0.125, Double.NaN, -0.5);
        share.setPrintFormatter(NumberColumnFormatter.percent(1));
        return Table.create(
                "<b>mixed</b>",
                StringColumn.create("text", "<script>alert(1)</script>", null, "a".repeat(200)),
                DoubleColumn.create("value", 1.5, Double.NaN, 1234.25),
                share,
                IntColumn.create(
                        "count", 1, 20_000, IntColumn.create("x").appendMissing().getInt(0)),
                LongColumn.create("id", 1L, 2L, 3L),
                BooleanColumn.create("flag", true, false, true),
                DateColumn.create("day", LocalDate.of(2026, 11, 21), null, LocalDate.EPOCH));
    }

    @ParameterizedTest
    @MethodSource("values")
    void everyValueIsHtmlThatGitHubKeeps(Object value) {
        String html = Displays.html(value).orElseThrow();
        String closed = html.replaceAll("<(img[^>]*|br)>", "<$1/>");
        Samples.xml("<div>" + closed + "</div>");
        Matcher tags = Pattern.compile("<([a-z]+)").matcher(html);
        while (tags.find()) {
            assertThat(KEPT_BY_GITHUB).contains(tags.group(1));
        }
        // GitHub drops these, and does by itself what they are for.
        String plain =
                html.replaceAll(
                        "style=\"(text-align:left|overflow:auto;max-height:26em;white-space:nowrap"
                                + "|max-width:100%(;display:inline;margin:0)?)\"",
                        "");
        assertThat(plain).doesNotContain("style=", "NaN", "null");
        assertThat(Displays.text(value)).doesNotContain("<td", "null");
    }

    @Test
    void aRateSweepIsAPictureWithTheSuggestionMarked() {
        TextCorpus corpus = TextCorpus.load("sample");
        try (LanguageModel model = LanguageModel.builder().embedding(4).hidden(4).build(corpus)) {
            var training = Training.builder().batches(Batches.bptt(2, 5)).build();
            var found =
                    LearningRateFinder.of(training)
                            .range(1e-3, 1)
                            .updates(10)
                            .sweep(model, corpus.train().first(200));
            assertThat(Displays.html(found).orElseThrow())
                    .startsWith("<img ")
                    .contains("Learning rate sweep", "smoothed: 10 values", "suggested: ");
            assertThat(Displays.text(found)).startsWith("suggested learning rate ");
        }
    }

    @Test
    void aTableShowsMissingValuesTypesAndItsSize() {
        String html = Displays.html(mixed()).orElseThrow();
        assertThat(html)
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("<td align=\"right\">1,234.3</td>")
                .contains("<td align=\"right\">1.5</td>")
                .contains("<td align=\"right\">20,000</td>")
                .contains("<td align=\"left\" style=\"text-align:left\">2026-11-21</td>")
                .contains("title=\"" + "a".repeat(200) + "\"")
                .contains("3 rows \u00d7 7 columns")
                .contains(
                        "value<br><small>double</small>",
                        "count<br><small>integer</small>",
                        "day<br><small>local date</small>")
                .contains(
                        "title=\"min 1.5, mean 617.9, max 1,234; 1 missing\">value",
                        "title=\"2 distinct; 1 missing\">text",
                        "title=\"2 true, 1 false; none missing\">flag");
        assertThat(html.split("<td align=\"right\">\u2013</td>", -1)).hasSize(4);
        assertThat(html.split("<td align=\"left\" style=\"text-align:left\">\u2013</td>", -1))
                .hasSize(3);
    }

    @Test
    void aColumnsOwnFormatIsKept() {
        assertThat(Displays.text(mixed())).contains("-50").contains("%");
    }

    @Test
    void ofALongTableTheFirstRowsAreShown() {
        IntColumn column = IntColumn.indexColumn("i", 1234, 0);
        String text = Displays.text(Table.create("long", column));
        assertThat(text.lines()).hasSize(23);
        assertThat(text).endsWith("1,234 rows \u00d7 1 column (the first 20 \u00d7 1 shown)");
        String html = Displays.html(Table.create("long", column)).orElseThrow();
        assertThat(html)
                .startsWith(
                        "<div style=\"overflow:auto;max-height:26em;white-space:nowrap\">\n<table>")
                .contains("</table>\n</div>", ">49<", "(the first 50 \u00d7 1 shown)")
                .doesNotContain(">50<");
    }

    @Test
    void timingsAreShownInMilliseconds() {
        Timing slow = new Timing("<slow>", List.of(0.004, 0.002, 0.012));
        Timings timings =
                new Timings(List.of(new Timing("fast", List.of(0.001, 0.002, 0.003)), slow));
        assertThat(Displays.html(timings).orElseThrow())
                .contains("median ms", "\u00d7 fast", "&lt;slow&gt;", ">4<", ">2<", "3 rounds");
        assertThat(Displays.text(timings)).contains("<slow>");
        TimingSeries series = new TimingSeries("T", List.of(64, 1024), List.of(timings, timings));
        assertThat(Displays.html(series).orElseThrow()).contains(">T<", ">1024<", ">4<");
        assertThat(Displays.text(series)).contains("<slow>", "64");
    }

    @Test
    void aHistoryComesWithItsCurveAndTheBestEpoch() {
        String html = Displays.html(Samples.history(6)).orElseThrow();
        assertThat(html).contains("data:image/svg+xml").contains("best at 4").contains("4.872");
        assertThat(Displays.html(Samples.history(0)).orElseThrow()).contains("<table>");
    }

    @Test
    void aRunFoldsItsProvenance() {
        assertThat(Displays.html(Samples.run(6)).orElseThrow())
                .contains(
                        "<summary>Provenance: completed, best validation loss 4.872 at epoch 4 of 6, seed 1, cpu</summary>")
                .contains("wiki.train.tokens", "dropout");
        assertThat(Displays.text(Samples.run(6))).contains("4.872", "epoch 4 of 6");
    }

    @Test
    void theLiveViewFollowsTheEvents() {
        ProgressView view = new ProgressView();
        assertThat(view.html()).isEmpty();
        view.accept(Samples.progress(10, 100, false));
        assertThat(view.html()).contains("training LSTM 2x200", "10 %", "13:30 left", "alt=\"[##");
        assertThat(view.html()).doesNotContain("<table>");
        view.accept(new EpochEvent("training-1", "t", 1, 6, Samples.row(1), true));
        view.accept(new EpochEvent("training-1", "t", 2, 6, Samples.row(2), false));
        assertThat(view.html()).contains("<table>", "5.102", "best at 1");
        assertThat(view.finished()).isFalse();
        view.accept(Samples.progress(100, 100, true));
        assertThat(view.finished()).isTrue();
        assertThat(view.html()).contains("in 1:30").doesNotContain("left<");
        assertThat(view.text()).contains("100 %", "5.102");
        assertThat(view.training()).isTrue();
        view.shorten();
        assertThat(view.html()).contains("in 1:30").doesNotContain("<table>", "best at 1");
        assertThat(view.text()).contains("100 %").doesNotContain("5.102");
    }

    @Test
    void beforeTheFirstEpochTheLossSoFarIsDrawn() {
        ProgressView view = new ProgressView();
        view.accept(Samples.progress(10, 1000, false));
        assertThat(view.html()).doesNotContain("Loss so far");
        for (int i = 2; i < 1000; i++) {
            view.accept(Samples.progress(i * 10L, 10_000, false));
        }
        String html = view.html();
        assertThat(html).contains("Loss so far", "tokens/s 2,213", "left");
        assertThat(html.length()).isLessThan(30_000);
        view.accept(new EpochEvent("training-1", "t", 1, 6, Samples.row(1), true));
        assertThat(view.html()).doesNotContain("Loss so far").contains("<table>");
    }

    @Test
    void theLayerTableHasItsTotalInBold() {
        assertThat(Displays.html(Samples.layers()).orElseThrow())
                .contains("<strong>7,332,078</strong>", "Linear (tied)");
    }

    @Test
    void aModelShowsItsLayers() {
        Vocabulary vocabulary = Vocabulary.builder().addAll(List.of("a", "b", "c")).build();
        try (LanguageModel model =
                LanguageModel.builder().cell(Cells.gru()).hidden(8).build(vocabulary)) {
            assertThat(Displays.html(model).orElseThrow()).contains("GRU 1x8", "<table>", "total");
            assertThat(Displays.text(model)).contains("parameters");
        }
    }

    @Test
    void generatedTextHasItsPromptInBold() {
        assertThat(Displays.html(generated("The <game>", "The <game> & more")))
                .hasValue(
                        "<blockquote>\n<p><strong>The &lt;game&gt;</strong> &amp; more</p>\n</blockquote>");
    }

    private static TextGallery gallery() {
        return new TextGallery("two <texts>")
                .add("<1>", generated("a", "a & b\nc"))
                .add("2", new GeneratedText("d", "d", new TextScore(List.of())));
    }

    @Test
    void aGalleryShowsWholeTextsWithTheirFigures() {
        assertThat(Displays.html(gallery()).orElseThrow())
                .contains("<td align=\"left\" style=\"text-align:left\">&lt;1&gt;</td>")
                .contains("<strong>a</strong> &amp; b<br>\nc</td>")
                // 1 nat in bits, and itself
                .contains("<td align=\"right\">1.44</td><td align=\"right\">-1.0</td>")
                .contains("<td align=\"right\">\u2013</td><td align=\"right\">0.0</td>");
        assertThat(Displays.text(gallery()))
                .isEqualTo(
                        "two <texts>\n\n<1> (1.44 bits per token, log-probability -1.0):\na & b\nc"
                                + "\n\n2 (\u2013 bits per token, log-probability 0.0):\nd");
        String longText = "so on ".repeat(50);
        assertThat(Displays.html(new TextGallery("t").add("l", generated("so", longText))))
                .hasValueSatisfying(html -> assertThat(html).contains(longText.substring(2)));
    }

    private static GeneratedText generated(String prompt, String text) {
        return new GeneratedText(prompt, text, new TextScore(List.of("more"), -1));
    }

    @Test
    void aScoredTextIsColouredByItsSurprisal() {
        TextScore score = new TextScore(List.of("the", "cat"), Math.log(0.5), Math.log(0.125));
        String title = "Surprisal of each token in bits; perplexity 4";
        assertThat(Displays.html(score))
                .hasValue(Html.image(new ColoredText(title, List.of("the", "cat"), 1, 3)));
        assertThat(Displays.text(score)).isEqualTo(score.toString());
    }

    @Test
    void curvesOfClassifiersArePictures() {
        Calibration calibration = Calibration.of(new double[] {0.7}, new boolean[] {true}, 2);
        assertThat(Displays.html(calibration))
                .hasValue(Html.image(new ReliabilityDiagram("Reliability", calibration)));
        assertThat(Displays.text(calibration)).isEqualTo(calibration.toString());
        RocCurve roc = RocCurve.of(new double[] {1, 2}, new boolean[] {false, true});
        assertThat(Displays.html(roc).orElseThrow())
                .startsWith("<img ")
                .contains("classifier, AUC 1.000");
        PrecisionRecallCurve curve =
                PrecisionRecallCurve.of(new double[] {1, 2}, new boolean[] {false, true});
        assertThat(Displays.html(curve).orElseThrow())
                .startsWith("<img ")
                .contains("classifier, AP 1.000");
    }

    @Test
    void scoresOfSpansAreATable() {
        assertThat(Displays.html(spans()).orElseThrow())
                .contains("&lt;X&gt;</td>", "<strong>66.67</strong>", ">50.00</td>")
                .contains("4 tokens, 75.00 % with the right tag");
    }

    @Test
    void whatIsNotKnownIsText() {
        assertThat(Displays.html("plain")).isEmpty();
        assertThat(Displays.html(null)).isEmpty();
        assertThat(Displays.text(null)).isEqualTo("null");
        assertThat(Displays.text(42)).isEqualTo("42");
        assertThat(Displays.svg("plain")).isEmpty();
    }

    @Test
    void moreKindsCanBeRegistered() {
        record Own(String name) {}
        Displays.register(Own.class, own -> "<p>" + own.name() + "</p>", Own::name);
        assertThat(Displays.html(new Own("mine"))).hasValue("<p>mine</p>");
        assertThat(Displays.text(new Own("mine"))).isEqualTo("mine");
    }
}
