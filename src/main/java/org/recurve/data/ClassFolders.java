package org.recurve.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.recurve.core.Cancellation;
import org.recurve.core.DataProvenance;
import org.recurve.core.DataProvenance.FileHash;
import org.recurve.core.RecurveException;

/**
 * Texts in a folder for each class, a file for each text, as the official archive of the IMDB
 * reviews has them.
 */
final class ClassFolders {
    /** The folders of the labelled reviews, in the order of their classes. */
    static final List<String> REVIEWS = List.of("neg", "pos");

    /** Files of reviews are named by an id and a rating. */
    private static final Pattern NAME = Pattern.compile("(\\d{1,18})?(?:_(\\d+))?.*\\.txt");

    private record Key(int label, long id, String file) {
        static final Comparator<Key> ORDER =
                Comparator.comparingInt(Key::label)
                        .thenComparingLong(Key::id)
                        .thenComparing(Key::file);
    }

    private final List<String> classes;
    private final TreeMap<Key, byte[]> texts = new TreeMap<>(Key.ORDER);

    ClassFolders(List<String> classes) {
        this.classes = classes;
    }

    /**
     * Reads a folder.
     *
     * @param folder with a folder for each class
     * @param wanted the classes in their order; all, sorted, if empty
     * @return the texts
     * @throws RecurveException if one of the folders is not there
     */
    static ClassFolders of(Path folder, List<String> wanted) {
        if (!Files.isDirectory(folder)) {
            throw new RecurveException(
                    "there is no folder " + folder + ": expected one with a folder for each class");
        }
        try {
            List<String> classes =
                    wanted.isEmpty() ? Classes.sorted(names(folder, Files::isDirectory)) : wanted;
            ClassFolders texts = new ClassFolders(classes);
            for (String label : classes) {
                Path of = folder.resolve(label);
                if (!Files.isDirectory(of)) {
                    throw new RecurveException(
                            folder + " has no folder " + label + ", expected one for each class");
                }
                for (String file : names(of, Files::isRegularFile)) {
                    Cancellation.check("reading " + of);
                    if (texts.isText(label + "/" + file)) {
                        texts.add(label + "/" + file, Files.readAllBytes(of.resolve(file)));
                    }
                }
            }
            return texts;
        } catch (IOException e) {
            throw new RecurveException("cannot read " + folder + ": " + e, e);
        }
    }

    private static List<String> names(Path folder, Predicate<Path> kind) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(kind).map(f -> f.getFileName().toString()).toList();
        }
    }

    /** {@return whether a path is that of a text: {@code class/name.txt}} */
    boolean isText(String path) {
        String[] parts = path.split("/", -1);
        return parts.length == 2 && classes.contains(parts[0]) && NAME.matcher(parts[1]).matches();
    }

    /** Takes a text. */
    void add(String path, byte[] content) {
        String[] parts = path.split("/", -1);
        Matcher name = NAME.matcher(parts[1]);
        boolean numbered = name.matches() && name.group(1) != null;
        long id = numbered ? Long.parseLong(name.group(1)) : Long.MAX_VALUE;
        texts.put(new Key(classes.indexOf(parts[0]), id, parts[1]), content);
    }

    boolean isEmpty() {
        return texts.isEmpty();
    }

    /** {@return the texts, called {@code "all"}; the hash of the provenance is of them in order} */
    LabeledText toData(String name) {
        TextCollector collector = new TextCollector();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        texts.forEach(
                (key, content) -> {
                    bytes.writeBytes(content);
                    String path = classes.get(key.label()) + "/" + key.file();
                    DataInput input =
                            new DataInput(
                                    key.file(),
                                    name + "/" + path,
                                    () -> new ByteArrayInputStream(content),
                                    null);
                    StringBuilder text = new StringBuilder();
                    TextLines.forEach(input, (line, place) -> text.append(line).append('\n'));
                    collector.add(text.toString().strip(), classes.get(key.label()), path);
                });
        FileHash hash =
                new DataInput(name, name, () -> new ByteArrayInputStream(bytes.toByteArray()), null)
                        .hash();
        return collector.toData(
                new DataProvenance(name, "all", List.of(hash), List.of("a folder for each class")),
                classes);
    }

    /**
     * {@return the texts as lines of a class's number, {@code class/id}, the rating and the text,
     * by tabs; tabs and line ends in the text become spaces}
     */
    byte[] reviews() {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        texts.forEach(
                (key, content) -> {
                    Matcher name = NAME.matcher(key.file());
                    String rating = name.matches() && name.group(2) != null ? name.group(2) : "";
                    String start =
                            "%d\t%s/%d\t%s\t"
                                    .formatted(
                                            key.label(),
                                            classes.get(key.label()),
                                            key.id(),
                                            rating);
                    lines.writeBytes(start.getBytes(StandardCharsets.UTF_8));
                    for (byte b : content) {
                        lines.write(b == '\t' || b == '\n' || b == '\r' ? ' ' : b);
                    }
                    lines.write('\n');
                });
        return lines.toByteArray();
    }
}
