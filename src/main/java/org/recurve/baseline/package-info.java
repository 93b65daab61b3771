/**
 * Simple references that a network has to beat. Each is a complete method of its own, fitted on the
 * same data and judged by the same evaluators. Knows data and metrics, no network and no engine.
 */
package org.recurve.baseline;
