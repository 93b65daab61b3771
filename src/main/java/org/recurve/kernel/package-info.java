/**
 * The Jupyter kernel: Java cells by JShell in this process, in IJava's manner. It speaks the
 * protocol through the kernel base library, runs cells on one thread that can be interrupted, and
 * shows values and {@link org.recurve.core.Events} through {@code display}. Nothing about networks,
 * data or training belongs here.
 */
package org.recurve.kernel;
