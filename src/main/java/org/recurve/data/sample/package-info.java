/**
 * The seeded generators of the embedded samples: short stories told from a grammar that keeps its
 * cast, its place, its weather and its tense in mind, sentences of opinion whose label follows from
 * how they are put together, heartbeats made of waves, and shops whose sales follow the week, the
 * year and chance. What the grammars say lies in small text files among the resources; here is the
 * machine that reads them. Must not hold anything that other packages need to load or train on
 * data.
 */
package org.recurve.data.sample;
