package org.recurve.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.recurve.baseline.SmoothingForm.Season;
import org.recurve.baseline.SmoothingForm.Trend;
import org.recurve.core.RecurveException;

class ExponentialSmoothingTest {
    /** Monthly airline passengers in thousands, 1949 to 1960 (Box and Jenkins 1976, series G). */
    private static final double[] AIRLINE = {
        112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149,
        170, 170, 158, 133, 114, 140, 145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166,
        171, 180, 193, 181, 183, 218, 230, 242, 209, 191, 172, 194, 196, 196, 236, 235, 229, 243,
        264, 272, 237, 211, 180, 201, 204, 188, 235, 227, 234, 264, 302, 293, 259, 229, 203, 229,
        242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278, 284, 277, 317, 313, 318, 374,
        413, 405, 355, 306, 271, 306, 315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336,
        340, 318, 362, 348, 363, 435, 491, 505, 404, 359, 310, 337, 360, 342, 406, 396, 420, 472,
        548, 559, 463, 407, 362, 405, 417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432
    };

    /**
     * The published fit of R's {@code HoltWinters(AirPassengers, seasonal = "multiplicative")}. R
     * starts after the first year with the line through the trend of the first two.
     */
    @Test
    void theAirlinePassengersOfR() {
        double[] first = Arrays.copyOf(AIRLINE, 24);
        double[] trend = SeasonalDecomposition.trend(first, 12);
        double mean = Arrays.stream(trend, 6, 18).average().orElseThrow();
        double slope = 0;
        for (int i = 0; i < 12; i++) {
            slope += (i - 5.5) * (trend[6 + i] - mean) / 143;
        }
        SmoothingForm form = new SmoothingForm(Trend.ADDITIVE, Season.MULTIPLICATIVE, 12);
        double[] seasons = SeasonalDecomposition.indices(first, 12, true);
        SmoothingState start = new SmoothingState(form, mean - 6.5 * slope, slope, seasons);
        double[] rest = Arrays.copyOfRange(AIRLINE, 12, 144);

        SmoothingParameters published =
                new SmoothingParameters(0.2755925, 0.03269295, 0.8707292, 1);
        SmoothingState end = start.copy();
        assertThat(end.squaredErrors(rest, published)).isCloseTo(16_570.78, within(0.01));
        // (a + b) s1 and (a + 2 b) s2 with a = 469.3232206, b = 3.0215391, s1 = 0.9464611 and
        // s2 = 0.8829239.
        assertThat(end.forecast(2, 1))
                .containsExactly(
                        new double[] {
                            (469.3232206 + 3.0215391) * 0.9464611,
                            (469.3232206 + 2 * 3.0215391) * 0.8829239
                        },
                        within(1e-3));

        SmoothingParameters best = new SmoothingFit(form, start, rest).best();
        assertThat(best.alpha()).isCloseTo(0.2755925, within(1e-4));
        assertThat(best.beta()).isCloseTo(0.03269295, within(1e-4));
        assertThat(best.gamma()).isCloseTo(0.8707292, within(1e-4));
        assertThat(start.copy().squaredErrors(rest, best)).isLessThan(16_570.7778);
    }

    @Test
    void airlinePassengersOfTheLastYear() {
        double[] history = Arrays.copyOf(AIRLINE, 132);
        double[] forecast =
                ExponentialSmoothing.multiplicativeHoltWinters(12).forecast(history, 12);
        double[] naive = new SeasonalNaive(12).forecast(history, 12);
        double error = 0;
        double naiveError = 0;
        for (int h = 0; h < 12; h++) {
            error += Math.abs(AIRLINE[132 + h] - forecast[h]) / 12;
            naiveError += Math.abs(AIRLINE[132 + h] - naive[h]) / 12;
        }
        assertThat(error).isLessThan(naiveError / 2);
    }

    /** The weights of simple smoothing written out, for the squared error of every alpha. */
    private static double slowSquares(double[] y, double alpha) {
        double start = Arrays.stream(y, 0, Math.min(10, y.length)).average().orElseThrow();
        double sum = 0;
        for (int t = 0; t < y.length; t++) {
            double forecast = start * Math.pow(1 - alpha, t);
            for (int k = 0; k < t; k++) {
                forecast += alpha * Math.pow(1 - alpha, t - 1 - k) * y[k];
            }
            sum += (y[t] - forecast) * (y[t] - forecast);
        }
        return sum;
    }

