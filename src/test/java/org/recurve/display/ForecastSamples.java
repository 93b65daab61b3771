package org.recurve.display;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.recurve.baseline.SeasonalDecomposition;
import org.recurve.data.Forecast;
import org.recurve.data.ForecastSpread;
import org.recurve.data.Frequency;
import org.recurve.data.SeriesSet;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Series and forecasts to show, and the means to look into what was made of them. */
final class ForecastSamples {
    private static final Pattern POINT = Pattern.compile("[ML](-?[0-9.]+) (-?[0-9.]+)");
    private static final double[] LEVELS = {0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975};
    private static final double[] AWAY = {-1.96, -1.28, -0.67, 0, 0.67, 1.28, 1.96};

    private ForecastSamples() {}

    /** Months with a trend and a season. */
    static double[] months(int steps) {
        double[] values = new double[steps];
        Arrays.setAll(values, t -> 100 + 2 * t + 20 * Math.sin(Math.PI * t / 6));
        return values;
    }

    static SeriesSet monthly(String name, int steps) {
        return SeriesSet.of(name, "1949-01", Frequency.MONTHLY, months(steps));
    }

    /** {@return a forecast of the points that came, each moved by 5} */
    static Forecast points(String model, SeriesSet set, int origin, int horizon) {
        return forecast(model, set, origin, horizon, ForecastSpread.NONE);
    }

    static Forecast forecast(
            String model, SeriesSet set, int origin, int horizon, ForecastSpread spread) {
        double[] points = Arrays.copyOfRange(months(origin + horizon), origin, origin + horizon);
        Arrays.setAll(points, h -> points[h] + 5);
        return new Forecast(
                model,
                set.series(0),
                set.targets(),
                origin,
                new double[][] {points},
                List.of(spread));
    }

    /** {@return the intervals of 50, 80 and 95 %, wider from step to step} */
    static ForecastSpread quantiles(int origin, int horizon) {
        double[][] values = new double[LEVELS.length][horizon];
        double[] middle = months(origin + horizon);
        for (int q = 0; q < LEVELS.length; q++) {
            for (int h = 0; h < horizon; h++) {
                values[q][h] = middle[origin + h] + 5 + AWAY[q] * 4 * Math.sqrt(h + 1);
            }
        }
        return new ForecastSpread.Quantiles(LEVELS, values);
    }

    static ForecastSpread samples(int origin, int horizon, int paths) {
        Random random = new Random(3);
        double[] middle = months(origin + horizon);
        double[][] sampled = new double[paths][horizon];
        for (double[] path : sampled) {
            double away = 5;
            for (int h = 0; h < horizon; h++) {
                away += 4 * random.nextGaussian();
                path[h] = middle[origin + h] + away;
            }
        }
        return new ForecastSpread.Samples(sampled);
    }

    /** {@return the points of each path of a picture that is not of its keys} */
    static List<double[][]> paths(Picture picture) {
        return paths(picture, "");
    }

    /** {@return the points of each path with such a text among its attributes} */
    static List<double[][]> paths(Picture picture, String attribute) {
        NodeList found = Samples.xml(picture.svg()).getElementsByTagName("path");
        List<double[][]> paths = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            Element path = (Element) found.item(i);
            if (!path.getParentNode().getNodeName().equals("g")
                    && attributes(path).contains(attribute)) {
                Matcher points = POINT.matcher(path.getAttribute("d"));
                paths.add(
                        points.results()
                                .map(
                                        p ->
                                                new double[] {
                                                    Double.parseDouble(p.group(1)),
                                                    Double.parseDouble(p.group(2))
                                                })
                                .toArray(double[][]::new));
            }
        }
        return paths;
    }

    private static String attributes(Element element) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            all.append(element.getAttributes().item(i)).append(' ');
        }
        return all.toString();
    }

    /** {@return all pictures of series and forecasts, of odd data too} */
    static List<Picture> pictures() {
        SeriesSet set = monthly("<air>", 144);
        SeriesSet missing =
                SeriesSet.of("missing", "0", Frequency.INDEX, Double.NaN, Double.NaN, Double.NaN);
        SeriesSet one =
                SeriesSet.of("one", "2020-01-01 13:30", Frequency.of(30, Frequency.Unit.MINUTE), 7);
        SeriesSet constant =
                SeriesSet.of("constant", "2020-01-01", Frequency.DAILY, new double[400]);
        Forecast fan = forecast("<GRU>", set, 120, 24, quantiles(120, 24));
        List<Forecast> many =
                IntStream.range(60, 132).mapToObj(o -> points("<GRU>", set, o, 12)).toList();
        return List.of(
                new FanChart(fan),
                new FanChart(fan, points("naive & co", set, 120, 24), points("drift", set, 120, 30))
                        .past(0),
                new FanChart(forecast("s", set, 144, 1, samples(144, 1, 40))).paths(3),
                new FanChart(forecast("s", set, 0, 12, samples(0, 12, 40))).paths(99),
                new FanChart(points("m", missing, 3, 2)),
                new FanChart(points("m", one, 1, 1)),
                new FanChart(points("m", constant, 300, 96)),
                new SeriesChart(set),
                new SeriesChart(set.splitFractions(0.6, 0.2)),
                new SeriesChart(missing),
                new SeriesChart(one),
                new SeriesChart(constant.splitLast(0, 1)),
                new SeriesChart(several(30)),
                new HorizonChart("<errors>", "<MAE>"),
                new HorizonChart("errors", "MAE").model("none"),
                new HorizonChart("errors", "MAE").model("one", 3).baseline("b", 2),
                new HorizonChart("errors", "MAE")
                        .model("<GRU>", 1, Double.NaN, 3)
                        .baseline("<naive>", 2, 2, Double.POSITIVE_INFINITY),
                new HorizonChart("errors", "bias").model("signed", new double[96]),
                new ResidualDiagnostics("<none>", new double[0], 1),
                new ResidualDiagnostics("missing", new double[] {Double.NaN, Double.NaN}, 1),
                new ResidualDiagnostics("one", new double[] {3}, 1),
                new ResidualDiagnostics("two", new double[] {3, -1}, 12),
                new ResidualDiagnostics("constant", new double[50], 1),
                new ResidualDiagnostics("far", new double[] {1e9, -1e9, 3e9, 0, 1, 2, 3, 4}, 1),
                new ResidualDiagnostics("season", months(60), 12),
                ResidualDiagnostics.of(many),
                new DecompositionChart(
                        set.series(0), SeasonalDecomposition.multiplicative(months(144), 12)),
                new DecompositionChart(
                        constant.series(0), SeasonalDecomposition.additive(new double[400], 7)),
                new BacktestStrips(many),
                new BacktestStrips(many.subList(0, 1)),
                new BacktestStrips(Collections.nCopies(3, points("m", missing, 3, 2))));
    }

    /** {@return sets of one series joined to one} */
    static SeriesSet several(int series) {
        return SeriesSet.join(
                "<several>",
                "value",
                IntStream.range(0, series).mapToObj(i -> monthly("s<" + i, 40 + i)).toList());
    }
}
