package org.recurve.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Every simple name that a notebook has from the start means one thing. */
class DefaultImportsTest {

    private static List<String> publicNames(String packageName) throws IOException {
        List<String> names = new ArrayList<>();
        try (StandardJavaFileManager files =
                ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null)) {
            JavaFileManager.Location all =
                    packageName.startsWith("java.")
                            ? files.getLocationForModule(
                                    StandardLocation.SYSTEM_MODULES, "java.base")
                            : StandardLocation.CLASS_PATH;
            for (JavaFileObject file :
                    files.list(all, packageName, Set.of(JavaFileObject.Kind.CLASS), false)) {
                String name = files.inferBinaryName(all, file);
                if (!name.contains("$") && isPublic(name)) {
                    names.add(name.substring(packageName.length() + 1));
                }
            }
        }
        return names;
    }

    private static boolean isPublic(String name) {
        try {
            return Modifier.isPublic(
                    Class.forName(name, false, DefaultImportsTest.class.getClassLoader())
                            .getModifiers());
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            // package-info, or a class for a library that is not there
            return false;
        }
    }

    @Test
    void noSimpleNameIsInTwoPackages() throws IOException {
        Map<String, List<String>> homes = new TreeMap<>();
        for (String name : DefaultImports.PACKAGES) {
            for (String simple : publicNames(name)) {
                homes.computeIfAbsent(simple, key -> new ArrayList<>()).add(name);
            }
        }
        for (String single : DefaultImports.CLASSES) {
            homes.remove(single.substring(single.lastIndexOf('.') + 1));
        }
        assertThat(homes).hasSizeGreaterThan(300);
        assertThat(homes.entrySet()).allSatisfy(home -> assertThat(home.getValue()).hasSize(1));
    }

    @Test
    void singleImportsDoNotHideEachOther() {
        assertThat(DefaultImports.CLASSES.stream().map(c -> c.substring(c.lastIndexOf('.') + 1)))
                .doesNotHaveDuplicates();
    }

    @Test
    void aCellUsesASimpleNameOfEach() throws Exception {
        List<String> names = new ArrayList<>();
        for (String name : DefaultImports.PACKAGES) {
            publicNames(name).stream().sorted().limit(1).forEach(names::add);
        }
        DefaultImports.CLASSES.forEach(
                name -> names.add(name.substring(name.lastIndexOf('.') + 1)));
        assertThat(names).hasSizeGreaterThan(15);
        try (Evaluator evaluator = new Evaluator(List.of(), -1, new MagicLines(Set::of))) {
            evaluator.importAll(DefaultImports.packages());
            evaluator.importAll(DefaultImports.classes());
            String list = String.join(".class, ", names) + ".class";
            assertThat((Object[]) evaluator.evaluate("cell 1", "new Class<?>[] {" + list + "}"))
                    .hasSize(names.size())
                    .doesNotContainNull();
        }
    }

    @Test
    void recurvesPackagesAreThere() {
        assertThat(DefaultImports.packages())
                .startsWith("import static org.recurve.kernel.CellFunctions.*;")
                .contains("import org.recurve.core.*;", "import ai.djl.ndarray.types.*;");
    }

    @Test
    void aCellMayImportThemAgainAndOthersInTheirPlace() throws Exception {
        try (Evaluator evaluator = new Evaluator(List.of(), -1, new MagicLines(Set::of))) {
            evaluator.importAll(DefaultImports.packages());
            evaluator.importAll(DefaultImports.classes());
            evaluator.evaluate("cell 1", DefaultImports.imports());
            evaluator.evaluate(
                    "cell 2", "import java.awt.List;\nimport com.google.common.collect.Table;");
            assertThat(evaluator.evaluate("cell 3", "List.class.getName() + Table.class.getName()"))
                    .isEqualTo("java.awt.Listcom.google.common.collect.Table");
            assertThat(
                            evaluator.evaluate(
                                    "cell 4",
                                    "Cells.lstm().toString() + Map.of() + Shape.class.getName()"))
                    .asString()
                    .endsWith("{}ai.djl.ndarray.types.Shape");
        }
    }

    @Test
    void whatIsNotThereIsNamed() {
        try (Evaluator evaluator = new Evaluator(List.of(), -1, new MagicLines(Set::of))) {
            assertThatThrownBy(
                            () ->
                                    evaluator.importAll(
                                            List.of("import java.util.*;", "import no.such.*;")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("import no.such.*; cannot be declared");
        }
    }
}
