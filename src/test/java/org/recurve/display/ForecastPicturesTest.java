package org.recurve.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.recurve.baseline.SeasonalDecomposition;
import org.recurve.core.RecurveException;
import org.recurve.data.Forecast;
import org.recurve.data.Frequency;
import org.recurve.data.SeriesSet;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class ForecastPicturesTest {
    private static final SeriesSet AIR = ForecastSamples.monthly("air", 144);

    static List<Picture> pictures() {
        return ForecastSamples.pictures();
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void everyLineIsInsideThePicture(Picture picture) {
        Element root = Samples.xml(picture.svg()).getDocumentElement();
        double height = Double.parseDouble(root.getAttribute("height"));
        for (double[][] path : ForecastSamples.paths(picture)) {
            assertThat(path).isNotEmpty();
            for (double[] point : path) {
                assertThat(point[0]).isBetween(0.0, (double) picture.width());
                assertThat(point[1]).isBetween(0.0, height);
            }
        }
        NodeList bars = root.getElementsByTagName("rect");
        for (int i = 0; i < bars.getLength(); i++) {
            Element bar = (Element) bars.item(i);
            assertThat(Double.parseDouble(bar.getAttribute("width"))).isPositive();
            assertThat(Double.parseDouble(bar.getAttribute("height"))).isNotNegative();
        }
        assertThat(picture.svg()).doesNotContain("<air>", "<GRU>", "<several>", "s<1", "<MAE>");
        assertThat(picture.toString()).isEqualTo(picture.alt()).doesNotContain("NaN", "null");
    }

    @Test
    void whatCannotBeShownIsRefused() {
        Forecast forecast = ForecastSamples.points("a", AIR, 120, 12);
        assertThatThrownBy(() -> new BacktestStrips(List.of()))
                .isInstanceOf(RecurveException.class);
        assertThatThrownBy(
                        () ->
                                new BacktestStrips(
                                        List.of(
                                                forecast,
                                                ForecastSamples.points("b", AIR, 121, 12))))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("one model and one series");
        assertThatThrownBy(() -> new SeriesChart(AIR).series("sea"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("sea");
        assertThatThrownBy(() -> new SeriesChart(AIR).targets("OT"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("air has no target \"OT\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ResidualDiagnostics("r", new double[9], 0));
    }

    @Test
    void partsOfASeriesFollowEachOtherBetweenMarks() {
        SeriesChart chart = new SeriesChart(AIR.splitSteps(72, 24, 40));
        double[][] train = ForecastSamples.paths(chart, "recurve-line0").get(0);
        double[][] validation = ForecastSamples.paths(chart, "recurve-line2").get(0);
        double[][] test = ForecastSamples.paths(chart, "recurve-line1").get(0);
        assertThat(train).hasNumberOfRows(72);
        assertThat(validation).hasNumberOfRows(24);
        assertThat(test).hasNumberOfRows(40);
        double step = train[1][0] - train[0][0];
        assertThat(validation[0][0] - train[71][0]).isCloseTo(step, within(0.03));
        assertThat(test[0][0] - validation[23][0]).isCloseTo(step, within(0.03));
        List<double[][]> marks = ForecastSamples.paths(chart, "3 3");
        assertThat(marks).hasSize(2);
        assertThat(marks.get(0)[0][0]).isCloseTo(train[71][0] + step / 2, within(0.03));
        assertThat(marks.get(1)[0][0]).isCloseTo(test[0][0] - step / 2, within(0.03));
        assertThat(chart.alt())
                .isEqualTo(
                        "air. air: 1949-01 to 1960-04, train from 1949-01, validation from 1955-01,"
                                + " test from 1957-01");
        SeriesChart two = new SeriesChart(AIR.splitLast(0, 12));
        assertThat(two.svg()).contains(">train<", ">test<").doesNotContain(">validation<");
        assertThat(ForecastSamples.paths(two, "3 3")).hasSize(1);
    }

    @Test
    void everySeriesAndTargetHasAPanelOfItsOwn() {
        SeriesSet many = ForecastSamples.several(30);
        SeriesChart chart = new SeriesChart(many);
        assertThat(ForecastSamples.paths(chart)).hasSize(SeriesChart.PANELS);
        assertThat(chart.svg()).contains(">&lt;several&gt;: the first 12 of 30 series<");
        SeriesChart chosen = new SeriesChart(many).series("s<29", "s<3");
        List<double[][]> lines = ForecastSamples.paths(chosen);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).hasNumberOfRows(69);
        assertThat(lines.get(1)).hasNumberOfRows(43);
        // Each fills its panel.
        for (double[][] line : lines) {
            double low = Arrays.stream(line).mapToDouble(p -> p[1]).max().orElseThrow();
            double high = Arrays.stream(line).mapToDouble(p -> p[1]).min().orElseThrow();
            assertThat(low - high).isBetween(100.0, 130.0);
        }
        Table table =
                Table.create(
                        IntColumn.indexColumn("t", 9, 0),
                        DoubleColumn.create("a", new double[9]),
                        DoubleColumn.create("b", ForecastSamples.months(9)));
        SeriesSet targets = SeriesSet.fromTable(table, "t", "a", "b");
        assertThat(ForecastSamples.paths(new SeriesChart(targets))).hasSize(2);
        assertThat(ForecastSamples.paths(new SeriesChart(targets).targets("b"))).hasSize(1);
    }

    @Test
    void aLongSeriesLosesNoPeak() {
        double[] values = new double[200_000];
        Arrays.setAll(values, t -> Math.sin(t / 7.0));
        values[123_456] = 9;
        values[60_000] = Double.NaN;
        SeriesSet set = SeriesSet.of("long", "0", Frequency.INDEX, values);
        SeriesChart chart = new SeriesChart(set);
        assertThat(chart.svg().length()).isLessThan(60_000);
        double[][] line = ForecastSamples.paths(chart).get(0);
        double[] peak = Arrays.stream(line).min((a, b) -> Double.compare(a[1], b[1])).orElseThrow();
        double from = line[0][0];
        double to = line[line.length - 1][0];
        assertThat((peak[0] - from) / (to - from)).isCloseTo(123_456 / 200_000.0, within(0.002));
        double low = Arrays.stream(line).mapToDouble(p -> p[1]).max().orElseThrow();
        double usual = line[1][1];
        assertThat(low - peak[1]).isGreaterThan(4 * (low - usual));
    }

    @Test
    void baselinesAreDashedAndErrorsBeginWithZero() {
        HorizonChart chart =
                new HorizonChart("Errors", "MAE").model("GRU", 1, 2, 4).baseline("naive", 4, 4, 4);
        double[][] model = ForecastSamples.paths(chart, "recurve-line0").get(0);
        double[][] naive = ForecastSamples.paths(chart, "stroke-dasharray").get(0);
        assertThat(ForecastSamples.paths(chart, "stroke-dasharray")).hasSize(1);
        assertThat(model[2]).containsExactly(naive[2]);
        NodeList lines = Samples.xml(chart.svg()).getElementsByTagName("line");
        double bottom =
                IntStream.range(0, lines.getLength())
                        .mapToObj(i -> (Element) lines.item(i))
                        .filter(e -> e.getAttribute("class").equals("recurve-axis"))
                        .mapToDouble(e -> Double.parseDouble(e.getAttribute("y1")))
                        .findFirst()
                        .orElseThrow();
        assertThat((bottom - model[2][1]) / (bottom - model[0][1])).isCloseTo(4, within(0.01));
        assertThat(chart.alt())
                .isEqualTo(
                        "Errors, MAE. GRU: 1 at step 1, 4 at step 3; naive: 4 at step 1, 4 at step 3");
    }

    @Test
    void stripsAlternateAndBeginWithWhatWasKnown() {
        List<Forecast> forecasts =
                IntStream.iterate(60, o -> o + 12)
                        .limit(6)
                        .mapToObj(o -> ForecastSamples.points("GRU", AIR, o, 12))
                        .toList();
        BacktestStrips strips = new BacktestStrips(forecasts);
        List<double[][]> even = ForecastSamples.paths(strips, "recurve-line0");
        List<double[][]> odd = ForecastSamples.paths(strips, "recurve-line1");
        assertThat(even).hasSize(3).allSatisfy(s -> assertThat(s).hasNumberOfRows(13));
        assertThat(odd).hasSize(3);
        double[][] actual = ForecastSamples.paths(strips, "recurve-line5").get(0);
        // Half a horizon before the first, and all that was forecast.
        assertThat(actual).hasNumberOfRows(6 + 72);
        assertThat(even.get(0)[0]).containsExactly(actual[5]);
        assertThat(odd.get(0)[0]).containsExactly(actual[17]);
        assertThat(odd.get(0)[1][1]).isLessThan(actual[18][1]);
        assertThat(strips.alt())
                .isEqualTo("GRU: 6 forecasts of air, from 1954-01 to 1959-01; 6 shown");
    }

    @Test
    void ofManyStripsSomeAreShown() {
        SeriesSet set = ForecastSamples.monthly("long", 1100);
        List<Forecast> forecasts =
                IntStream.range(60, 1060)
                        .mapToObj(o -> ForecastSamples.points("GRU", set, o, 30))
                        .toList();
        BacktestStrips strips = new BacktestStrips(forecasts);
        assertThat(strips.alt()).contains("1,000 forecasts").endsWith("; 59 shown");
        assertThat(strips.svg()).contains("; 59 of 1,000 forecasts shown<");
        List<Forecast> long1 =
                IntStream.range(60, 360)
                        .mapToObj(o -> ForecastSamples.points("GRU", set, o, 300))
                        .toList();
        assertThat(new BacktestStrips(long1).alt()).endsWith("; 12 shown");
    }

    @Test
    void thePartsOfASeriesLieBelowEachOther() {
        DecompositionChart chart =
                new DecompositionChart(
                        AIR.series(0),
                        SeasonalDecomposition.additive(ForecastSamples.months(144), 12));
        List<double[][]> lines = ForecastSamples.paths(chart);
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).hasNumberOfRows(144);
        // Half a season is missing at either end.
        assertThat(lines.get(1)).hasNumberOfRows(132);
        assertThat(lines.get(1)[0][0]).isCloseTo(lines.get(0)[6][0], within(0.02));
        assertThat(lines.get(2)[143][0]).isCloseTo(lines.get(0)[143][0], within(0.02));
        assertThat(lines.get(1)[0][1]).isGreaterThan(lines.get(0)[143][1]);
        assertThat(chart.alt())
                .startsWith(
                        "air = trend + season + rest, 1949-01 to 1960-12, steps of 1 month."
                                + " Season from -20 to 20, rest from ");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new DecompositionChart(
                                        AIR.series(0),
                                        SeasonalDecomposition.additive(new double[24], 12)))
                .withMessageContaining("144 steps, but 24 were decomposed");
    }

    @Test
    void forecastsAndSeriesAreShownInANotebook() {
        Forecast forecast = ForecastSamples.points("GRU", AIR, 132, 12);
        assertThat(Displays.html(forecast)).hasValue(Html.image(new FanChart(forecast)));
        assertThat(Displays.text(forecast)).isEqualTo(forecast.toString());
        assertThat(Displays.html(AIR).orElseThrow())
                .startsWith("<p><img ")
                .contains("<td align=\"right\">144</td>");
        assertThat(Displays.text(AIR)).startsWith(AIR + "\n").contains("1960-12");
        List<String> names = List.of("a", "b", "c", "d", "e");
        double[][] points = new double[5][3];
        Table table = Table.create(IntColumn.indexColumn("t", 9, 0));
        names.forEach(name -> table.addColumns(DoubleColumn.create(name, new double[9])));
        SeriesSet set = SeriesSet.fromTable(table, "t", names.toArray(String[]::new));
        String html =
                Displays.html(new Forecast("m", set.series(0), names, 6, points)).orElseThrow();
        assertThat(html.split("<img ", -1)).hasSize(5);
        assertThat(html).contains("The first 4 of 5 targets.");
    }
}
