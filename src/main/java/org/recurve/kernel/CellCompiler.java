package org.recurve.kernel;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;

/**
 * Compiles the code of a cell that is being written, and runs nothing. JShell tells texts only; the
 * compiler tells what they stand for. Whoever uses it, and what it yields, holds its lock.
 */
final class CellCompiler implements AutoCloseable {
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    private static final Pattern TYPE = Pattern.compile("[\\w$.<>,?\\[\\]& ]+");

    private final JShell shell;
    private final List<String> options;
    private final ClassPath classPath;
    private final StandardJavaFileManager files;

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /**
     * Makes a compiler.
     *
     * @param shell whose declarations the code may use
     * @param compilerOptions as for javac
     * @param classPath the shell's
     */
    CellCompiler(JShell shell, List<String> compilerOptions, ClassPath classPath) {
        this.shell = shell;
        this.classPath = classPath;
        files =
                new ClassPathFiles(
                        COMPILER.getStandardFileManager(nobody -> {}, null, StandardCharsets.UTF_8),
                        classPath);
        options =
                Stream.concat(
                                compilerOptions.stream()
                                        .filter(option -> !"-Werror".equals(option)),
                                // Unfinished code has errors; its types are wanted all the same.
                                Stream.of(
                                        "-proc:none", "-parameters", "--should-stop=ifError=FLOW"))
                        .toList();
    }

    /** {@return the classes that code may name} */
    ClassPath classPath() {
        return classPath;
    }

    StandardJavaFileManager files() {
        return files;
    }

    /**
     * Compiles a cell among the notebook's declarations.
     *
     * @param cell whose imports count
     * @param block the cell's block, or one made from it; may be unfinished
     * @param typeNames names whose types are wanted
     */
    CompiledCell compile(CellBlock cell, String block, List<String> typeNames) throws IOException {
        StringBuilder text = new StringBuilder();
        Stream.concat(shell.imports().map(Snippet::source), cell.imports().stream())
                .forEach(line -> text.append(line).append('\n'));
        text.append("class ").append(CellBlock.OWN).append(" {\n");
        shell.variables().forEach(variable -> text.append(field(variable)));
        Stream.concat(shell.types(), shell.methods())
                .forEach(declared -> text.append(declared.source()).append('\n'));
        text.append("Object ").append(CellBlock.OWN).append("() throws Throwable ");
        int start = text.length();
        text.append(block).append(new CodeScan(block).closing()).append('\n');
        for (int i = 0; i < typeNames.size(); i++) {
            text.append(typeNames.get(i)).append(' ').append(CompiledCell.wanted(i)).append(";\n");
        }
        String whole = text.append("}\n").toString();
        JavacTask task = task(new Source(CellBlock.OWN, whole), options);
        CompilationUnitTree unit = task.parse().iterator().next();
        task.analyze();
        return new CompiledCell(task, unit, start, typeNames);
    }

    /** {@return a task for one file, which is only parsed so far as its caller asks for} */
    JavacTask task(JavaFileObject file, List<String> taskOptions) {
        return (JavacTask)
                COMPILER.getTask(null, files, nobody -> {}, taskOptions, null, List.of(file));
    }

    /** Parses the text of a source file that is not the user's own. */
    JavacTask task(String text) {
        return task(new Source("Library", text), List.of("-proc:none"));
    }

    // The type of an anonymous class has no name to declare a field with.
    private static String field(VarSnippet variable) {
        String type = String.valueOf(variable.typeName());
        return (TYPE.matcher(type).matches() ? type : "Object") + " " + variable.name() + ";\n";
    }

    @Override
    public void close() {
        try {
            files.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the compiler's files cannot be closed", e);
        }
    }
}
