/**
 * The figures of the field as pure functions of plain numbers and arrays: perplexity, bits per
 * character and their kin, and how sure they are. No arrays of an engine, no data types, no
 * reports.
 */
package org.recurve.metric;
