package org.recurve.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import javax.tools.SimpleJavaFileObject;

/** A compiled class of the class path, as the compiler sees it. */
abstract class ClassFile extends SimpleJavaFileObject {
    // The real one is made only when it is asked for, which is seldom.
    private static final URI SOME_URI = URI.create("class:///file");

    private final String binaryName;

    /**
     * Names a class.
     *
     * @param packageName with dots
     * @param fileName with its extension
     */
    ClassFile(String packageName, String fileName) {
        super(SOME_URI, Kind.CLASS);
        String simpleName =
                fileName.substring(0, fileName.length() - Kind.CLASS.extension.length());
        binaryName = packageName.isEmpty() ? simpleName : packageName + "." + simpleName;
    }

    final String binaryName() {
        return binaryName;
    }

    @Override
    public abstract URI toUri();

    @Override
    public abstract InputStream openInputStream() throws IOException;

    @Override
    public final String getName() {
        return toUri().toString();
    }

    @Override
    public final boolean isNameCompatible(String simpleName, Kind kind) {
        return kind == Kind.CLASS
                && binaryName.substring(binaryName.lastIndexOf('.') + 1).equals(simpleName);
    }

    @Override
    public final String toString() {
        return getName();
    }
}
