package org.recurve.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import org.recurve.core.RecurveException;

/**
 * Windows over a {@link SeriesSet}: a look-back of L steps and, right behind it, a horizon of H
 * steps. No window is made before it is read, and none is stored: they are numbered through, by
 * series and then by time, and a number is enough to find one, so millions cost nothing.
 *
 * <p>Numbers are written into arrays of the caller's in the order (step, column), as a batch of
 * shape (B, L, C) wants them. A missing value is NaN. Safe for use by several threads.
 */
public final class SeriesWindows {
    private final SeriesSet set;
    private final int lookback;
    private final int horizon;
    private final int stride;
    private final boolean history;
    private final boolean ahead;

    /** The number of the first window of each series, and how many there are in all. */
    private final int[] starts;

    /** The windows that are left, by their numbers before others were taken out; null for all. */
    private final int[] picked;

    private SeriesWindows(
            SeriesSet set,
            int lookback,
            int horizon,
            int stride,
            boolean history,
            boolean ahead,
            int[] picked) {
        this.set = set;
        this.lookback = lookback;
        this.horizon = horizon;
        this.stride = stride;
        this.history = history;
        this.ahead = ahead;
        this.picked = picked;
        if (lookback < 1 || horizon < 1 || stride < 1) {
            throw new IllegalArgumentException(
                    "look-back, horizon and stride must be at least 1 step, not %d, %d and %d"
                            .formatted(lookback, horizon, stride));
        }
        starts = new int[set.size() + 1];
        for (int i = 0; i < set.size(); i++) {
            long all = (long) starts[i] + count(set.series(i));
            if (all > Integer.MAX_VALUE) {
                throw new RecurveException(
                        "%s has more than %,d windows of %d and %d steps; take a larger stride"
                                .formatted(set.name(), Integer.MAX_VALUE, lookback, horizon));
            }
            starts[i + 1] = (int) all;
        }
    }

    static SeriesWindows of(SeriesSet set, int lookback, int horizon, boolean history) {
        return new SeriesWindows(set, lookback, horizon, 1, history, false, null).some();
    }

    static SeriesWindows last(SeriesSet set, int lookback, int horizon) {
        return new SeriesWindows(set, lookback, horizon, 1, true, true, null);
    }

    private SeriesWindows some() {
        if (size() == 0) {
            throw new RecurveException(
                    ("%s %s: no series is long enough for a look-back of %d and a horizon of %d; the"
                                    + " longest has %d steps%s. Take fewer, or series that are"
                                    + " longer")
                            .formatted(
                                    set.name(),
                                    set.split(),
                                    lookback,
                                    horizon,
                                    set.longest(),
                                    history ? " and what is before them" : ""));
        }
        return this;
    }

    private int count(TimeSeries series) {
        if (ahead) {
            return 1;
        }
        int room = series.length() - horizon - firstOrigin(series);
        return room < 0 ? 0 : room / stride + 1;
    }

    /** {@return the first step that a horizon may begin with} */
    private int firstOrigin(TimeSeries series) {
        if (ahead) {
            return series.length();
        }
        return history ? Math.max(0, lookback - series.history()) : lookback;
    }

    /**
     * Windows further apart.
     *
     * @param steps from one window of a series to the next, at least 1
     * @return those of this stride, the first of each series as it was
     * @throws IllegalStateException if windows have been taken out already
     */
    public SeriesWindows stride(int steps) {
        if (picked != null) {
            throw new IllegalStateException("say stride before windows are taken out");
        }
        return new SeriesWindows(set, lookback, horizon, steps, history, ahead, null);
    }

    /**
     * Only windows in which no target is missing, in the look-back or the horizon.
     *
     * @return those; four bytes are stored for each
     * @throws RecurveException if there is none
     */
    public SeriesWindows withoutMissing() {
        return withoutMissing(lookback);
    }

    /**
     * Only windows in which no target is missing in the last steps before the horizon, or in it: to
     * judge models of any look-back on the same horizons.
     *
     * @param before how many steps, 0 to the look-back: 1 where the last value must be known
     * @return those; four bytes are stored for each
     * @throws RecurveException if there is none
     */
    public SeriesWindows withoutMissing(int before) {
        if (before < 0 || before > lookback) {
            throw new IllegalArgumentException(
                    "there are 0 to %d steps of a look-back to be without missing values, not %d"
                            .formatted(lookback, before));
        }
        SeriesWindows complete = only(w -> isComplete(w, before));
        if (complete.size() == 0) {
            throw new RecurveException(
                    "%s %s: in each of the %,d windows a value is missing; take shorter ones, or fill the gaps"
                            .formatted(set.name(), set.split(), size()));
        }
        return complete;
    }

