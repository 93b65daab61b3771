package org.recurve.data.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * Writes the embedded heartbeats: simulated electrocardiograms of one beat each, of different
 * lengths, with the kind of the beat. Nobody's heart is in two splits. {@link Random}'s sequence
 * and {@link StrictMath} are specified, so the files are the same bit for bit on every Java.
 */
public final class Heartbeats {
    /** The seed of the files in {@code data/heartbeats}. */
    public static final long SEED = 1;

    /** Readings a second. */
    public static final int RATE = 100;

    /** What a beat may be, and how many of it everybody has. */
    enum Kind {
        /** As the person's beats are. */
        NORMAL(2),
        /** From a ventricle: wide, without a P wave. */
        VENTRICULAR(1),
        /** Low between the S and the T wave. */
        ST_DEPRESSION(1),
        /** The T wave points down. */
        T_INVERSION(1);

        private final int beats;

        Kind(int beats) {
            this.beats = beats;
        }

        /** {@return its name in the files} */
        String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final Map<String, Integer> PEOPLE = new LinkedHashMap<>();

    static {
        PEOPLE.put("train", 120);
        PEOPLE.put("validation", 40);
        PEOPLE.put("test", 80);
    }

    private final Random random = new Random(SEED);

    private Heartbeats() {}

    /**
     * Writes {@code train.ts}, {@code validation.ts} and {@code test.ts}, in the format of the UCR
     * and UEA archives.
     *
     * @param folder where to; made where it does not exist
     * @throws IOException if a file cannot be written
     */
    public static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Heartbeats beats = new Heartbeats();
        for (Map.Entry<String, Integer> split : PEOPLE.entrySet()) {
            List<String> lines = beats.lines(split.getValue());
            Files.writeString(
                    folder.resolve(split.getKey() + ".ts"),
                    header() + String.join("\n", lines) + "\n",
                    StandardCharsets.UTF_8);
        }
    }

    private static String header() {
        return String.join(
                "\n",
                "# One simulated heartbeat a line, millivolts at " + RATE + " Hz; CC0-1.0",
                "@problemName heartbeats",
                "@timeStamps false",
                "@missing false",
                "@univariate true",
                "@equalLength false",
                "@classLabel true "
                        + Arrays.stream(Kind.values())
                                .map(Kind::label)
                                .collect(Collectors.joining(" ")),
                "@data\n");
    }

    private List<String> lines(int people) {
        List<String> lines = new ArrayList<>();
        for (int person = 0; person < people; person++) {
            Heart heart = new Heart(random);
            for (Kind kind : Kind.values()) {
                for (int beat = 0; beat < kind.beats; beat++) {
                    lines.add(line(heart.beat(kind, RATE), kind));
                }
            }
        }
        Collections.shuffle(lines, random);
        return lines;
    }

    private static String line(double[] signal, Kind kind) {
        return Arrays.stream(signal)
                        .mapToLong(value -> Math.round(value * 1000))
                        .mapToObj(value -> String.format(Locale.ROOT, "%.3f", value / 1000.0))
                        .collect(Collectors.joining(","))
                + ":"
                + kind.label();
    }

    /**
     * Regenerates the files.
     *
     * @param arguments the folder, {@code data/heartbeats} by default
     * @throws IOException if a file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments.length > 0 ? arguments[0] : "data/heartbeats"));
    }
}
