package org.recurve.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;

/** Takes pairs of sentences one by one, and leaves out those of which a side is blank. */
final class PairCollector {
    private final List<String> sources = new ArrayList<>();
    private final List<String> targets = new ArrayList<>();
    private int blank;

    void add(String source, String target) {
        if (source.isBlank() || target.isBlank()) {
            blank++;
        } else {
            sources.add(source.strip());
            targets.add(target.strip());
        }
    }

    /**
     * {@return the pairs}
     *
     * @param name of the data
     * @param split of the data
     * @param files that they were read from; none where they come from a table
     * @throws RecurveException if there are none
     */
    ParallelText toData(String name, String split, List<DataInput> files) {
        if (sources.isEmpty() && blank > 0) {
            throw new RecurveException(
                    String.format(
                            Locale.ROOT,
                            "%s has no pairs of sentences: a side of each of its %,d lines is blank",
                            name,
                            blank));
        }
        return new ParallelText(
                sources,
                targets,
                new DataProvenance(
                        name,
                        split,
                        files.stream().map(DataInput::hash).toList(),
                        blank == 0 ? List.of() : List.of("a side is blank, left out=" + blank)));
    }
}
