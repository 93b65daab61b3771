package org.recurve.kernel;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Files and folders that a path which is being written may name. */
final class PathCompletion {
    private static final int MOST = 200;

    /** Calls whose text is a path; anywhere else only a text with a slash is taken for one. */
    private static final Pattern CALL =
            Pattern.compile(
                    "(?:\\bPaths?\\s*\\.\\s*(?:of|get)|\\b(?:load|save|read|open|resolve|csv|write"
                            + "|File|File(?:Reader|Writer|InputStream|OutputStream)))\\s*\\(\\s*$");

    private PathCompletion() {}

    /** {@return whether a text that starts behind this code is to be taken for a path} */
    static boolean isPath(String before, String text) {
        return text.contains("/") || CALL.matcher(before).find();
    }

    /** {@return the part of a path that a completion replaces: what follows its last slash} */
    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** {@return names that may follow the path's last slash; of folders with a slash} */
    static List<Completion> of(String path) {
        String name = name(path);
        TreeSet<String> found = new TreeSet<>();
        try {
            Path folder = Path.of(path.substring(0, path.length() - name.length()));
            try (DirectoryStream<Path> files =
                    Files.newDirectoryStream(folder, file -> fits(file, name))) {
                for (Path file : files) {
                    found.add(file.getFileName() + (Files.isDirectory(file) ? "/" : ""));
                }
            }
        } catch (IOException | DirectoryIteratorException | InvalidPathException e) {
            // A folder that is not there, or cannot be read, has nothing to offer.
            return List.of();
        }
        return found.stream().limit(MOST).map(text -> new Completion(text, "path", "")).toList();
    }

    private static boolean fits(Path file, String name) {
        String own = file.getFileName().toString();
        return own.startsWith(name) && own.startsWith(".") == name.startsWith(".");
    }
}
