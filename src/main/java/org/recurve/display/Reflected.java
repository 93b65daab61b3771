package org.recurve.display;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;

/** Calls public methods of objects whose classes are not known here. */
final class Reflected {
    private Reflected() {}

    /**
     * Asks a static method without parameters.
     *
     * @param className of the method
     * @param method its name
     * @return its value; empty where there is no such class or method, or it throws or gives none
     */
    static Optional<Object> ask(String className, String method) {
        ClassLoader own = Reflected.class.getClassLoader();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return ask(className, method, own).or(() -> ask(className, method, context));
    }

    private static Optional<Object> ask(String className, String method, ClassLoader loader) {
        try {
            Method found = Class.forName(className, true, loader).getMethod(method);
            return Optional.ofNullable(found.invoke(null));
        } catch (ReflectiveOperationException | LinkageError e) {
            return Optional.empty();
        }
    }

    /**
     * Finds a method that takes so many values.
     *
     * @throws NoSuchMethodException if there is none
     */
    static Method method(Object target, String name, int parameters) throws NoSuchMethodException {
        return Arrays.stream(target.getClass().getMethods())
                .filter(m -> m.getName().equals(name) && m.getParameterCount() == parameters)
                .findFirst()
                .orElseThrow(() -> missing(target, name));
    }

    /**
     * Calls the method that takes these values.
     *
     * @throws ReflectiveOperationException if there is none, or it throws what is no {@link
     *     RuntimeException} or {@link Error}
     */
    static Object call(Object target, String name, Object... values)
            throws ReflectiveOperationException {
        Method method =
                Arrays.stream(target.getClass().getMethods())
                        .filter(m -> m.getName().equals(name) && takes(m, values))
                        .findFirst()
                        .orElseThrow(() -> missing(target, name));
        try {
            return method.invoke(target, values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            if (e.getCause() instanceof Error thrown) {
                throw thrown;
            }
            throw e;
        }
    }

    private static boolean takes(Method method, Object[] values) {
        Class<?>[] types = method.getParameterTypes();
        if (types.length != values.length) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            if (!types[i].isInstance(values[i])) {
                return false;
            }
        }
        return true;
    }

    private static NoSuchMethodException missing(Object target, String name) {
        return new NoSuchMethodException(target.getClass().getName() + " has no method " + name);
    }
}
