package org.recurve.kernel;

import java.util.List;
import java.util.stream.Stream;

/**
 * What every notebook has imported from the first cell. No simple name is in two of these packages,
 * except where a single import decides.
 */
public final class DefaultImports {
    /** Packages imported whole; those that are not on the class path are left out. */
    static final List<String> PACKAGES =
            List.of(
                    "java.io",
                    "java.math",
                    "java.nio.file",
                    "java.time",
                    "java.util",
                    "java.util.concurrent",
                    "java.util.function",
                    "java.util.regex",
                    "java.util.stream",
                    "ai.djl.ndarray",
                    "ai.djl.ndarray.index",
                    "ai.djl.ndarray.types",
                    "org.recurve.core",
                    "org.recurve.data",
                    "org.recurve.batch",
                    "org.recurve.nn",
                    "org.recurve.nn.attention",
                    "org.recurve.nn.loss",
                    "org.recurve.nn.pooling",
                    "org.recurve.training",
                    "org.recurve.decode",
                    "org.recurve.task",
                    "org.recurve.baseline",
                    "org.recurve.evaluation",
                    "org.recurve.display");

    /** Single classes; these win over a package's. */
    static final List<String> CLASSES =
            List.of(
                    "ai.djl.Device",
                    "ai.djl.engine.Engine",
                    "tech.tablesaw.api.Table",
                    "tech.tablesaw.api.Row");

    private DefaultImports() {}

    /** {@return imports of the functions of a cell and of all packages} */
    static List<String> packages() {
        return Stream.concat(
                        Stream.of("import static org.recurve.kernel.CellFunctions.*;"),
                        wholePackages())
                .toList();
    }

    private static Stream<String> wholePackages() {
        return PACKAGES.stream()
                .filter(DefaultImports::present)
                .map(name -> "import " + name + ".*;");
    }

    /** {@return imports of single classes} */
    static List<String> classes() {
        return CLASSES.stream().map(name -> "import " + name + ";").toList();
    }

    /**
     * {@return the import declarations without the functions of a cell, a line each: a startup
     * script for kernels that bring their own}
     */
    public static String imports() {
        return Stream.concat(wholePackages(), classes().stream())
                .map(line -> line + "\n")
                .reduce("", String::concat);
    }

    // Recurve's packages are folders of the class path; all others are there by the build.
    private static boolean present(String name) {
        return !name.startsWith("org.recurve.")
                || DefaultImports.class.getResource("/" + name.replace('.', '/') + "/") != null;
    }
}
