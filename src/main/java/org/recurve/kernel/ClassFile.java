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
     * @param simpleName as the file has it, dollars included
     */
    ClassFile(String packageName, String simpleName) {
        super(SOME_URI, Kind.CLASS);
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
                && binaryName.endsWith(simpleName)
                && binaryName.lastIndexOf('.') == binaryName.length() - simpleName.length() - 1;
    }

    @Override
    public final String toString() {
        return getName();
    }
}
