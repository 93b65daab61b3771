package org.recurve.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.recurve.core.Cancellation;

/**
 * Takes single files out of archives. The names of entries only choose what is taken and never say
 * where it is written, so an archive cannot write outside the folders that the caller chose.
 * Archives are read to their end, which checks their checksums.
 */
final class Archives {
    private Archives() {}

    private interface Visitor {
        void file(String name, InputStream in) throws IOException;
    }

    /**
     * Writes members of an archive to files.
     *
     * @param archive the archive
     * @param name tells its format: {@code .zip}, {@code .tar.gz} or {@code .tgz}
     * @param members names of the members, and where each is written, over what is there; one that
     *     ends in a slash is a folder of reviews, which is written as {@link ClassFolders#reviews}
     * @throws IOException if the archive is damaged or has not all the members
     */
    static void extract(Path archive, String name, Map<String, Path> members) throws IOException {
        Set<String> missing = new TreeSet<>(members.keySet());
        Map<String, ClassFolders> folders = new TreeMap<>();
        for (String member : members.keySet()) {
            if (member.endsWith("/")) {
                folders.put(member, new ClassFolders(ClassFolders.REVIEWS));
            }
        }
        forEachFile(
                archive,
                name,
                (file, in) -> {
                    if (missing.remove(file)) {
                        Files.copy(in, members.get(file), StandardCopyOption.REPLACE_EXISTING);
                    }
                    for (Map.Entry<String, ClassFolders> folder : folders.entrySet()) {
                        add(file, in, folder.getKey(), folder.getValue());
                    }
                });
        for (Map.Entry<String, ClassFolders> folder : folders.entrySet()) {
            if (!folder.getValue().isEmpty()) {
                missing.remove(folder.getKey());
                Files.write(members.get(folder.getKey()), folder.getValue().reviews());
            }
        }
        if (!missing.isEmpty()) {
            throw new IOException(name + " has no member " + String.join(", ", missing));
        }
    }

    /**
     * Reads a folder of reviews out of an archive.
     *
     * @param archive the archive, named by its format
     * @param folder its name with a slash at the end
     * @return its lines, see {@link ClassFolders#reviews}
     * @throws IOException if the archive is damaged or has no such folder
     */
    static byte[] reviews(Path archive, String folder) throws IOException {
        ClassFolders reviews = new ClassFolders(ClassFolders.REVIEWS);
        forEachFile(
                archive,
                archive.getFileName().toString(),
                (file, in) -> add(file, in, folder, reviews));
        if (reviews.isEmpty()) {
            throw new IOException(archive.getFileName() + " has no member " + folder);
        }
        return reviews.reviews();
    }

    private static void add(String file, InputStream in, String folder, ClassFolders texts)
            throws IOException {
        if (file.startsWith(folder) && texts.isText(file.substring(folder.length()))) {
            texts.add(file.substring(folder.length()), in.readAllBytes());
        }
    }

    private static void forEachFile(Path archive, String name, Visitor visitor) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(archive), 1 << 16)) {
            if (name.endsWith(".zip")) {
                unzip(in, visitor);
            } else if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
                untar(in, visitor);
            } else {
                throw new IllegalArgumentException(
                        "archives are .zip, .tar.gz or .tgz, not " + name);
            }
        }
    }

    private static void unzip(InputStream in, Visitor visitor) throws IOException {
        ZipInputStream zip = new ZipInputStream(in);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            Cancellation.check("unpacking " + entry.getName());
            if (!entry.isDirectory()) {
                visitor.file(entry.getName(), zip);
            }
        }
    }

    private static void untar(InputStream in, Visitor visitor) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in, 1 << 16));
        for (TarArchiveEntry entry = tar.getNextEntry();
                entry != null;
                entry = tar.getNextEntry()) {
            Cancellation.check("unpacking " + entry.getName());
            // isFile() alone is true of links, too.
            if (entry.isFile() && !entry.isSymbolicLink() && !entry.isLink()) {
                visitor.file(entry.getName(), tar);
            }
        }
    }
}
