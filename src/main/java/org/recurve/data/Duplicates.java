package org.recurve.data;

/** What becomes of several rows of the same time in the same series. */
public enum Duplicates {
    /** The first row counts, in the order of the table. */
    FIRST,
    /** The last row counts, in the order of the table. */
    LAST,
    /** The mean of each column counts, without missing values. */
    MEAN
}