    @Test
    void simpleSmoothingHasTheLeastSquaredErrorOfAll() {
        Random random = new Random(5);
        for (double noise : new double[] {0, 1, 5}) {
            double[] y = new double[60];
            double level = 20;
            for (int t = 0; t < y.length; t++) {
                level += random.nextGaussian();
                y[t] = level + noise * random.nextGaussian();
            }
            FittedSmoothing fitted = ExponentialSmoothing.simple().fit(y);
            double alpha = fitted.parameters().alpha();
            assertThat(alpha).isBetween(0.0, 1.0);
            assertThat(fitted.mse() * y.length).isCloseTo(slowSquares(y, alpha), within(1e-8));
            for (int i = 0; i <= 1000; i++) {
                assertThat(slowSquares(y, i / 1000.0)).isGreaterThan(fitted.mse() * 60 - 1e-6);
            }
            assertThat(fitted.forecast(3)[0]).isEqualTo(fitted.forecast(3)[2]);
            assertThat(fitted.parameters().beta()).isZero();
            assertThat(fitted.parameters().gamma()).isZero();
            assertThat(fitted.parameters().phi()).isEqualTo(1);
        }
    }

    /** One step of the recursions in their components' form, with everything kept. */
    private static double slowLast(
            double[] y,
            int m,
            boolean multiplied,
            SmoothingParameters p,
            double l0,
            double b0,
            double[] s0,
            int ahead) {
        int n = y.length;
        double[] l = new double[n + 1];
        double[] b = new double[n + 1];
        double[] s = new double[n + m];
        l[0] = l0;
        b[0] = b0;
        System.arraycopy(s0, 0, s, 0, m);
        for (int t = 1; t <= n; t++) {
            double old = s[t - 1];
            double seen = multiplied ? y[t - 1] / old : y[t - 1] - old;
            l[t] = p.alpha() * seen + (1 - p.alpha()) * (l[t - 1] + p.phi() * b[t - 1]);
            b[t] = p.beta() * (l[t] - l[t - 1]) + (1 - p.beta()) * p.phi() * b[t - 1];
            double alone = multiplied ? y[t - 1] / l[t] : y[t - 1] - l[t];
            s[t + m - 1] = p.gamma() * alone + (1 - p.gamma()) * old;
        }
        double line = l[n];
        for (int h = 1; h <= ahead; h++) {
            line += Math.pow(p.phi(), h) * b[n];
        }
        double season = s[n + (ahead - 1) % m];
        return multiplied ? line * season : line + season;
    }

    @Test
    void theRecursionsAreThoseWrittenOut() {
        Random random = new Random(6);
        for (Season season : List.of(Season.ADDITIVE, Season.MULTIPLICATIVE)) {
            for (double phi : new double[] {1, 0.9}) {
                double[] y = random.doubles(31, 5, 9).toArray();
                double[] s0 = random.doubles(4, 0.8, 1.2).toArray();
                SmoothingForm form =
                        new SmoothingForm(phi == 1 ? Trend.ADDITIVE : Trend.DAMPED, season, 4);
                SmoothingParameters p = new SmoothingParameters(0.3, 0.2, 0.4, phi);
                SmoothingState state = new SmoothingState(form, 6.5, 0.1, s0.clone());
                assertThat(state.squaredErrors(y, p)).isPositive();
                double[] forecast = state.forecast(7, phi);
                for (int h = 1; h <= 7; h++) {
                    double slow =
                            slowLast(y, 4, season == Season.MULTIPLICATIVE, p, 6.5, 0.1, s0, h);
                    assertThat(forecast[h - 1]).isCloseTo(slow, within(1e-10));
                }
            }
        }
    }

    @Test
    void whatHasTheFormIsForecastExactly() {
        double[] line = new double[40];
        double[] sum = new double[40];
        double[] product = new double[40];
        double[] terms = {-3, 1, 0, 2};
        double[] factors = {0.5, 1.2, 0.9, 1.4};
        for (int t = 0; t < 40; t++) {
            line[t] = 5 - 0.5 * t;
            sum[t] = 5 + 0.25 * t + terms[t % 4];
            product[t] = 30 * factors[t % 4];
        }
        assertThat(ExponentialSmoothing.holt().forecast(line, 3))
                .containsExactly(new double[] {-15, -15.5, -16}, within(1e-9));
        assertThat(ExponentialSmoothing.additiveHoltWinters(4).forecast(sum, 5))
                .containsExactly(new double[] {12, 16.25, 15.5, 17.75, 13}, within(1e-9));
        assertThat(ExponentialSmoothing.multiplicativeHoltWinters(4).forecast(product, 5))
                .containsExactly(new double[] {15, 36, 27, 42, 15}, within(1e-9));
    }

