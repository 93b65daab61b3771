package org.recurve.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Other Java kernels stand on JShell too. Here it compiles the notebooks without any kernel: with
 * the imports of a startup script, and with {@code display}, which IJava and JJava have as well.
 */
class PlainShellTest {
    private static final String DISPLAY = "String display(Object value) { return \"\"; }";

    /** Takes compiled code and does not run it. */
    private static final class NotRun implements ExecutionControl, ExecutionControlProvider {
        @Override
        public String name() {
            return "not run";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return this;
        }

        @Override
        public void load(ClassBytecodes[] classes) {}

        @Override
        public void redefine(ClassBytecodes[] classes) {}

        @Override
        public String invoke(String className, String methodName) {
            return "";
        }

        @Override
        public String varValue(String className, String varName) {
            return "";
        }

        @Override
        public void addToClasspath(String path) {}

        @Override
        public void stop() {}

        @Override
        public Object extensionCommand(String command, Object arg) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    private static JShell shell() {
        JShell shell = JShell.builder().executionEngine(new NotRun(), Map.of()).build();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            shell.addToClasspath(entry);
        }
        return shell;
    }

    /** {@return what does not compile} */
    private static List<String> faults(JShell shell, String code) {
        List<String> faults = new ArrayList<>();
        String rest = code;
        while (!rest.isBlank()) {
            CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(rest);
            String source = info.completeness().isComplete() ? info.source() : rest;
            for (SnippetEvent event : shell.eval(source)) {
                if (event.status() != Snippet.Status.VALID
                        && event.status() != Snippet.Status.OVERWRITTEN) {
                    String why =
                            shell.diagnostics(event.snippet())
                                    .map(d -> d.getMessage(null))
                                    .collect(Collectors.joining("; "));
                    faults.add(event.status() + " " + source + ": " + why);
                }
            }
            rest = info.completeness().isComplete() ? info.remaining() : "";
        }
        return faults;
    }

    private static Stream<Path> notebooks() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("notebooks"))) {
            return files.filter(f -> f.toString().endsWith(".ipynb")).sorted().toList().stream();
        }
    }

    private static List<String> cells(Path notebook) throws IOException {
        JsonObject json = JsonParser.parseString(Files.readString(notebook)).getAsJsonObject();
        return json.getAsJsonArray("cells").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(cell -> cell.get("cell_type").getAsString().equals("code"))
                .map(cell -> cell.get("source"))
                .map(PlainShellTest::text)
                .toList();
    }

    private static String text(JsonElement source) {
        return source.isJsonArray()
                ? StreamSupport.stream(source.getAsJsonArray().spliterator(), false)
                        .map(JsonElement::getAsString)
                        .collect(Collectors.joining())
                : source.getAsString();
    }

    @Test
    void aFaultIsSeen() {
        try (JShell shell = shell()) {
            assertThat(faults(shell, "int x = 1; int y = \"\";")).hasSize(1);
            assertThat(faults(shell, "%time x")).isNotEmpty();
            assertThat(faults(shell, "getKernelInstance()")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("notebooks")
    void aNotebookCompilesWithoutAKernel(Path notebook) throws IOException {
        try (JShell shell = shell()) {
            assertThat(faults(shell, DefaultImports.imports())).isEmpty();
            assertThat(faults(shell, DISPLAY)).isEmpty();
            List<String> cells = cells(notebook);
            assertThat(cells).isNotEmpty();
            for (String cell : cells) {
                assertThat(faults(shell, cell)).as("%s", cell).isEmpty();
            }
        }
    }
}
