package org.recurve.display;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Arrays: shape, type and place of each; its values where they are few, else a heat map. Neither
 * leaves an array behind, nor brings more values to Java than are shown.
 */
final class ArrayView {
    private static final int CELLS = 64;
    private static final int SLICE_CELLS = 32;
    private static final int SLICES = 4;
    private static final int LISTED = 8;

    private ArrayView() {}

    static void register() {
        Displays.register(NDArray.class, ArrayView::html, ArrayView::text);
        Displays.register(
                NDList.class,
                list -> all(list, ArrayView::html, "\n"),
                list -> all(list, ArrayView::text, "\n\n"));
    }

    private static String all(NDList list, Function<NDArray, String> shown, String between) {
        String head = "NDList of " + list.size() + (list.size() == 1 ? " array" : " arrays");
        List<String> parts = new ArrayList<>();
        parts.add(between.length() == 1 ? "<p><strong>" + head + "</strong></p>" : head);
        list.stream().limit(LISTED).map(shown).forEach(parts::add);
        if (list.size() > LISTED) {
            String note = "the first %d are shown".formatted(LISTED);
            parts.add(between.length() == 1 ? Html.note(note) : "(" + note + ")");
        }
        return String.join(between, parts);
    }

    static String text(NDArray array) {
        if (array.isReleased()) {
            return "NDArray (closed)";
        }
        String head = ArrayFigures.head(array);
        if (array.size() == 0) {
            return head + ", empty";
        }
        if (!ArrayFigures.numeric(array)) {
            return head;
        }
        String figures = array.size() == 1 ? "" : ", " + ArrayFigures.of(array).line();
        return ArrayValues.shows(array)
                ? head + figures + "\n" + ArrayValues.of(array).text()
                : head + figures;
    }

    static String html(NDArray array) {
        if (array.isReleased()) {
            return "<p>NDArray (closed)</p>";
        }
        String head = ArrayFigures.head(array);
        long[] shape = array.getShape().getShape();
        if (array.size() == 0 || !ArrayFigures.numeric(array)) {
            return paragraph(head + (array.size() == 0 ? ", empty" : ""), "");
        }
        if (shape.length == 0) {
            return paragraph(
                    head, ": <strong>" + Html.escape(ArrayValues.of(array).text()) + "</strong>");
        }
        String figures = ArrayFigures.of(array).line();
        if (shape.length == 1
                || (shape.length == 2 && Math.max(shape[0], shape[1]) <= ArrayValues.MOST)) {
            return paragraph(head, "") + "\n" + ArrayValues.of(array).grid().note(figures).html();
        }
        return "<p>" + Html.image(new ArrayMap(head, figures, panels(array))) + "</p>";
    }

    private static String paragraph(String head, String rest) {
        return "<p>" + Html.escape(head) + rest + "</p>";
    }

    /** A matrix, or the first slices of an array of more axes. */
    private static List<ArrayMap.Panel> panels(NDArray array) {
        long[] shape = array.getShape().getShape();
        int leading = shape.length - 2;
        if (leading == 0) {
            String size = String.format(Locale.ROOT, "%,d rows, %,d columns", shape[0], shape[1]);
            return List.of(new ArrayMap.Panel(size, ArrayCells.of(array, CELLS)));
        }
        long slices = array.size() / (shape[leading] * shape[leading + 1]);
        return IntStream.range(0, (int) Math.min(slices, SLICES))
                .mapToObj(i -> slice(array, indices(shape, leading, i)))
                .toList();
    }

    private static long[] indices(long[] shape, int leading, int slice) {
        long[] indices = new long[leading];
        long rest = slice;
        for (int axis = leading - 1; axis >= 0; axis--) {
            indices[axis] = rest % shape[axis];
            rest /= shape[axis];
        }
        return indices;
    }

    private static ArrayMap.Panel slice(NDArray array, long[] indices) {
        String name =
                IntStream.range(0, indices.length)
                        .mapToObj(i -> Long.toString(indices[i]))
                        .collect(Collectors.joining(", ", "[", "]"));
        try (NDArray slice = array.get(indices)) {
            return new ArrayMap.Panel(name, ArrayCells.of(slice, SLICE_CELLS));
        }
    }
}
