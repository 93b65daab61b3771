package org.recurve.kernel;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.VarSnippet;

/**
 * Declarations of cells that cannot be used as they are, since something they are made of is not
 * declared yet, or was declared anew. JShell alone keeps quiet about them.
 */
final class Dormant {
    private Dormant() {}

    /** {@return what a declaration that was changed has done to variables, a line, or nothing} */
    static String note(List<SnippetEvent> events) {
        String changed = "";
        Set<String> emptied = new LinkedHashSet<>();
        Set<String> gone = new LinkedHashSet<>();
        for (SnippetEvent event : events) {
            if (event.causeSnippet() == null && event.snippet() instanceof DeclarationSnippet one) {
                changed = one.name();
            } else if (event.snippet() instanceof VarSnippet variable
                    && !variable.name().startsWith("$")
                    && event.previousStatus() == Snippet.Status.VALID
                    && event.isSignatureChange()) {
                (event.status() == Snippet.Status.VALID ? emptied : gone).add(variable.name());
            }
        }
        List<String> effects = new ArrayList<>();
        if (!emptied.isEmpty()) {
            effects.add("without a value now: " + String.join(", ", emptied));
        }
        if (!gone.isEmpty()) {
            effects.add("to be declared again: " + String.join(", ", gone));
        }
        return effects.isEmpty()
                ? ""
                : changed + " has changed; " + String.join("; ", effects) + "\n";
    }

    /** {@return why a name that the compiler does not find cannot be used, or nothing} */
    static String reason(JShell shell, String name) {
        return shell.snippets()
                .filter(snippet -> shell.status(snippet) == Snippet.Status.RECOVERABLE_NOT_DEFINED)
                .filter(snippet -> snippet instanceof DeclarationSnippet)
                .map(snippet -> (DeclarationSnippet) snippet)
                .filter(declaration -> declaration.name().equals(name))
                .map(
                        declaration ->
                                reason(name, shell.unresolvedDependencies(declaration).toList()))
                .findFirst()
                .orElse("");
    }

    private static String reason(String name, List<String> missing) {
        return missing.isEmpty()
                ? name + " is to be declared again, since what it is made of has changed"
                : name + " cannot be used before these are declared: " + String.join(", ", missing);
    }
}
