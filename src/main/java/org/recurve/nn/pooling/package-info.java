/** Pooling: a sequence of vectors becomes one vector, whatever its length. */
package org.recurve.nn.pooling;
