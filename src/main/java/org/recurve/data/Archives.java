package org.recurve.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Set;
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

    /**
     * Writes members of an archive to files.
     *
     * @param archive the archive
     * @param name tells its format: {@code .zip}, {@code .tar.gz} or {@code .tgz}
     * @param members names of the members, and where each is written, over what is there
     * @throws IOException if the archive is damaged or has not all the members
     */
    static void extract(Path archive, String name, Map<String, Path> members) throws IOException {
        Set<String> missing = new TreeSet<>(members.keySet());
        try (InputStream in = new BufferedInputStream(Files.newInputStream(archive), 1 << 16)) {
            if (name.endsWith(".zip")) {
                unzip(in, members, missing);
            } else if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
                untar(in, members, missing);
            } else {
                throw new IllegalArgumentException(
                        "archives are .zip, .tar.gz or .tgz, not " + name);
            }
        }
        if (!missing.isEmpty()) {
            throw new IOException(name + " has no member " + String.join(", ", missing));
        }
    }

    private static void unzip(InputStream in, Map<String, Path> members, Set<String> missing)
            throws IOException {
        ZipInputStream zip = new ZipInputStream(in);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            take(zip, entry.getName(), !entry.isDirectory(), members, missing);
        }
    }

    private static void untar(InputStream in, Map<String, Path> members, Set<String> missing)
            throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in, 1 << 16));
        for (TarArchiveEntry entry = tar.getNextEntry();
                entry != null;
                entry = tar.getNextEntry()) {
            // isFile() alone is true of links, too.
            boolean file = entry.isFile() && !entry.isSymbolicLink() && !entry.isLink();
            take(tar, entry.getName(), file, members, missing);
        }
    }

    private static void take(
            InputStream in,
            String name,
            boolean isFile,
            Map<String, Path> members,
            Set<String> missing)
            throws IOException {
        Cancellation.check("unpacking " + name);
        if (isFile && missing.remove(name)) {
            Files.copy(in, members.get(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
