package org.recurve.data;

/**
 * What came of the check of a file.
 *
 * @param set the set it belongs to
 * @param file what the catalogue knows of it
 * @param where it lies
 * @param result how it compares
 * @param sha256 of its contents once unzipped
 */
public record FileCheck(DataSet set, DataFile file, String where, Result result, String sha256) {

    /** How a file compares with the catalogue. */
    public enum Result {
        /** It is the official file. */
        VERIFIED,
        /** The catalogue knows no hash of it. */
        UNVERIFIED,
        /** It is another file than the official one. */
        MISMATCH
    }
}
