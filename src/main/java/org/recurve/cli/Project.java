package org.recurve.cli;

import java.nio.file.Path;

/** The checkout that the command was started from. */
final class Project {
    private Project() {}

    /** {@return the checkout's folder; the recurve script says which} */
    static Path home() {
        return Path.of(System.getProperty("recurve.home", "")).toAbsolutePath().normalize();
    }

    /** {@return a file's path within the checkout, or its name where it is elsewhere} */
    static String relative(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.startsWith(home())
                ? home().relativize(absolute).toString().replace('\\', '/')
                : absolute.getFileName().toString();
    }

    /** {@return the version of this build} */
    static String version() {
        String version = Project.class.getPackage().getImplementationVersion();
        return version == null ? "(development)" : version;
    }
}
