package org.recurve.kernel;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** A place of the class path where the compiler finds classes. */
interface ClassPathEntry extends AutoCloseable {
    /** {@return the classes of a package that lie here; empty if there are none} */
    List<ClassFile> classes(String packageName) throws IOException;

    /** {@return what here may follow a package's name; see {@link ClassPath#packagesIn}} */
    Set<String> packagesIn(String qualifier) throws IOException;

    @Override
    void close() throws IOException;
}
