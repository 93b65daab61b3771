package org.recurve.core;

import java.util.List;

/**
 * Where a piece of data came from.
 *
 * @param dataset catalogue name or the user's file name
 * @param split {@code "train"}, {@code "validation"}, {@code "test"} or {@code "all"}
 * @param files the files read, in order
 * @param preparation what was done to them, in order ({@code "tokenizer=whitespace"}, {@code
 *     "min-count=1"})
 */
public record DataProvenance(
        String dataset, String split, List<FileHash> files, List<String> preparation) {

    /**
     * One file.
     *
     * @param name without its folder, so that provenance carries no path of a machine
     * @param sha256 of the bytes as they lie on disk, in lower-case hexadecimal
     * @param bytes size on disk
     * @param verified whether the hash is the one the catalogue knows
     */
    public record FileHash(String name, String sha256, long bytes, boolean verified) {}

    public DataProvenance {
        files = List.copyOf(files);
        preparation = List.copyOf(preparation);
    }
}
