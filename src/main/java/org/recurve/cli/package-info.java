/**
 * The {@code recurve} command: runs notebooks in Jupyter and writes their reports, opens them,
 * looks after data sets and the kernel. It may import every other room; none imports it.
 */
package org.recurve.cli;
