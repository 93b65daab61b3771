package org.recurve.kernel;

import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;

/**
 * What cells' variables hold, and what the past ones go on holding: JShell keeps each declaration's
 * class, with its value, for ever, and it looks at every variable when it compiles a snippet, also
 * at those that it makes of expressions' values, {@code $1}, {@code $2} and so on.
 */
final class Values {
    /** Values of expressions that cells can still use by their names. */
    private static final int EXPRESSIONS = 20;

    private final Map<String, List<Field>> fields = new HashMap<>();
    private final Deque<VarSnippet> expressions = new ArrayDeque<>();

    /**
     * Takes note of a variable that has its value.
     *
     * @param owner JShell's class around it
     */
    void declared(VarSnippet variable, Class<?> owner) {
        try {
            Field field = owner.getDeclaredField(variable.name());
            field.setAccessible(true);
            List<Field> all = fields.computeIfAbsent(variable.name(), name -> new ArrayList<>());
            Object value = field.get(null);
            // A thread that still runs a former cell's code then finds a value, not nothing.
            for (Field former : all) {
                if (former.getType().isInstance(value)) {
                    former.set(null, value);
                }
            }
            all.add(field);
            if (variable.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
                expressions.add(variable);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no variable " + variable.name() + " in " + owner, e);
        }
    }

    /** Drops the oldest values of expressions, except those that a declaration uses. */
    void dropOld(JShell shell) {
        while (expressions.size() > EXPRESSIONS) {
            VarSnippet oldest = expressions.remove();
            if (shell.status(oldest) == Snippet.Status.VALID && !used(oldest.name(), shell)) {
                shell.drop(oldest);
                fields.remove(oldest.name()).forEach(Values::clear);
            }
        }
    }

    private static boolean used(String name, JShell shell) {
        Pattern word = Pattern.compile(Pattern.quote(name) + "(?!\\w)");
        return shell.snippets()
                .filter(snippet -> snippet.kind().isPersistent())
                .filter(snippet -> shell.status(snippet).isActive())
                .anyMatch(snippet -> word.matcher(snippet.source()).find());
    }

    private static void clear(Field field) {
        try {
            if (!field.getType().isPrimitive()) {
                field.set(null, null);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
