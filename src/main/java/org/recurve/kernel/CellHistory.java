package org.recurve.kernel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The cells of this session, in the order they were run and as they were written. Earlier sessions
 * are not kept.
 */
final class CellHistory {
    /** The number of this session. */
    static final int SESSION = 1;

    /**
     * A cell that was run.
     *
     * @param number that it had
     * @param input its code
     * @param output the text of its value, empty where it had none
     */
    record Cell(int number, String input, String output) {}

    private final List<Cell> cells = new ArrayList<>();

    synchronized void add(Cell cell) {
        cells.add(cell);
    }

    /**
     * Finds cells by their numbers.
     *
     * @param session 0 for this one, or its number
     * @param start first number
     * @param stop first that is not wanted
     */
    List<Cell> range(int session, int start, int stop) {
        return session == 0 || session == SESSION
                ? cells(cell -> cell.number() >= start && cell.number() < stop)
                : List.of();
    }

    /** {@return the last cells, so many at most} */
    List<Cell> tail(int length) {
        return last(cells(cell -> true), length);
    }

    /**
     * Finds the last cells of a form.
     *
     * @param pattern for the whole input; {@code *} stands for any text, {@code ?} for any
     *     character
     * @param length most cells
     * @param unique whether of equal inputs only the latest is wanted
     */
    List<Cell> search(String pattern, int length, boolean unique) {
        String literal = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        Predicate<String> fits = Pattern.compile(literal, Pattern.DOTALL).asMatchPredicate();
        List<Cell> found = cells(cell -> fits.test(cell.input()));
        return last(unique ? latest(found) : found, length);
    }

    private synchronized List<Cell> cells(Predicate<Cell> wanted) {
        return cells.stream().filter(wanted).toList();
    }

    private static List<Cell> latest(List<Cell> cells) {
        Map<String, Cell> latest = new LinkedHashMap<>();
        for (Cell cell : cells) {
            latest.remove(cell.input());
            latest.put(cell.input(), cell);
        }
        return List.copyOf(latest.values());
    }

    private static List<Cell> last(List<Cell> cells, int length) {
        return cells.subList(Math.max(0, cells.size() - Math.max(0, length)), cells.size());
    }
}
