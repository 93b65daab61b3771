package org.recurve.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.StreamSupport;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recurve.core.RecurveException;

/** The compiler's own file manager is the reference. */
class ClassPathTest {
    @TempDir Path folder;

    private final ClassPath classPath = new ClassPath();

    @AfterEach
    void close() {
        classPath.close();
    }

    private Path jar(String name, Manifest manifest, String... entries) throws IOException {
        Path jar = folder.resolve(name);
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (String entry : entries) {
                out.putNextEntry(new JarEntry(entry));
                out.write((name + ":" + entry).getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return jar;
    }

    private Path folderOf(String name, String... files) throws IOException {
        Path root = folder.resolve(name);
        for (String file : files) {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, name + ":" + file);
        }
        return root;
    }

    private static String content(ClassFile file) throws IOException {
        try (InputStream in = file.openInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static StandardJavaFileManager own() {
        return ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null);
    }

    private static List<String> listed(StandardJavaFileManager files, String packageName)
            throws IOException {
        Iterable<JavaFileObject> found =
                files.list(StandardLocation.CLASS_PATH, packageName, EnumSet.of(Kind.CLASS), false);
        return StreamSupport.stream(found.spliterator(), false)
                .map(
                        file ->
                                files.inferBinaryName(StandardLocation.CLASS_PATH, file)
                                        + " "
                                        + file.toUri()
                                        + " "
                                        + file.getLastModified()
                                        + file.isNameCompatible("Inner", Kind.CLASS)
                                        + file.isNameCompatible("A", Kind.CLASS)
                                        + file.isNameCompatible("A$Inner", Kind.CLASS)
                                        + file.isNameCompatible("A", Kind.SOURCE))
                .sorted()
                .toList();
    }

    @Test
    void classesAreListedAsByTheCompilersOwnManager() throws IOException {
        Path jar =
                jar(
                        "one.jar",
                        new Manifest(),
                        "p/A.class",
                        "p/A$Inner.class",
                        "p/q/B.class",
                        "p/note.txt",
                        "Top.class");
        Path loose = folderOf("loose", "p/C.class", "p/A.class", "r/D.class", "p/E.txt");
        List<Path> paths = List.of(jar, loose, folder.resolve("missing.jar"));
        classPath.set(paths);
        try (StandardJavaFileManager own = own();
                var ours = new ClassPathFiles(own(), classPath)) {
            own.setLocationFromPaths(StandardLocation.CLASS_PATH, paths);
            for (String name : List.of("", "p", "p.q", "r", "nothing")) {
                assertThat(listed(ours, name)).isEqualTo(listed(own, name));
            }
            assertThat(ours.list(StandardLocation.CLASS_PATH, "p", EnumSet.of(Kind.SOURCE), false))
                    .isEmpty();
        }
    }

    @Test
    void theFirstOfTwoClassesWithOneNameCounts() throws IOException {
        Path jar = jar("one.jar", new Manifest(), "p/A.class");
        Path loose = folderOf("loose", "p/A.class");
        classPath.set(List.of(loose, jar));
        assertThat(content(classPath.find("p.A"))).isEqualTo("loose:p/A.class");
        classPath.set(List.of(jar, loose));
        assertThat(content(classPath.find("p.A"))).isEqualTo("one.jar:p/A.class");
        assertThat(classPath.find("p.Absent")).isNull();
        assertThat(classPath.find("A")).isNull();
    }

    @Test
    void aJarForSeveralVersionsOfJavaGivesThisOnes() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        Path jar = jar("several.jar", manifest, "p/A.class", "META-INF/versions/9/p/A.class");
        classPath.set(List.of(jar));
        assertThat(content(classPath.find("p.A")))
                .isEqualTo("several.jar:META-INF/versions/9/p/A.class");
        assertThat(classPath.packagesIn("")).containsExactly("p");
    }

    @Test
    void packagesAreNamedByTheirNextPart() throws IOException {
        classPath.set(
                List.of(
                        jar(
                                "one.jar",
                                new Manifest(),
                                "org/a/A.class",
                                "org/b/c/B.class",
                                "X.class"),
                        folderOf("loose", "org/d/D.class", "net/E.class", "org/text.txt")));
        assertThat(classPath.packagesIn("")).containsExactly("net", "org");
        assertThat(classPath.packagesIn("org.")).containsExactly("a", "b", "d");
        assertThat(classPath.packagesIn("org.b.")).containsExactly("c");
        assertThat(classPath.packagesIn("org.b.c.")).isEmpty();
    }

    @Test
    void jarsThatAManifestNamesAreThereToo() throws IOException {
        jar("named.jar", new Manifest(), "p/A.class");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "named.jar");
        Path jar = jar("naming.jar", manifest);
        try (var files = new ClassPathFiles(own(), classPath)) {
            assertThat(files.handleOption("-classpath", List.of(jar.toString()).iterator()))
                    .isTrue();
        }
        assertThat(content(classPath.find("p.A"))).isEqualTo("named.jar:p/A.class");
    }

    @Test
    void whatIsNoJarIsRefusedAndTheRestStays() throws IOException {
        classPath.add(jar("one.jar", new Manifest(), "p/A.class"));
        Path broken = Files.writeString(folder.resolve("broken.jar"), "not a jar");
        assertThatThrownBy(() -> classPath.add(broken))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("broken.jar: expected a jar or a folder of classes");
        assertThat(content(classPath.find("p.A"))).isEqualTo("one.jar:p/A.class");
    }

    @Test
    void brokenJarsLeaveTheCellsAsTheyWere() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.jar"), "not a jar");
        try (Evaluator evaluator =
                new Evaluator(List.of(), -1, new MagicLines(() -> Set.<String>of()))) {
            evaluator.evaluate("cell 1", "int seed = 3;");
            assertThatThrownBy(() -> evaluator.addToClasspath(broken))
                    .isInstanceOf(RecurveException.class);
            assertThat(evaluator.evaluate("cell 2", "seed + 1")).isEqualTo(4);
            evaluator.addToClasspath(jar("fine.jar", new Manifest()));
            assertThat(evaluator.evaluate("cell 3", "seed + 2")).isEqualTo(5);
        }
    }

    @Test
    void aClassIsFoundOnceItsFolderHasIt() throws IOException {
        Path loose = folderOf("loose");
        Files.createDirectories(loose);
        classPath.add(loose);
        List<ClassFile> before = new ArrayList<>(classPath.classes("p"));
        folderOf("loose", "p/Late.class");
        assertThat(before).isEmpty();
        assertThat(classPath.find("p.Late")).isNotNull();
    }
}
