/**
 * Recurrent blocks and what belongs to them: cells, initializers, processor settings. Ordinary DJL
 * blocks; knows no data, no task and no training loop.
 */
package org.recurve.nn;
