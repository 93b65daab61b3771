package org.recurve.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.publish.PublishClearOutput;
import java.util.List;

/** The functions that a cell may call by their simple names, as in IJava. */
public final class CellFunctions {
    private static volatile JavaKernel kernel;

    private CellFunctions() {}

    static void connect(JavaKernel running) {
        kernel = running;
    }

    /** {@return the kernel that runs this notebook} */
    public static JavaKernel getKernelInstance() {
        if (kernel == null) {
            throw new IllegalStateException("no notebook kernel runs in this process");
        }
        return kernel;
    }

    /**
     * Shows a value in its preferred forms.
     *
     * @param value to show
     * @return the id to update this display by
     */
    public static String display(Object value) {
        return display(value, new String[0]);
    }

    /**
     * Shows a value in the forms asked for.
     *
     * @param value to show
     * @param types MIME types ({@code "text/html"})
     * @return the id to update this display by
     */
    public static String display(Object value, String... types) {
        return getKernelInstance().show(render(value, types));
    }

    /**
     * Renders a value in its preferred forms without showing it.
     *
     * @param value to render
     * @return the forms by MIME type
     */
    public static DisplayData render(Object value) {
        return render(value, new String[0]);
    }

    /**
     * Renders a value in the forms asked for without showing it.
     *
     * @param value to render
     * @param types MIME types ({@code "text/html"})
     * @return the forms by MIME type
     */
    public static DisplayData render(Object value, String... types) {
        return getKernelInstance().rendering().render(value, types);
    }

    /**
     * Shows a value in place of what a display showed before.
     *
     * @param id as {@link #display} returned it
     * @param value to show
     */
    public static void updateDisplay(String id, Object value) {
        updateDisplay(id, value, new String[0]);
    }

    /**
     * Shows a value in place of what a display showed before, in the forms asked for.
     *
     * @param id as {@link #display} returned it
     * @param value to show
     * @param types MIME types ({@code "text/html"})
     */
    public static void updateDisplay(String id, Object value, String... types) {
        getKernelInstance().update(id, render(value, types));
    }

    /**
     * Removes what the cell has shown so far.
     *
     * @param wait whether only when the next output comes, which avoids flicker
     */
    public static void clearOutput(boolean wait) {
        getKernelInstance()
                .publisher()
                .publish(wait ? PublishClearOutput.BEFORE_NEXT_OUTPUT : PublishClearOutput.NOW);
    }

    /**
     * Runs code as if it stood in a cell.
     *
     * @param code Java and magics
     * @return the value of its last expression, or {@code null}
     * @throws Exception if it does not compile or throws
     */
    public static Object eval(String code) throws Exception {
        return getKernelInstance().evaluateInCell("eval", code);
    }

    /**
     * Runs a line magic.
     *
     * @param name without the percent sign
     * @param arguments of the magic
     * @param <T> what the magic returns
     * @return the magic's value, {@code null} if it has none
     * @throws Exception as the magic throws
     */
    // Generic as in IJava, so that List<String> files = %magic needs no cast.
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public static <T> T lineMagic(String name, List<String> arguments) throws Exception {
        return getKernelInstance().magics().applyLine(name, arguments);
    }

    /**
     * Runs a cell magic.
     *
     * @param name without the percent signs
     * @param arguments of the magic
     * @param body the rest of the cell
     * @param <T> what the magic returns
     * @return the magic's value, {@code null} if it has none
     * @throws Exception as the magic throws
     */
    // Generic as in IJava, so that List<String> files = %magic needs no cast.
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public static <T> T cellMagic(String name, List<String> arguments, String body)
            throws Exception {
        return getKernelInstance().magics().applyCell(name, arguments, body);
    }
}