    /**
     * Only windows whose horizon begins at one of some times.
     *
     * @param times as text
     * @return those; four bytes are stored for each
     * @throws RecurveException if a text is no time, or there is no such window
     */
    public SeriesWindows at(String... times) {
        Set<Long> ticks = new HashSet<>();
        for (String time : times) {
            ticks.add(set.frequency().parse(time));
        }
        SeriesWindows some = only(w -> ticks.contains(set.series(series(w)).tick(origin(w))));
        if (some.size() == 0) {
            throw new RecurveException(
                    "%s %s: no horizon of the %,d windows of %d and %d steps begins at %s; the first begins at %s, the last at %s"
                            .formatted(
                                    set.name(),
                                    set.split(),
                                    size(),
                                    lookback,
                                    horizon,
                                    String.join(", ", times),
                                    time(0),
                                    time(size() - 1)));
        }
        return some;
    }

    private SeriesWindows only(IntPredicate wanted) {
        int[] some = new int[size()];
        int n = 0;
        for (int w = 0; w < size(); w++) {
            if (wanted.test(w)) {
                some[n++] = picked == null ? w : picked[w];
            }
        }
        return new SeriesWindows(
                set, lookback, horizon, stride, history, ahead, Arrays.copyOf(some, n));
    }

    /**
     * Windows that lie beside each other in the order of their numbers.
     *
     * @param from the first, from 0
     * @param to behind the last
     * @return those
     */
    public SeriesWindows range(int from, int to) {
        if (from < 0 || to > size() || from >= to) {
            throw new IllegalArgumentException(
                    "there are windows 0 to %d, of which %d to %d are none"
                            .formatted(size() - 1, from, to));
        }
        int[] some = new int[to - from];
        Arrays.setAll(some, i -> number(from + i));
        return new SeriesWindows(set, lookback, horizon, stride, history, ahead, some);
    }

    /**
     * The same windows over other numbers.
     *
     * @param other the same series, scaled or filled otherwise
     * @return windows at the same places
     * @throws IllegalArgumentException if its series are not as long, or are others
     */
    public SeriesWindows over(SeriesSet other) {
        boolean same = other.size() == set.size();
        for (int i = 0; same && i < set.size(); i++) {
            TimeSeries mine = set.series(i);
            TimeSeries its = other.series(i);
            same =
                    mine.id().equals(its.id())
                            && mine.length() == its.length()
                            && mine.history() == its.history();
        }
        if (!same) {
            throw new IllegalArgumentException(
                    "%s %s has other series than %s %s: windows can be taken over to the same ones"
                            .formatted(other.name(), other.split(), set.name(), set.split()));
        }
        return new SeriesWindows(other, lookback, horizon, stride, history, ahead, picked);
    }

    /**
     * Only the windows of one series, over a set of that series alone.
     *
     * @param id its name
     * @return those
     * @throws RecurveException if there is no such series, or no window of it
     */
    public SeriesWindows ofSeries(String id) {
        int index = set.index(id);
        int first = starts[index];
        int[] its =
                picked == null
                        ? null
                        : Arrays.stream(picked)
                                .filter(w -> w >= first && w < starts[index + 1])
                                .map(w -> w - first)
                                .toArray();
        SeriesWindows windows =
                new SeriesWindows(set.only(id), lookback, horizon, stride, history, ahead, its);
        if (windows.size() == 0) {
            throw new RecurveException(
                    "%s %s: none of the %,d windows of %d and %d steps is of series %s"
                            .formatted(set.name(), set.split(), size(), lookback, horizon, id));
        }
        return windows;
    }

