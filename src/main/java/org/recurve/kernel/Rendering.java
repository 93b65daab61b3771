package org.recurve.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.RenderContext;
import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import org.recurve.display.Displays;

/** Values to what Jupyter shows. No failure of a value's own code gets out. */
final class Rendering {
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
            return new DisplayData(Displays.notRendered(value, e));
        }
    }
}
