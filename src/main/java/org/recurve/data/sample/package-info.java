/**
 * The seeded generator of the embedded sample corpus: short stories told from a grammar that keeps
 * its cast, its place, its weather and its tense in mind. What the grammar says lies in small text
 * files among the resources; here is the machine that reads them. Must not hold anything that other
 * packages need to load or train on text.
 */
package org.recurve.data.sample;
