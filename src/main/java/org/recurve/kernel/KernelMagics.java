package org.recurve.kernel;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.spencerpark.jupyter.kernel.magic.registry.LineMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import io.github.spencerpark.jupyter.kernel.magic.registry.UndefinedMagicException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.recurve.core.RecurveException;

/** The magics of a cell: those that IJava documents, and our own. */
final class KernelMagics {
    private static final List<String> SOURCES =
            List.of(".jsh", ".jshell", ".java", ".ijava", ".ipynb");

    private static final Set<String> CELL_NAMES = Set.of("loadFromPOM", "time", "timeit");

    private static final Set<String> SCOPES = Set.of("compile", "runtime", "system", "import");

    private final JavaKernel kernel;
    private final Magics registry = new Magics();
    private final Set<String> lineNames = new TreeSet<>();
    private MavenLibraries maven;

    KernelMagics(JavaKernel kernel) {
        this.kernel = kernel;
        line(this::jars, "jars", "addjars", "addJars");
        line(this::classpath, "classpath");
        line(this::load, "load");
        line(this::maven, "maven", "addMavenDependency", "addMavenDependencies");
        line(this::repository, "mavenRepo", "addMavenRepo");
        line(this::pomFile, "loadFromPOM");
        registry.registerCellMagic("loadFromPOM", this::pomFragment);
        CodeMagics code = new CodeMagics(kernel);
        line(code::time, "time");
        registry.registerCellMagic("time", code::timeCell);
        line(code::timeIt, "timeit");
        registry.registerCellMagic("timeit", code::timeItCell);
        line(nothing -> kernel.who(), "who");
        shorthand("memory", "org.recurve.task.EngineReport.memory()");
        shorthand("device", "org.recurve.task.EngineReport.devices()");
    }

    /** {@return where magics are registered, by notebooks too} */
    Magics registry() {
        return registry;
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    <T> T applyLine(String name, List<String> arguments) throws Exception {
        try {
            return registry.applyLineMagic(name, arguments);
        } catch (UndefinedMagicException e) {
            throw new RecurveException("there is no magic %" + name + ", but " + lineNames, e);
        }
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    <T> T applyCell(String name, List<String> arguments, String body) throws Exception {
        try {
            return registry.applyCellMagic(name, arguments, body);
        } catch (UndefinedMagicException e) {
            throw new RecurveException(
                    "there is no magic %%" + name + ", but %%loadFromPOM, %%time, %%timeit", e);
        }
    }

    Set<String> lineNames() {
        return lineNames;
    }

    /** {@return the cell magics there are, but for a notebook's own} */
    Set<String> cellNames() {
        return CELL_NAMES;
    }

    private void line(LineMagicFunction<?> magic, String... names) {
        for (String name : names) {
            registry.registerLineMagic(name, magic);
            lineNames.add(name);
        }
    }

    private void shorthand(String name, String code) {
        line(nothing -> kernel.evaluateInCell("%" + name, code), name);
    }

    private Void jars(List<String> globs) throws IOException {
        for (String glob : globs) {
            List<Path> jars =
                    KernelSettings.glob(glob).stream().filter(Files::isRegularFile).toList();
            if (jars.isEmpty()) {
                throw new RecurveException("%jars: no file matches " + glob + " in " + here());
            }
            jars.forEach(kernel::addToClasspath);
        }
        return null;
    }

    private Void classpath(List<String> globs) throws IOException {
        for (String glob : globs) {
            List<Path> entries = KernelSettings.glob(glob);
            if (entries.isEmpty()) {
                throw new RecurveException(
                        "%classpath: no file or folder matches " + glob + " in " + here());
            }
            entries.forEach(kernel::addToClasspath);
        }
        return null;
    }

    private Void maven(List<String> coordinates) {
        for (String library : coordinates) {
            maven().resolve(library).forEach(kernel::addToClasspath);
        }
        return null;
    }

    private Void repository(List<String> arguments) {
        if (arguments.size() != 2) {
            throw new RecurveException("%mavenRepo: expected an id and a URL, found " + arguments);
        }
        maven().addRepository(arguments.get(0), arguments.get(1));
        return null;
    }

    private Void pomFile(List<String> arguments) {
        if (arguments.isEmpty()) {
            throw new RecurveException("%loadFromPOM: expected the path of a POM, then scopes");
        }
        Set<String> scopes = scopes(arguments.subList(1, arguments.size()));
        new PomReader(maven())
                .resolve(Path.of(arguments.get(0)), scopes)
                .forEach(kernel::addToClasspath);
        return null;
    }

    private Void pomFragment(List<String> scopes, String body) {
        new PomReader(maven()).resolve(body, scopes(scopes)).forEach(kernel::addToClasspath);
        return null;
    }

    private static Set<String> scopes(List<String> named) {
        return named.isEmpty() ? SCOPES : Set.copyOf(named);
    }

    // Starting the resolver takes a moment that a notebook without libraries need not wait.
    private MavenLibraries maven() {
        if (maven == null) {
            maven = new MavenLibraries();
        }
        return maven;
    }

    private Void load(List<String> files) throws Exception {
        for (String name : files) {
            Path file = source(name);
            if (file.toString().endsWith(".ipynb")) {
                loadNotebook(file);
            } else {
                kernel.evaluateInCell(file.getFileName().toString(), Files.readString(file));
            }
        }
        return null;
    }

    private static Path source(String name) throws FileNotFoundException {
        if (Files.isRegularFile(Path.of(name))) {
            return Path.of(name);
        }
        for (String ending : SOURCES) {
            if (Files.isRegularFile(Path.of(name + ending))) {
                return Path.of(name + ending);
            }
        }
        throw new FileNotFoundException(
                "%load: no file " + name + " in " + here() + ", nor with an ending of " + SOURCES);
    }

    private void loadNotebook(Path file) throws Exception {
        JsonObject notebook = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        JsonArray cells = notebook.getAsJsonArray("cells");
        int number = 0;
        for (JsonElement element : cells) {
            number++;
            JsonObject cell = element.getAsJsonObject();
            if ("code".equals(cell.get("cell_type").getAsString())) {
                kernel.evaluateInCell(
                        file.getFileName() + " cell " + number, text(cell.get("source")));
            }
        }
    }

    // The format allows a string or a list of lines.
    private static String text(JsonElement source) {
        if (source.isJsonPrimitive()) {
            return source.getAsString();
        }
        StringBuilder text = new StringBuilder();
        source.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
        return text.toString();
    }

    private static Path here() {
        return Path.of("").toAbsolutePath();
    }
}
