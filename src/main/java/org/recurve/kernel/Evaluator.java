package org.recurve.kernel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Java cells by JShell in this process. One cell runs at a time; a cell may evaluate others. */
final class Evaluator implements AutoCloseable {
    /** What a cell yields whose last snippet has no value: a declaration, a loop, a void call. */
    static final Object NOTHING = new Object();

    private final CellControl control = new CellControl();
    private final ClassPath classPath = new ClassPath();
    private final JShell shell;
    private final Sources sources = new Sources();
    private final Values values = new Values();
    private final ErrorReport report = new ErrorReport(sources);
    private final Interrupter interrupter = new Interrupter(control);
    private final MagicLines magicLines;
    private final CellCompiler compiler;
    private final long timeoutMillis;
    private int depth;

    /**
     * Starts JShell.
     *
     * @param compilerOptions as for javac
     * @param timeoutMillis time that a cell may take, or negative for ever
     * @param magicLines what turns magics into Java
     */
    Evaluator(List<String> compilerOptions, long timeoutMillis, MagicLines magicLines) {
        this.timeoutMillis = timeoutMillis;
        this.magicLines = magicLines;
        shell =
                JShell.builder()
                        .executionEngine(new InProcess(), Map.of())
                        .compilerOptions(compilerOptions.toArray(String[]::new))
                        .fileManager(files -> new ClassPathFiles(files, classPath).takeClassPath())
                        .build();
        compiler = new CellCompiler(shell, compilerOptions, classPath);
    }

    private final class InProcess implements ExecutionControlProvider {
        @Override
        public String name() {
            return "recurve";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return control;
        }
    }

    /**
     * Runs a cell.
     *
     * @param cell what a reader calls it ({@code "cell 3"})
     * @param code Java and magics
     * @return the value of the last snippet, or {@link #NOTHING}
     * @throws CellException if it does not compile, throws, or was interrupted
     */
    Object evaluate(String cell, String code) throws CellException {
        return evaluate(cell, code, null);
    }

    /**
     * Runs a cell and makes something of its value while the cell still counts as running, so that
     * this can be interrupted too: it may run the cell's code.
     *
     * @param cell what a reader calls it ({@code "cell 3"})
     * @param code Java and magics
     * @param show gets the value of the last snippet, or {@link #NOTHING}
     * @param <T> what is made of it
     * @throws CellException if it does not compile, throws, or was interrupted
     */
    @SuppressWarnings("unchecked") // What show returned.
    <T> T evaluateAndShow(String cell, String code, Function<Object, T> show) throws CellException {
        return (T) evaluate(cell, code, show);
    }

    private Object evaluate(String cell, String code, Function<Object, ?> show)
            throws CellException {
        if (depth == 0) {
            interrupter.begin(timeoutMillis);
        }
        depth++;
        try {
            Object value = snippets(cell, magicLines.toJava(code));
            return show == null ? value : shown(value, show);
        } finally {
            if (--depth == 0) {
                interrupter.end();
                values.dropOld(shell);
            }
        }
    }

    private Object shown(Object value, Function<Object, ?> show) throws CellException {
        String before = interrupter.reason();
        Object made = null;
        Throwable failure = null;
        try {
            made = control.run(() -> show.apply(value));
        } catch (Throwable e) {
            failure = e;
        }
        if (before == null && interrupter.reason() != null) {
            throw report.interrupted(
                    interrupter.reason() + " while its value was rendered", failure, null);
        }
        if (failure != null) {
            throw report.internal(failure);
        }
        return made;
    }

    /**
     * Imports what is known to be there, in less time than by a cell, which JShell would first look
     * for snippets.
     *
     * @param imports a declaration each
     * @throws IllegalStateException if one does not compile
     */
    void importAll(List<String> imports) {
        for (String one : imports) {
            for (SnippetEvent event : shell.eval(one)) {
                if (event.status() != Snippet.Status.VALID) {
                    throw new IllegalStateException(one + " cannot be declared");
                }
            }
        }
    }

