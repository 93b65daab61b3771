package org.recurve.kernel;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/**
 * Source files of the classes that a notebook may use, where this machine has them: the JDK's in
 * its {@code src.zip}, those of {@code x.jar} in {@code x-sources.jar} beside it, and those of
 * {@code target/classes} in {@code src/main/java}.
 */
final class LibrarySources {
    private static final Path JDK = Path.of(System.getProperty("java.home"), "lib", "src.zip");

    private final StandardJavaFileManager files;

    LibrarySources(StandardJavaFileManager files) {
        this.files = files;
    }

    /**
     * {@return the text of a class's source file, or {@code null} where there is none}
     *
     * @param outermost the class, of which the file has its name
     * @throws IOException if a file is there but cannot be read
     */
    String find(Elements elements, TypeElement outermost) throws IOException {
        String name = elements.getBinaryName(outermost).toString();
        String file = name.replace('.', '/') + ".java";
        ModuleElement module = elements.getModuleOf(outermost);
        if (module != null && !module.isUnnamed()) {
            return inZip(JDK, module.getQualifiedName() + "/" + file);
        }
        JavaFileObject compiled =
                files.getJavaFileForInput(
                        StandardLocation.CLASS_PATH, name, JavaFileObject.Kind.CLASS);
        return compiled == null ? null : beside(compiled.toUri(), name, file);
    }

    private static String beside(URI compiled, String name, String file) throws IOException {
        String uri = compiled.toString();
        if (uri.startsWith("jar:")) {
            Path jar = Path.of(URI.create(uri.substring(4, uri.indexOf("!/"))));
            String sources = jar.getFileName().toString().replaceFirst("\\.jar$", "-sources.jar");
            return inZip(jar.resolveSibling(sources), file);
        }
        Path folder = Path.of(compiled);
        for (int i = 0; i < name.split("\\.").length; i++) {
            folder = folder.getParent();
        }
        if (!folder.endsWith(Path.of("target", "classes"))) {
            return null;
        }
        Path source = folder.getParent().resolveSibling("src").resolve("main/java").resolve(file);
        return Files.isRegularFile(source) ? Files.readString(source) : null;
    }

    private static String inZip(Path zip, String entryName) throws IOException {
        if (!Files.isRegularFile(zip)) {
            return null;
        }
        try (ZipFile archive = new ZipFile(zip.toFile())) {
            ZipEntry entry = archive.getEntry(entryName);
            return entry == null
                    ? null
                    : new String(
                            archive.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
