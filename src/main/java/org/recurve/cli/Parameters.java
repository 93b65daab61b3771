package org.recurve.cli;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.recurve.core.RecurveException;

/**
 * What the cell tagged {@code parameters} declares: Java variables that start with a literal, such
 * as {@code int seed = 1;}. The compiler's own parser reads the cell, so comments, {@code final},
 * {@code var} and several declarations in a line are all understood.
 */
final class Parameters {
    private static final Gson GSON = new Gson();
    private static final String BEFORE = "class Cell { void run() {\n";

    /**
     * A declared variable; {@code start} and {@code end} enclose its value in the cell's source.
     */
    private record Declaration(String name, ParameterType type, Object value, int start, int end) {}

    private final String source;
    private final Map<String, Declaration> declarations = new LinkedHashMap<>();
    private final Map<String, Object> given = new HashMap<>();

    private Parameters(String source) {
        this.source = source;
    }

    /** {@return the parameters of a notebook that has none} */
    static Parameters none() {
        return new Parameters("");
    }

    /**
     * Reads the declarations of a cell.
     *
     * @param source of the cell
     * @throws RecurveException if it is not Java
     */
    static Parameters parse(String source) {
        Parameters parameters = new Parameters(source);
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        JavacTask task =
                (JavacTask)
                        ToolProvider.getSystemJavaCompiler()
                                .getTask(
                                        null,
                                        null,
                                        diagnostics,
                                        List.of("-proc:none"),
                                        null,
                                        List.of(file(source)));
        try {
            for (CompilationUnitTree unit : task.parse()) {
                SourcePositions positions = Trees.instance(task).getSourcePositions();
                parameters.new Scanner(unit, positions).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Diagnostic<?> diagnostic : diagnostics.getDiagnostics()) {
            if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
                throw new RecurveException(
                        "the cell tagged \"parameters\" is not made of Java declarations: line "
                                + (diagnostic.getLineNumber() - 1)
                                + ": "
                                + diagnostic.getMessage(null));
            }
        }
        return parameters;
    }

    private static JavaFileObject file(String source) {
        return new SimpleJavaFileObject(
                URI.create("string:///Cell.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return BEFORE + source + "\n}}";
            }
        };
    }

    /** Collects the variables of the outermost block. */
    private final class Scanner extends TreePathScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;

        Scanner(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public Void visitBlock(BlockTree block, Void unused) {
            for (StatementTree statement : block.getStatements()) {
                if (statement instanceof VariableTree variable
                        && variable.getInitializer() != null) {
                    add(variable);
                }
            }
            return null; // what is nested deeper is no parameter
        }

        private void add(VariableTree variable) {
            var value = variable.getInitializer();
            int start = (int) positions.getStartPosition(unit, value) - BEFORE.length();
            int end = (int) positions.getEndPosition(unit, value) - BEFORE.length();
            Object literal = ParameterType.value(value);
            String name = variable.getName().toString();
            declarations.put(
                    name,
                    new Declaration(
                            name,
                            ParameterType.of(variable),
                            literal == null ? source.substring(start, end) : literal,
                            start,
                            end));
        }
    }

    /**
     * Gives a declared parameter another value.
     *
     * @param name as declared
     * @param value as typed by the user
     * @throws RecurveException if the name is not declared, its declaration does not start with a
     *     literal, or the value does not fit its type
     */
    void set(String name, String value) {
        Declaration declaration = declarations.get(name);
        if (declaration == null) {
            throw new RecurveException(
                    "-p "
                            + name
                            + ": the notebook declares no such parameter; "
                            + (declarations.isEmpty()
                                    ? "it declares none (a code cell tagged \"parameters\" would)"
                                    : "it declares " + String.join(", ", declarations.keySet())));
        }
        if (declaration.type() == null) {
            throw new RecurveException(
                    "-p "
                            + name
                            + ": the notebook gives it "
                            + source.substring(declaration.start(), declaration.end())
                            + "; only literals (text, numbers, true and false) can be replaced");
        }
        given.put(name, declaration.type().parse(name, value));
    }

    /** {@return the cell's source with the given values in place of the declared ones} */
    String source() {
        StringBuilder text = new StringBuilder(source);
        declarations.values().stream()
                .filter(declaration -> given.containsKey(declaration.name()))
                .sorted(Comparator.comparingInt(Declaration::start).reversed())
                .forEach(
                        d ->
                                text.replace(
                                        d.start(), d.end(), d.type().literal(given.get(d.name()))));
        return text.toString();
    }

    /** {@return every parameter with the value that the run has, for the metrics file} */
    JsonObject toJson() {
        JsonObject json = new JsonObject();
        for (Declaration declaration : declarations.values()) {
            Object value = given.getOrDefault(declaration.name(), declaration.value());
            json.add(declaration.name(), GSON.toJsonTree(value));
        }
        return json;
    }
}
