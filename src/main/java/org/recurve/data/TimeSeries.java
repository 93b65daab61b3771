package org.recurve.data;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.recurve.core.RecurveException;

/**
 * One series of a {@link SeriesSet}: a number for each target at each of its steps, which are as
 * far apart as the frequency says; a missing value is NaN. It may have a history: steps before its
 * first one that belong to an earlier part of the data, and that only windows which ask for them
 * see.
 *
 * <p>A view: parts cut out of a series share its arrays.
 */
public final class TimeSeries {
    private final String id;
    private final Frequency frequency;
    private final SeriesColumns columns;

    /** The tick of the first number in the arrays. */
    private final long origin;

    /** By part and column; those of the known covariates may be longer than the others. */
    private final double[][][] data;

    private final double[] statics;
    private final int begin;
    private final int end;

    /**
     * Makes a view.
     *
     * @param origin tick of the first number in the arrays
     * @param data by {@link SeriesColumns.Part} and column
     * @param begin index of the first step
     * @param end index behind the last step
     */
    TimeSeries(
            String id,
            Frequency frequency,
            SeriesColumns columns,
            long origin,
            double[][][] data,
            double[] statics,
            int begin,
            int end) {
        this.id = id;
        this.frequency = frequency;
        this.columns = columns;
        this.origin = origin;
        this.data = data;
        this.statics = statics;
        this.begin = begin;
        this.end = end;
    }

    /** {@return its name, which no other series of the set has} */
    public String id() {
        return id;
    }

    /** {@return how far apart its steps are} */
    public Frequency frequency() {
        return frequency;
    }

    /** {@return how many steps it has, at least 1} */
    public int length() {
        return end - begin;
    }

    /** {@return how many steps before its first one a window may look back to} */
    public int history() {
        return begin;
    }

    /**
     * The time of a step as text.
     *
     * @param step from 0; may lie beyond the last or, negative, before the first
     * @return such as {@code 2016-07-01 13:00}, {@code 1949-01} or, of an index, {@code 17}
     */
    public String time(int step) {
        return frequency.format(tick(step));
    }

    /**
     * The time of a step.
     *
     * @param step from 0; may lie beyond the last or, negative, before the first
     * @return the time; of months their first day
     * @throws RecurveException if the steps are numbered and have no time
     */
    public LocalDateTime dateTime(int step) {
        return frequency.time(tick(step));
    }

    /**
     * The step of a time.
     *
     * @param time as text, as {@link #time} writes it
     * @return from 0; may lie beyond the last or, negative, before the first
     * @throws RecurveException if the text is no time, or one between two steps
     */
    public int step(String time) {
        long after = frequency.parse(time) - tick(0);
        if (after % frequency.step() != 0) {
            throw new RecurveException(
                    "%s lies between two steps of series %s, which begins with %s and has a step of %s: give the time of a step"
                            .formatted(time, id, time(0), frequency));
        }
        return Math.toIntExact(after / frequency.step());
    }

    /**
     * One number.
     *
     * @param target which, from 0 in the order of {@link SeriesSet#targets}
     * @param step from 0 to less than {@link #length}
     * @return its value, or NaN where it is missing
     */
    public double value(int target, int step) {
        if (step < 0 || step >= length()) {
            throw new IndexOutOfBoundsException(
                    "series %s has steps 0 to %d, not %d".formatted(id, length() - 1, step));
        }
        return data[0][target][begin + step];
    }

    /**
     * The numbers of a target.
     *
     * @param target which, from 0 in the order of {@link SeriesSet#targets}
     * @return a copy, one for each step
     */
    public double[] values(int target) {
        return Arrays.copyOfRange(data[0][target], begin, end);
    }

    /**
     * The numbers of a target or a covariate with a value at each step.
     *
     * @param column its name
     * @return a copy, one for each step
     * @throws RecurveException if there is no such column
     */
    public double[] values(String column) {
        for (SeriesColumns.Part part : SeriesColumns.Part.values()) {
            int index = columns.names(part).indexOf(column);
            if (index >= 0) {
                return Arrays.copyOfRange(data[part.place()][index], begin, end);
            }
        }
        int stored = columns.known().size();
        int index = SeriesColumns.index(columns.knownNames(), column, "column") - stored;
        double[] values = new double[length()];
        Arrays.setAll(values, t -> columns.calendar().get(index).at(dateTime(t)));
        return values;
    }