    @Test
    void parametersOfADrawnSeriesAreFoundAgain() {
        Random random = new Random(8);
        double[] y = new double[4_000];
        double level = 50;
        double trend = 2;
        for (int t = 0; t < y.length; t++) {
            double error = random.nextGaussian();
            y[t] = level + 0.9 * trend + error;
            // In the form of errors: l + alpha e, b + alpha beta e, with alpha .6 and beta .5.
            level += 0.9 * trend + 0.6 * error;
            trend = 0.9 * trend + 0.3 * error;
        }
        SmoothingParameters found = ExponentialSmoothing.dampedHolt().fit(y).parameters();
        assertThat(found.alpha()).isCloseTo(0.6, within(0.05));
        assertThat(found.beta()).isCloseTo(0.5, within(0.05));
        assertThat(found.phi()).isCloseTo(0.9, within(0.03));
    }

    @Test
    void aDampedTrendDiesOut() {
        // A line that loses a tenth of its slope at each step, 10 at first, towards 5 + 10 * 9.
        double[] y = new double[20];
        Arrays.setAll(y, t -> 95 - 90 * Math.pow(0.9, t + 1));
        FittedSmoothing damped = ExponentialSmoothing.dampedHolt().fit(y);
        double phi = damped.parameters().phi();
        double[] forecast = damped.forecast(20);
        for (int h = 2; h < 20; h++) {
            double change = forecast[h] - forecast[h - 1];
            double before = forecast[h - 1] - forecast[h - 2];
            assertThat(change / before).isCloseTo(phi, within(1e-9));
        }
        double came = 95 - 90 * Math.pow(0.9, 40);
        double undamped = ExponentialSmoothing.holt().forecast(y, 20)[19];
        assertThat(Math.abs(forecast[19] - came)).isLessThan(Math.abs(undamped - came) / 1.5);
    }

    @Test
    void theFitIsABestOneOfManyDrawn() {
        Random random = new Random(7);
        double[] y = new double[80];
        for (int t = 0; t < y.length; t++) {
            y[t] = 50 + 0.3 * t + 8 * Math.cos(Math.PI * t / 3) + 3 * random.nextGaussian();
        }
        for (ExponentialSmoothing method :
                List.of(
                        ExponentialSmoothing.additiveHoltWinters(6),
                        ExponentialSmoothing.multiplicativeHoltWinters(6))) {
            boolean multiplied = method.name().startsWith("multiplicative");
            SmoothingForm form =
                    new SmoothingForm(
                            Trend.ADDITIVE,
                            multiplied ? Season.MULTIPLICATIVE : Season.ADDITIVE,
                            6);
            double least = method.fit(y).mse() * y.length;
            for (int draw = 0; draw < 2_000; draw++) {
                SmoothingParameters drawn =
                        new SmoothingParameters(
                                random.nextDouble(), random.nextDouble(), random.nextDouble(), 1);
                double squares = SmoothingState.before(form, y).squaredErrors(y, drawn);
                assertThat(Double.isNaN(squares) || squares > least - 1e-6).isTrue();
            }
        }
    }

    @Test
    void theUnitMakesNoDifference() {
        double[] large = Arrays.stream(AIRLINE).map(v -> 1e9 * v).toArray();
        ExponentialSmoothing method = ExponentialSmoothing.multiplicativeHoltWinters(12);
        double[] forecast = method.forecast(AIRLINE, 12);
        double[] scaled = method.forecast(large, 12);
        for (int h = 0; h < 12; h++) {
            assertThat(scaled[h] / 1e9).isCloseTo(forecast[h], within(1e-3));
        }
    }

    @Test
    void steepGrowthKeepsItsLevelAboveZero() {
        double[] growth = new double[16];
        Arrays.setAll(growth, t -> Math.pow(2, t));
        double[] forecast = ExponentialSmoothing.multiplicativeHoltWinters(2).forecast(growth, 2);
        assertThat(forecast[0]).isGreaterThan(32_768).isFinite();
        assertThat(forecast[1]).isGreaterThan(forecast[0]).isFinite();
    }

    @Test
    void wrongInput() {
        assertThatThrownBy(
                        () ->
                                ExponentialSmoothing.multiplicativeHoltWinters(2)
                                        .forecast(new double[] {1, 2, 0, 4}, 1))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("multiplicative Holt-Winters, period 2 multiplies seasons")
                .hasMessageContaining("value 2 of 4 in the history is 0.0")
                .hasMessageContaining("take additive seasons");
        assertThatThrownBy(() -> ExponentialSmoothing.additiveHoltWinters(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2 steps, not 1");
        FittedSmoothing fitted = ExponentialSmoothing.simple().fit(AIRLINE);
        assertThatThrownBy(() -> fitted.forecast(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 step, not 0");
    }
}
