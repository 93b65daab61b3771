package org.recurve.data;

import java.util.List;

/**
 * A set and where it is.
 *
 * @param set the set
 * @param state where those of its files are that are there; {@link State#CACHED} if some are in the
 *     data folder and some in the cache
 * @param missing its files that are nowhere on this machine
 */
public record DataListing(DataSet set, State state, List<DataFile> missing) {
    public DataListing {
        missing = List.copyOf(missing);
    }

    /** Where the files of a set are. */
    public enum State {
        /** In the folder that {@code RECURVE_DATA} names. */
        PRESENT,
        /** In the cache. */
        CACHED,
        /** On the class path, with the library. */
        EMBEDDED,
        /** Nowhere on this machine. */
        ABSENT
    }
}
