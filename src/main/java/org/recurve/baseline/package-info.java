/**
 * Simple references that a network has to beat: counted, linear and nearest-neighbour models,
 * simple forecasts, and any trainer of Tribuo's on the same data. Each is a complete method of its
 * own, judged by the same evaluators. Knows data, metrics and Tribuo, no network and no engine.
 */
package org.recurve.baseline;
