package org.recurve.data.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Writes the embedded substation: ten months of simulated hourly measurements of the transformer of
 * a small town, with the rhythm of the day and of the week, weather that stays for days, and oil
 * that warms and cools hours behind what heats it. {@link Random}'s sequence and {@link StrictMath}
 * are specified, so the file is the same bit for bit on every Java.
 */
public final class Substation {
    /** The seed of the file in {@code data/substation}. */
    public static final long SEED = 1;

    /** Ten months of 30 days. */
    static final int HOURS = 10 * 30 * 24;

    /** A Monday. */
    static final LocalDateTime START = LocalDateTime.of(2023, 1, 2, 0, 0);

    /** Of weather and of what the town uses, what is left of it an hour later. */
    static final double WEATHER = 0.985;

    private static final double USE = 0.995;

    /** The oil goes a quarter of the way to its final temperature in an hour. */
    static final double WARMING = 0.25;

    /** The load that the transformer is built for, in megawatts. */
    private static final double RATED = 20;

    /** Degrees that the oil is above the air at the rated load, and without any. */
    private static final double RISE = 45;

    private static final double IDLE_RISE = 6;

    /** From midnight on, as a share of the mean load. */
    private static final double[] WORKDAY = {
        0.70, 0.65, 0.62, 0.61, 0.63, 0.72, 0.90, 1.05, 1.10, 1.09, 1.08, 1.08,
        1.06, 1.03, 1.01, 1.02, 1.08, 1.19, 1.30, 1.32, 1.24, 1.10, 0.93, 0.79
    };

    private static final double[] WEEKEND = {
        0.74, 0.68, 0.64, 0.62, 0.62, 0.64, 0.69, 0.78, 0.90, 1.01, 1.08, 1.12,
        1.12, 1.05, 0.99, 0.97, 1.00, 1.08, 1.18, 1.20, 1.14, 1.03, 0.90, 0.79
    };

    private final Random random = new Random(SEED);
    private double weather;
    private double use;
    private double oil = 15;

    private Substation() {}

    /**
     * Writes {@code hours.csv}: a row for each hour.
     *
     * @param folder where to; made where it does not exist
     * @throws IOException if the file cannot be written
     */
    public static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Substation substation = new Substation();
        List<String> lines = new ArrayList<>(List.of("time,load,outside,oil"));
        for (int hour = 0; hour < HOURS; hour++) {
            lines.add(substation.next(START.plusHours(hour)));
        }
        Files.writeString(
                folder.resolve("hours.csv"),
                String.join("\n", lines) + "\n",
                StandardCharsets.UTF_8);
    }

    private String next(LocalDateTime time) {
        weather = WEATHER * weather + 0.55 * random.nextGaussian();
        use = USE * use + 0.006 * random.nextGaussian();
        double outside = climate(time) + weather;
        // Houses are heated below 16 degrees and cooled above 24.
        double houses = 0.02 * Math.max(0, 16 - outside) + 0.02 * Math.max(0, outside - 24);
        double load =
                11 * (shape(time) + houses) * StrictMath.exp(use + 0.03 * random.nextGaussian());
        double relative = load / RATED;
        // Losses, which heat the oil, grow with the square of the load.
        double end = outside + IDLE_RISE + RISE * relative * relative;
        oil += WARMING * (end - oil) + 0.3 * random.nextGaussian();
        return String.format(
                Locale.ROOT,
                "%s %s,%.2f,%.1f,%.1f",
                time.toLocalDate(),
                time.toLocalTime(),
                load,
                outside,
                oil);
    }

    /** {@return degrees: coldest at the end of January and before dawn} */
    private static double climate(LocalDateTime time) {
        double year = 2 * Math.PI * (time.getDayOfYear() - 25) / 365.25;
        double day = 2 * Math.PI * (time.getHour() - 15) / 24.0;
        return 11 - 9 * StrictMath.cos(year) + 4 * StrictMath.cos(day);
    }

    private static double shape(LocalDateTime time) {
        DayOfWeek day = time.getDayOfWeek();
        int hour = time.getHour();
        return switch (day) {
            case SATURDAY -> 0.85 * WEEKEND[hour];
            case SUNDAY -> 0.78 * WEEKEND[hour];
            default -> WORKDAY[hour];
        };
    }

    /**
     * Regenerates the file.
     *
     * @param arguments the folder, {@code data/substation} by default
     * @throws IOException if the file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments.length > 0 ? arguments[0] : "data/substation"));
    }
}