    private Object snippets(String cell, String code) throws CellException {
        Object value = NOTHING;
        String rest = code;
        while (true) {
            CompletionInfo info = analysis().analyzeCompletion(rest);
            if (info.completeness() == SourceCodeAnalysis.Completeness.EMPTY) {
                return value;
            }
            // JShell counts the lines of a snippet from its first that is not blank.
            String source = info.completeness().isComplete() ? info.source() : rest;
            String stripped = source.stripLeading();
            int before = code.length() - rest.length() + source.length() - stripped.length();
            value = snippet(cell, 1 + newlines(code.substring(0, before)), stripped);
            if (interrupter.reason() != null && control.thread().interruptPending()) {
                throw report.interrupted(interrupter.reason(), null, null);
            }
            if (!info.completeness().isComplete() || info.remaining().isEmpty()) {
                return value;
            }
            rest = info.remaining();
        }
    }

    private Object snippet(String cell, int line, String source) throws CellException {
        List<SnippetEvent> events = shell.eval(source);
        Object value = NOTHING;
        CellException failed = null;
        for (SnippetEvent event : events) {
            Snippet snippet = event.snippet();
            CellControl.Outcome outcome =
                    event.value() == null ? null : control.takeOutcome(event.value());
            if (event.causeSnippet() != null) {
                continue;
            }
            Sources.Origin origin = new Sources.Origin(cell, line, source.lines().toList());
            sources.put(snippet.id(), origin);
            if (failed == null) {
                failed = failure(event, origin);
            }
            value = NOTHING;
            if (outcome != null && yieldsValue(snippet)) {
                value = outcome.value();
            }
            if (snippet instanceof VarSnippet variable) {
                if (outcome != null) {
                    values.declared(variable, outcome.owner());
                } else if (snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND
                        && event.status() == Snippet.Status.VALID) {
                    shell.drop(snippet); // it threw: nobody wants a name for what is not there
                }
            }
        }
        System.err.print(Dormant.note(events));
        if (failed != null) {
            throw failed;
        }
        return value;
    }

    private CellException failure(SnippetEvent event, Sources.Origin origin) {
        if (event.status() == Snippet.Status.REJECTED) {
            List<Diag> diagnostics = shell.diagnostics(event.snippet()).toList();
            return report.compilation(
                    origin,
                    event.snippet().source(),
                    diagnostics,
                    name -> Dormant.reason(shell, name));
        }
        JShellException translated = event.exception();
        Throwable thrown = control.takeFailure();
        if (translated == null) {
            return thrown == null ? null : report.internal(thrown);
        }
        if (interrupter.reason() != null) {
            return report.interrupted(interrupter.reason(), thrown, translated);
        }
        if (translated instanceof UnresolvedReferenceException unresolved) {
            DeclarationSnippet declaration = unresolved.getSnippet();
            List<String> missing =
                    new ArrayList<>(shell.unresolvedDependencies(declaration).toList());
            shell.diagnostics(declaration)
                    .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
                    .forEach(missing::add);
            return report.unresolved(unresolved, declaration.name(), missing);
        }
        return report.thrown(thrown == null ? translated : thrown, translated);
    }

    private static boolean yieldsValue(Snippet snippet) {
        return switch (snippet.subKind()) {
            case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND -> true;
            default -> false;
        };
    }

    private static int newlines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }

    /** Interrupts the cell that runs, if one does. */
    void interrupt() {
        interrupter.interrupt("was interrupted");
    }

    /** See {@link CellControl#takeRunningNanos}. */
    long takeRunningNanos() {
        return control.takeRunningNanos();
    }

    /** {@return what the cells have declared} */
    String who() {
        return Declarations.list(shell, sources);
    }

    /** Adds a jar or a folder of classes for the compiler and for running. */
    void addToClasspath(Path entry) {
        Path path = entry.toAbsolutePath();
        classPath.add(path);
        shell.addToClasspath(path.toString());
    }

    private SourceCodeAnalysis analysis() {
        return shell.sourceCodeAnalysis();
    }

    /**
     * {@return what tells an editor about cells}
     *
     * @param magics that a cell may hold
     */
    Assistance assistance(MagicText magics) {
        return new Assistance(analysis(), compiler, magics);
    }

    ErrorReport report() {
        return report;
    }

    @Override
    public void close() {
        shell.close();
        compiler.close();
        classPath.close();
    }
}
