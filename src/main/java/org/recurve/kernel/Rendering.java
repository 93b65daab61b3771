package org.recurve.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.Renderer;

/** Values to what Jupyter shows. No failure of a value's own code gets out. */
final class Rendering {
    private final Renderer renderer;

    Rendering(Renderer renderer) {
        this.renderer = renderer;
    }

    /**
     * Renders a value in its preferred forms, or in those asked for.
     *
     * @param value any, also {@code null}
     * @param types MIME types; none for the preferred ones
     */
    DisplayData render(Object value, String... types) {
        if (value == null) {
            return new DisplayData("null");
        }
        if (value instanceof DisplayData data) {
            return data;
        }
        try {
            return types.length == 0 ? renderer.render(value) : renderer.renderAs(value, types);
        } catch (RuntimeException | Error e) {
            return new DisplayData(text(value) + "\n(not rendered: " + described(e) + ")");
        }
    }

    private static String text(Object value) {
        try {
            return String.valueOf(value);
        } catch (RuntimeException | Error e) {
            return value.getClass().getName()
                    + "@"
                    + Integer.toHexString(System.identityHashCode(value));
        }
    }

    private static String described(Throwable thrown) {
        String name = thrown.getClass().getName();
        try {
            String message = thrown.getMessage();
            return message == null ? name : name + ": " + message;
        } catch (RuntimeException | Error e) {
            return name;
        }
    }
}