    private boolean isComplete(int window, int before) {
        TimeSeries series = set.series(series(window));
        int origin = origin(window);
        for (int t = origin - before; t < origin + horizon; t++) {
            for (int c = 0; c < set.targets().size(); c++) {
                if (Double.isNaN(series.seen(SeriesColumns.Part.TARGET, c, t))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** {@return how many windows there are} */
    public int size() {
        return picked == null ? starts[starts.length - 1] : picked.length;
    }

    /** {@return the series} */
    public SeriesSet set() {
        return set;
    }

    /** {@return L, the steps of a look-back} */
    public int lookback() {
        return lookback;
    }

    /** {@return H, the steps of a horizon} */
    public int horizon() {
        return horizon;
    }

    /**
     * {@return from one window of a series to the next, in steps; more where some were taken out}
     */
    public int stride() {
        return stride;
    }

    /** {@return the names of the series that are too short for any window} */
    public List<String> tooShort() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < set.size(); i++) {
            if (starts[i + 1] == starts[i]) {
                ids.add(set.series(i).id());
            }
        }
        return ids;
    }

    private int number(int window) {
        if (window < 0 || window >= size()) {
            throw new IndexOutOfBoundsException(
                    "there are windows 0 to %d, not %d".formatted(size() - 1, window));
        }
        return picked == null ? window : picked[window];
    }

    /**
     * Whose window it is.
     *
     * @param window from 0
     * @return the place of its series in the set
     */
    public int series(int window) {
        return series(starts, number(window));
    }

    private static int series(int[] starts, int number) {
        int low = 0;
        int high = starts.length - 2;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= number) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /**
     * Where its horizon begins.
     *
     * @param window from 0
     * @return the first step of the horizon, counted from the first of the series
     */
    public int origin(int window) {
        int number = number(window);
        int of = series(starts, number);
        return firstOrigin(set.series(of)) + (number - starts[of]) * stride;
    }

    /**
     * When its horizon begins.
     *
     * @param window from 0
     * @return the time of the first step of the horizon as text
     */
    public String time(int window) {
        return set.series(series(window)).time(origin(window));
    }

    /**
     * Writes the targets of the look-back.
     *
     * @param window from 0
     * @param to L × C numbers are written here
     * @param offset where to begin
     */
    public void fillLookback(int window, float[] to, int offset) {
        fill(window, -lookback, 0, SeriesColumns.Part.TARGET, to, offset);
    }

    /**
     * Writes the targets of the horizon; NaN behind the end of the series.
     *
     * @param window from 0
     * @param to H × C numbers are written here
     * @param offset where to begin
     */
    public void fillHorizon(int window, float[] to, int offset) {
        fill(window, 0, horizon, SeriesColumns.Part.TARGET, to, offset);
    }

    /**
     * Writes the past covariates of the look-back.
     *
     * @param window from 0
     * @param to L × P numbers are written here
     * @param offset where to begin
     */
    public void fillPast(int window, float[] to, int offset) {
        fill(window, -lookback, 0, SeriesColumns.Part.PAST, to, offset);
    }

    private void fill(
            int window, int from, int to, SeriesColumns.Part part, float[] into, int offset) {
        TimeSeries series = set.series(series(window));
        int origin = origin(window);
        int columns = set.columns().names(part).size();
        int at = offset;
        for (int t = from; t < to; t++) {
            for (int c = 0; c < columns; c++) {
                into[at++] = (float) series.seen(part, c, origin + t);
            }
        }
    }

    /**
     * Writes the known covariates of look-back and horizon, in the order of {@link
     * SeriesSet#knownCovariates}; NaN where the data have none, as behind the end of their future.
     *
     * @param window from 0
     * @param to (L + H) × K numbers are written here
     * @param offset where to begin
     */
    public void fillKnown(int window, float[] to, int offset) {
        TimeSeries series = set.series(series(window));
        int origin = origin(window);
        int columns = set.columns().known().size() + set.columns().calendar().size();
        for (int t = 0; t < lookback + horizon; t++) {
            series.known(origin - lookback + t, to, offset + t * columns);
        }
    }

    /**
     * Writes the static covariates.
     *
     * @param window from 0
     * @param to S numbers are written here
     * @param offset where to begin
     */
    public void fillStatic(int window, float[] to, int offset) {
        double[] statics = set.series(series(window)).statics();
        for (int c = 0; c < statics.length; c++) {
            to[offset + c] = (float) statics[c];
        }
    }

    /**
     * The targets of the look-back, as they are stored.
     *
     * @param window from 0
     * @return L × C numbers
     */
    public double[][] lookback(int window) {
        return rows(window, -lookback, 0);
    }

    /**
     * The targets of the horizon, as they are stored; NaN behind the end of the series.
     *
     * @param window from 0
     * @return H × C numbers
     */
    public double[][] horizon(int window) {
        return rows(window, 0, horizon);
    }

    /**
     * All that is known of a target before the horizon: the look-back and what lies before it, the
     * {@linkplain TimeSeries#history history} of the series among it.
     *
     * @param window from 0
     * @param target which, from 0
     * @return a copy, the last value before the horizon last; NaN where one is missing
     */
    public double[] history(int window, int target) {
        return history(window, target, Integer.MAX_VALUE);
    }

    /**
     * The last steps of a target before the horizon, see {@link #history(int, int)}.
     *
     * @param window from 0
     * @param target which, from 0
     * @param steps how many, at least 0; as many as there are if that is fewer
     * @return a copy, the last value before the horizon last; NaN where one is missing
     */
    public double[] history(int window, int target, int steps) {
        return set.series(series(window)).before(target, origin(window), steps);
    }

    private double[][] rows(int window, int from, int to) {
        TimeSeries series = set.series(series(window));
        int origin = origin(window);
        double[][] rows = new double[to - from][set.targets().size()];
        for (int t = 0; t < rows.length; t++) {
            for (int c = 0; c < rows[t].length; c++) {
                rows[t][c] = series.seen(SeriesColumns.Part.TARGET, c, origin + from + t);
            }
        }
        return rows;
    }

    /** {@return sizes in a line} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s %s: %,d windows of %d and %d steps",
                set.name(),
                set.split(),
                size(),
                lookback,
                horizon);
    }
}
