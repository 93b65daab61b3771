package org.recurve.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.RenderContext;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.concurrent.CancellationException;
import org.recurve.display.Displays;

/** Values to what Jupyter shows. No failure of a value's own code gets out. */
final class Rendering {
    /** Characters of a value's text that are shown; a browser can take no hundred million. */
    private static final int LONGEST_TEXT = 100_000;

    private final Renderer renderer;

    /**
     * Makes renderings of every value; those that a notebook registers for a type come first.
     *
     * @param renderer of IJava's kind
     */
    Rendering(Renderer renderer) {
        this.renderer = renderer;
        renderer.createRegistration(Object.class)
                .preferring(MIMEType.TEXT_PLAIN, MIMEType.TEXT_HTML, MIMEType.IMAGE_SVG)
                .register(Rendering::show);
    }

    private static void show(Object value, RenderContext context) {
        context.renderIfRequested(MIMEType.TEXT_PLAIN, () -> Displays.text(value));
        if (context.wantsDataRenderedAs(MIMEType.TEXT_HTML)) {
            Displays.html(value).ifPresent(context.getOutputContainer()::putHTML);
        }
        if (context.wantsDataRenderedAs(MIMEType.IMAGE_SVG)) {
            Displays.svg(value).ifPresent(context.getOutputContainer()::putSVG);
        }
    }

    /**
     * Renders a value in its preferred forms, or in those asked for.
     *
     * @param value any, also {@code null}
     * @param types MIME types; none for the preferred ones
     */
    @SuppressWarnings("removal") // Who interrupts a rendering stops it by this, up to Java 25 too.
    DisplayData render(Object value, String... types) {
        if (value == null) {
            return new DisplayData("null");
        }
        if (value instanceof DisplayData data) {
            return data;
        }
        try {
            return shortened(
                    types.length == 0 ? renderer.render(value) : renderer.renderAs(value, types));
        } catch (ThreadDeath | CancellationException interrupted) {
            throw interrupted;
        } catch (RuntimeException | Error e) {
            return shortened(new DisplayData(Displays.notRendered(value, e)));
        }
    }

    private static DisplayData shortened(DisplayData data) {
        if (data.getData(MIMEType.TEXT_PLAIN) instanceof String text
                && text.length() > LONGEST_TEXT) {
            data.putText(
                    text.substring(0, text.offsetByCodePoints(LONGEST_TEXT - 1, 1))
                            + "\n... (%,d of %,d characters)"
                                    .formatted(LONGEST_TEXT, text.length()));
        }
        return data;
    }
}
