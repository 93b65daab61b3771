/**
 * Judging models in Tribuo's manner: evaluators, immutable evaluations with named getters, {@code
 * asMap()}, {@code toString()}, {@code toHTML()} and provenance in Tribuo's form. Holds no formula
 * (those are in {@code metric}) and no picture (those are in {@code display}); no signature holds
 * an array of an engine.
 */
package org.recurve.evaluation;
