package org.recurve.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.recurve.core.RecurveException;
import org.recurve.data.Forecast;
import org.recurve.data.ForecastSpread;
import org.recurve.data.SeriesSet;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class FanChartTest {
    private static final SeriesSet AIR = ForecastSamples.monthly("air", 144);

    private static double x(Element circle) {
        return Double.parseDouble(circle.getAttribute("cx"));
    }

    private static double y(Element circle) {
        return Double.parseDouble(circle.getAttribute("cy"));
    }

    private static List<Element> dots(Picture picture) {
        NodeList found = Samples.xml(picture.svg()).getElementsByTagName("circle");
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    @Test
    void aFanBeginsWithTheLastKnownValueAndHoldsItsPoints() {
        Forecast forecast =
                ForecastSamples.forecast("GRU", AIR, 120, 12, ForecastSamples.quantiles(120, 12));
        FanChart chart = new FanChart(forecast).past(36);
        List<double[][]> bands = ForecastSamples.paths(chart, "fill-opacity");
        assertThat(bands).hasSize(3).allSatisfy(band -> assertThat(band).hasNumberOfRows(26));
        double[][] actual = ForecastSamples.paths(chart, "recurve-line5").get(0);
        assertThat(actual).hasNumberOfRows(36 + 12);
        double[] known = actual[35];
        List<Element> dots = dots(chart);
        assertThat(dots).hasSize(12);
        for (double[][] band : bands) {
            assertThat(band[0]).containsExactly(known);
            assertThat(band[25]).containsExactly(known);
        }
        for (int h = 0; h < 12; h++) {
            // Higher is a smaller number in pixels; the wider band is the first.
            int up = h + 1;
            int down = 24 - h;
            double middle = y(dots.get(h));
            double fifty = bands.get(2)[up][1];
            double eighty = bands.get(1)[up][1];
            assertThat(middle).isGreaterThan(fifty);
            assertThat(fifty).isGreaterThan(eighty);
            assertThat(eighty).isGreaterThan(bands.get(0)[up][1]);
            // Symmetric by their making, in the proportions of the normal distribution.
            assertThat(bands.get(0)[down][1] - middle)
                    .isCloseTo(middle - bands.get(0)[up][1], within(0.05));
            assertThat((middle - bands.get(0)[up][1]) / (middle - eighty))
                    .isCloseTo(1.96 / 1.28, within(0.02));
            assertThat(x(dots.get(h))).isCloseTo(actual[36 + h][0], within(0.02));
            assertThat(middle).isLessThan(actual[36 + h][1]);
        }
        double[][] mark = ForecastSamples.paths(chart, "3 3").get(0);
        assertThat(mark[0][0]).isCloseTo((known[0] + actual[36][0]) / 2, within(0.02));
        assertThat(chart.svg())
                .contains(">95 % interval<", ">80 %<", ">50 %<", ">actual<", ">GRU<");
        assertThat(chart.alt())
                .startsWith("Forecast of air, 12 steps from 1959-01; at the end came ")
                .contains("GRU at the end, 95 % between ");
    }

    @Test
    void othersStandBesideAForecastAsLines() {
        Forecast forecast =
                ForecastSamples.forecast("s", AIR, 120, 12, ForecastSamples.samples(120, 12, 50));
        Forecast other = ForecastSamples.points("naive", AIR, 120, 18);
        FanChart chart = new FanChart(forecast, other).paths(4);
        double[][] line = ForecastSamples.paths(chart, "recurve-line1").get(0);
        assertThat(line).hasNumberOfRows(19);
        // The forecast itself, its four paths.
        assertThat(ForecastSamples.paths(chart, "recurve-line0")).hasSize(5);
        assertThat(chart.svg()).contains(">naive<", ">4 sample paths<", "stroke-dasharray=\"7 3\"");
        assertThat(new FanChart(other).svg()).doesNotContain("fill-opacity");
        // Three horizons of the past, then what came as far as it is asked for.
        assertThat(ForecastSamples.paths(chart, "recurve-line5").get(0)).hasNumberOfRows(36 + 12);
    }

    @Test
    void whatCannotBeShownIsRefused() {
        Forecast forecast = ForecastSamples.points("a", AIR, 120, 12);
        assertThatThrownBy(() -> new FanChart(forecast, ForecastSamples.points("b", AIR, 119, 12)))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("one series from the same time");
        SeriesSet other = ForecastSamples.monthly("other", 144);
        assertThatThrownBy(
                        () -> new FanChart(forecast, ForecastSamples.points("b", other, 120, 12)))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("other");
        assertThatThrownBy(() -> new FanChart(forecast).target("OT"))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("no target \"OT\"")
                .hasMessageContaining("it has air");
        assertThatThrownBy(() -> new FanChart(forecast).paths(2))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("no sample paths");
        assertThatIllegalArgumentException().isThrownBy(() -> new FanChart(forecast).past(-1));
    }

    private static List<Double> levels(ForecastSpread spread) {
        return FanBand.of(spread).stream().map(FanBand::level).toList();
    }

    private static ForecastSpread at(double... levels) {
        double[][] values = new double[levels.length][2];
        IntStream.range(0, levels.length).forEach(i -> Arrays.fill(values[i], i));
        return new ForecastSpread.Quantiles(levels, values);
    }

    @Test
    void intervalsAreThoseThatAForecastHas() {
        assertThat(levels(ForecastSpread.NONE)).isEmpty();
        assertThat(levels(ForecastSamples.samples(24, 2, 9))).containsExactly(0.95, 0.8, 0.5);
        assertThat(levels(at(0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)))
                .containsExactly(0.95, 0.8, 0.5);
        assertThat(levels(at(0.005, 0.025, 0.5, 0.975, 0.995))).containsExactly(0.95);
        assertThat(levels(at(0.05, 0.25, 0.75, 0.95)))
                .hasSize(2)
                .first()
                .satisfies(level -> assertThat(level).isCloseTo(0.9, within(1e-12)));
        assertThat(levels(at(0.1, 0.5, 0.9))).hasSize(1);
        assertThat(levels(at(0.5))).isEmpty();
        assertThat(levels(at(0.1, 0.5))).isEmpty();
        double[][] endless = {{1, Double.NEGATIVE_INFINITY}, {2, 2}, {3, 4}, {5, 5}};
        assertThat(
                        levels(
                                new ForecastSpread.Quantiles(
                                        new double[] {0.025, 0.1, 0.9, 0.975}, endless)))
                .containsExactly(0.8);
        FanBand band = FanBand.of(at(0.05, 0.5, 0.95)).get(0);
        assertThat(band.name()).isEqualTo("90 %");
        assertThat(band.low()).containsExactly(0, 0);
        assertThat(band.high()).containsExactly(2, 2);
    }
}
