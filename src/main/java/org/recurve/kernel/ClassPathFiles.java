package org.recurve.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/** The compiler's files, with {@link ClassPath} in place of the compiler's own reading of jars. */
final class ClassPathFiles extends ForwardingJavaFileManager<StandardJavaFileManager>
        implements StandardJavaFileManager {
    private final ClassPath classPath;

    /**
     * Stands before the compiler's own.
     *
     * @param files the compiler's own
     * @param classPath shared with others
     */
    ClassPathFiles(StandardJavaFileManager files, ClassPath classPath) {
        super(files);
        this.classPath = classPath;
    }

    /** Sets the class path to the one that this manager's own options say. */
    ClassPathFiles takeClassPath() {
        // With the jars that the manifests of others name.
        classPath.set(fileManager.getLocationAsPaths(StandardLocation.CLASS_PATH));
        return this;
    }

    @Override
    public Iterable<JavaFileObject> list(
            Location location, String packageName, Set<Kind> kinds, boolean recurse)
            throws IOException {
        if (location != StandardLocation.CLASS_PATH || recurse) {
            return super.list(location, packageName, kinds, recurse);
        }
        return kinds.contains(Kind.CLASS)
                ? Collections.unmodifiableList(classPath.classes(packageName))
                : List.of();
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof ClassFile known
                ? known.binaryName()
                : super.inferBinaryName(location, file);
    }

    @Override
    public JavaFileObject getJavaFileForInput(Location location, String className, Kind kind)
            throws IOException {
        return location == StandardLocation.CLASS_PATH && kind == Kind.CLASS
                ? classPath.find(className)
                : super.getJavaFileForInput(location, className, kind);
    }

    @Override
    public boolean contains(Location location, FileObject file) throws IOException {
        return file instanceof ClassFile
                ? location == StandardLocation.CLASS_PATH
                : super.contains(location, file);
    }

    @Override
    public boolean handleOption(String option, Iterator<String> rest) {
        boolean handled = super.handleOption(option, rest);
        if (Set.of("-classpath", "-cp", "--class-path").contains(option)) {
            takeClassPath();
        }
        return handled;
    }

    @Override
    public void setLocation(Location location, Iterable<? extends File> files) throws IOException {
        fileManager.setLocation(location, files);
        if (location == StandardLocation.CLASS_PATH) {
            takeClassPath();
        }
    }

    @Override
    public Iterable<? extends File> getLocation(Location location) {
        return fileManager.getLocation(location);
    }

    @Override
    public Iterable<? extends Path> getLocationAsPaths(Location location) {
        // JShell asks in order to open all jars once more and to list their packages, which
        // completion takes from the class path here.
        return location == StandardLocation.CLASS_PATH
                ? List.of()
                : fileManager.getLocationAsPaths(location);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(
            Iterable<? extends File> files) {
        return fileManager.getJavaFileObjectsFromFiles(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
        return fileManager.getJavaFileObjects(files);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(
            Iterable<String> names) {
        return fileManager.getJavaFileObjectsFromStrings(names);
    }

    @Override
    public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
        return fileManager.getJavaFileObjects(names);
    }

    @Override
    public Path asPath(FileObject file) {
        return fileManager.asPath(file);
    }
}
