/**
 * What every room shares: errors, events of long work, cancellation, seeds and provenance records.
 * Nothing in here knows an engine, a task or a display; it imports the SLF4J API alone.
 */
package org.recurve.core;
