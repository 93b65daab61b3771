package org.recurve.display;

import static org.recurve.display.Reflected.call;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.UUID;

/**
 * A running kernel of IJava's family, reached by reflection alone: IJava and JJava have the same
 * methods in packages of their own, and this library needs neither to be compiled or run.
 */
final class JupyterKernel implements LiveProgress.Screen {
    private static final String TEXT = "text/plain";
    private static final String HTML = "text/html";
    private static final String SVG = "image/svg+xml";

    private final Object kernel;
    private final Object renderer;
    private final Object display;

    private JupyterKernel(Object kernel, Object renderer, Object display) {
        this.kernel = kernel;
        this.renderer = renderer;
        this.display = display;
    }

    /**
     * Takes over the rendering of all values that the kernel has no rendering of its own for.
     *
     * @param kernel that runs
     * @throws ReflectiveOperationException if it lacks something that IJava has
     */
    static JupyterKernel of(Object kernel) throws ReflectiveOperationException {
        Object renderer = call(kernel, "getRenderer");
        Object io = call(kernel, "getIO");
        Object display = io.getClass().getField("display").get(io);
        Reflected.method(renderer, "render", 1);
        Reflected.method(kernel, "display", 1);
        Reflected.method(display, "updateDisplay", 2);
        Object registration = call(renderer, "createRegistration", Object.class);
        call(registration, "preferring", (Object) new String[] {TEXT, HTML, SVG});
        Class<?> function = Reflected.method(registration, "register", 1).getParameterTypes()[0];
        call(registration, "register", proxy(function, JupyterKernel::answer));
        return new JupyterKernel(kernel, renderer, display);
    }

    private static Object proxy(Class<?> function, InvocationHandler handler) {
        return Proxy.newProxyInstance(
                function.getClassLoader(), new Class<?>[] {function}, handler);
    }

    private static Object answer(Object proxy, Method method, Object[] values)
            throws ReflectiveOperationException {
        return switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == values[0];
            case "toString" -> "Recurve's displays";
            default -> {
                render(values[0], values[1]);
                yield null;
            }
        };
    }

    /** No failure of a value's own code gets out: its text is shown. */
    private static void render(Object value, Object context) throws ReflectiveOperationException {
        Object out = call(context, "getOutputContainer");
        try {
            call(out, "putText", Displays.text(value));
            if (wants(context, HTML)) {
                put(out, "putHTML", Displays.html(value).orElse(null));
            }
            if (wants(context, SVG)) {
                put(out, "putSVG", Displays.svg(value).orElse(null));
            }
        } catch (RuntimeException | Error e) {
            call(out, "putText", Displays.notRendered(value, e));
        }
    }

    private static void put(Object out, String method, String form)
            throws ReflectiveOperationException {
        if (form != null) {
            call(out, method, form);
        }
    }

    private static boolean wants(Object context, String type) throws ReflectiveOperationException {
        Class<?> kind = Reflected.method(context, "wantsDataRenderedAs", 1).getParameterTypes()[0];
        Object parsed = kind.getMethod("parse", String.class).invoke(null, type);
        return (boolean) call(context, "wantsDataRenderedAs", parsed);
    }

    @Override
    public String show(ProgressView view) {
        String id = UUID.randomUUID().toString();
        try {
            Object data = call(renderer, "render", view);
            call(data, "setDisplayId", id);
            call(kernel, "display", data);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the kernel cannot show the progress", e);
        }
        return id;
    }

    @Override
    public void update(String id, ProgressView view) {
        try {
            call(display, "updateDisplay", id, call(renderer, "render", view));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the kernel cannot change the progress", e);
        }
    }
}
