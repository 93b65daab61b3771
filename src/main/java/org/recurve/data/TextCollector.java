package org.recurve.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;

/** Collects texts and their labels from wherever they stand. */
final class TextCollector {
    private final List<String> texts = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private final TextAttributes.Collector attributes = new TextAttributes.Collector();

    /** Takes an example without attributes. */
    void add(String text, String label, String place) {
        add(text, label, Map.of(), place);
    }

    /**
     * Takes an example.
     *
     * @param text as it stands there
     * @param label white space around it does not count
     * @param of its attributes by name
     * @param place where it stands, for messages
     * @throws RecurveException if the text is blank or there is no label
     */
    void add(String text, String label, Map<String, String> of, String place) {
        if (text.isBlank()) {
            throw new RecurveException(place + ": the text is empty; leave the example out");
        }
        if (label.isBlank()) {
            throw new RecurveException(
                    place + ": there is no label; give it one or leave the example out");
        }
        texts.add(text);
        labels.add(label.strip());
        attributes.add(of);
    }

    /**
     * {@return the examples}
     *
     * @param provenance where they came from
     * @param classes in their order, all that occur among them; sorted by name if empty
     */
    LabeledText toData(DataProvenance provenance, List<String> classes) {
        if (texts.isEmpty()) {
            throw new RecurveException(provenance.dataset() + " has no texts; expected at least 1");
        }
        List<String> order = classes.isEmpty() ? Classes.sorted(labels) : classes;
        return new LabeledText(
                texts, Classes.indices(labels, order), order, attributes.values(), provenance);
    }
}