    /** {@return how many values of targets are missing} */
    public long missing() {
        long missing = 0;
        for (double[] values : data[0]) {
            missing += Arrays.stream(values, begin, end).filter(Double::isNaN).count();
        }
        return missing;
    }

    long tick(int step) {
        return origin + (begin + step) * frequency.step();
    }

    /**
     * The place of a step in a season, by its time: the same whatever part of the series is looked
     * at.
     *
     * @param step from 0; may lie beyond the last or, negative, before the first
     * @param season steps of the season, at least 1
     * @return from 0 to less than {@code season}
     */
    public int phase(int step, int season) {
        return (int) Math.floorMod(Math.floorDiv(tick(step), frequency.step()), (long) season);
    }

    double[] statics() {
        return statics;
    }

    /**
     * {@return the numbers of a target right before a step, its history among them, at most so
     * many}
     */
    double[] before(int target, int step, int most) {
        int to = begin + step;
        return Arrays.copyOfRange(data[0][target], Math.max(0, to - most), to);
    }

    /** {@return the number at a step that may lie before or behind the series, else NaN} */
    double seen(SeriesColumns.Part part, int column, int step) {
        double[] values = data[part.place()][column];
        int index = begin + step;
        int last = part == SeriesColumns.Part.KNOWN ? values.length : end;
        return index < 0 || index >= last ? Double.NaN : values[index];
    }

    /** Writes all covariates whose future is known at a step, of the calendar last. */
    void known(int step, float[] to, int offset) {
        int stored = columns.known().size();
        for (int c = 0; c < stored; c++) {
            to[offset + c] = (float) seen(SeriesColumns.Part.KNOWN, c, step);
        }
        if (!columns.calendar().isEmpty()) {
            LocalDateTime time = dateTime(step);
            for (int c = 0; c < columns.calendar().size(); c++) {
                to[offset + stored + c] = (float) columns.calendar().get(c).at(time);
            }
        }
    }

    /** {@return the first step at a time or later, at most {@link #length}} */
    int stepAt(long tick) {
        long after = tick - tick(0);
        long step = Math.floorDiv(after + frequency.step() - 1, frequency.step());
        return (int) Math.max(0, Math.min(length(), step));
    }

    /** {@return the steps {@code from} to less than {@code to}, or null for none} */
    TimeSeries cut(int from, int to) {
        int first = begin + Math.max(0, from);
        int last = Math.min(end, begin + to);
        return first < last ? view(columns, data, first, last) : null;
    }

    /** Changes the numbers of a column; what lies behind the end is not seen. */
    interface Change {
        double[] of(SeriesColumns.Part part, int column, double[] values);
    }

    /** {@return the same series, its history included, with other numbers} */
    TimeSeries map(Change change) {
        double[][][] mapped = new double[data.length][][];
        for (SeriesColumns.Part part : SeriesColumns.Part.values()) {
            double[][] of = data[part.place()];
            mapped[part.place()] = new double[of.length][];
            for (int c = 0; c < of.length; c++) {
                int seen = part == SeriesColumns.Part.KNOWN ? of[c].length : end;
                double[] values = Arrays.copyOf(of[c], seen);
                mapped[part.place()][c] = change.of(part, c, values);
            }
        }
        return view(columns, mapped, begin, end);
    }

    /** {@return the same numbers under other columns} */
    TimeSeries with(SeriesColumns other, UnaryOperator<double[][]> targets) {
        double[][][] picked = data.clone();
        picked[0] = targets.apply(data[0]);
        return view(other, picked, begin, end);
    }

    /** {@return the same targets and known covariates, under columns that have no past ones} */
    TimeSeries withoutPast(SeriesColumns other) {
        double[][][] fewer = data.clone();
        fewer[SeriesColumns.Part.PAST.place()] = new double[0][];
        return view(other, fewer, begin, end);
    }

    private TimeSeries view(SeriesColumns of, double[][][] numbers, int from, int to) {
        return new TimeSeries(id, frequency, of, origin, numbers, statics, from, to);
    }

    /** {@return id, length and times in a line} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %,d steps of %s, %s to %s",
                id,
                length(),
                frequency,
                time(0),
                time(length() - 1));
    }
}
