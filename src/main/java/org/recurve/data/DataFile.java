package org.recurve.data;

import java.util.List;

/**
 * One file of a catalogued data set.
 *
 * @param path under the data folder or the cache, with slashes ({@code
 *     "wikitext-2/wiki.train.tokens"}); a gzipped file of the same name with {@code .gz} does as
 *     well
 * @param split the part of the data it holds, or {@code "all"}
 * @param sha256 of the official plain file in lower-case hexadecimal, or null where it is not known
 * @param bytes size of the official plain file, or -1 where it is not known
 * @param from official addresses, best first; {@code archive-address!/member} for a file that comes
 *     in an archive; empty where it has to be got by hand or comes with the library
 * @param embedded a file with the same content that comes with the library, read where this one is
 *     not on the machine; its path is that under the samples of the class path; null where there is
 *     none
 */
public record DataFile(
        String path,
        String split,
        String sha256,
        long bytes,
        List<String> from,
        DataFile embedded) {

    public DataFile {
        from = List.copyOf(from);
    }

    /**
     * A file of which nothing comes with the library, or which is itself what comes with it.
     *
     * @param path see above
     * @param split see above
     * @param sha256 see above
     * @param bytes see above
     * @param from see above
     */
    public DataFile(String path, String split, String sha256, long bytes, List<String> from) {
        this(path, split, sha256, bytes, from, null);
    }

    /** {@return the name without folders} */
    public String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** {@return the folder under the data folder, empty for none} */
    String folder() {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
