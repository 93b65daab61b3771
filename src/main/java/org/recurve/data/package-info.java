/**
 * Where data comes from and the plain forms it is held in: the catalogue of public data sets with
 * its look-up and downloads, tokenizers, vocabularies, token streams, text corpora, labelled and
 * tagged text, numeric sequences, time series with their windows and scalers, and made-up memory
 * problems. Everything in here is plain arrays and collections: no signature holds an array of the
 * engine, and nothing knows batches, networks or tasks.
 */
package org.recurve.data;
