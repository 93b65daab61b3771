package org.recurve.data;

import java.util.List;

/**
 * What the catalogue knows of a data set.
 *
 * @param name by which it is loaded
 * @param task what it is made for ({@code "language-model"}, {@code "classification"}, …)
 * @param about one line on what is in it
 * @param licence under which terms it may be used, as far as they are stated
 * @param citation what to cite
 * @param homepage where to read more
 * @param embedded whether it comes with the library, on the class path
 * @param files its files, in the order of their splits
 * @param tokenizer for text corpora, the tokenizer it is usually read with, by name; null otherwise
 * @param fractions for text corpora of a single file, which parts of it are training, validation
 *     and test text; empty where the files say it
 * @param format for labelled texts, tagged texts, labelled sequences and time series, how the files
 *     are written, by the name that its reader knows; null otherwise
 */
public record DataSet(
        String name,
        String task,
        String about,
        String licence,
        String citation,
        String homepage,
        boolean embedded,
        List<DataFile> files,
        String tokenizer,
        List<Double> fractions,
        String format) {

    public DataSet {
        files = List.copyOf(files);
        fractions = List.copyOf(fractions);
    }
}
