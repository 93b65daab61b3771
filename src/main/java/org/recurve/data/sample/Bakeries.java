package org.recurve.data.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Writes the embedded bakeries: simulated daily sales of shops that open on different days, with
 * the rhythm of the week and of the year, a trend, and shifts of level that nothing announces.
 * {@link Random}'s sequence and {@link StrictMath} are specified, so the file is the same bit for
 * bit on every Java.
 */
public final class Bakeries {
    /** The seed of the file in {@code data/bakeries}. */
    public static final long SEED = 1;

    /** How many shops there are. */
    static final int SHOPS = 20;

    /** The day behind the last. */
    static final LocalDate END = LocalDate.of(2024, 1, 1);

    /** The deviation of the noise, which is multiplied: about 6 %. */
    static final double NOISE = 0.06;

    /** A bakery sells so many times as much while it has an offer. */
    static final double OFFER = 1.25;

    private static final double DAYS_OF_YEAR = 365.25;

    /** Where a bakery is, and what the year does to it. */
    enum Town {
        /** Full in summer. */
        HARBOUR(0.3, 200),
        /** Empty in summer. */
        COLLEGE(-0.2, 215),
        /** A little more before Christmas. */
        MARKET(0.08, 345);

        private final double height;
        private final int peak;

        Town(double height, int peak) {
            this.height = height;
            this.peak = peak;
        }

        /** {@return by how much sales are multiplied on a day} */
        double factor(LocalDate day) {
            double angle = 2 * Math.PI * (day.getDayOfYear() - peak) / DAYS_OF_YEAR;
            return 1 + height * StrictMath.cos(angle);
        }
    }

    /** Monday to Sunday, in the mean; each bakery has a week of its own, not far from it. */
    private static final double[] WEEK = {0.85, 0.88, 0.92, 0.97, 1.12, 1.35, 0.91};

    private final Random random = new Random(SEED);

    private Bakeries() {}

    /**
     * Writes {@code sales.csv}: a row for each day of each bakery.
     *
     * @param folder where to; made where it does not exist
     * @throws IOException if the file cannot be written
     */
    public static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Bakeries bakeries = new Bakeries();
        List<String> lines = new ArrayList<>(List.of("bakery,date,sales,offer,town"));
        for (int shop = 0; shop < SHOPS; shop++) {
            bakeries.shop(shop, lines);
        }
        Files.writeString(
                folder.resolve("sales.csv"),
                String.join("\n", lines) + "\n",
                StandardCharsets.UTF_8);
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private void shop(int shop, List<String> lines) {
        Town town = Town.values()[shop % Town.values().length];
        int days = 500 + random.nextInt(500);
        double level = StrictMath.exp(between(StrictMath.log(60), StrictMath.log(900)));
        double growth = between(-0.15, 0.25) / DAYS_OF_YEAR;
        double[] week = new double[WEEK.length];
        for (int d = 0; d < week.length; d++) {
            week[d] = WEEK[d] * between(0.93, 1.07);
        }
        boolean offer = false;
        for (int i = 0; i < days; i++) {
            LocalDate day = END.minusDays(days - (long) i);
            int weekday = day.getDayOfWeek().getValue() - 1;
            // Every Monday an offer may begin, for the week.
            offer = weekday == 0 ? random.nextDouble() < 0.12 : offer;
            // About once in a year: roadworks, a new neighbour, a second oven.
            if (random.nextDouble() < 1 / DAYS_OF_YEAR) {
                level *= random.nextBoolean() ? between(0.65, 0.85) : between(1.18, 1.5);
            }
            double sales =
                    level
                            * StrictMath.exp(growth * i + NOISE * random.nextGaussian())
                            * week[weekday]
                            * town.factor(day)
                            * (offer ? OFFER : 1);
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "b%02d,%s,%d,%d,%s",
                            shop + 1,
                            day,
                            Math.round(sales),
                            offer ? 1 : 0,
                            town.name().toLowerCase(Locale.ROOT)));
        }
    }

    /**
     * Regenerates the file.
     *
     * @param arguments the folder, {@code data/bakeries} by default
     * @throws IOException if the file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments.length > 0 ? arguments[0] : "data/bakeries"));
    }
}
