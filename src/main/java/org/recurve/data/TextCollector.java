package org.recurve.data;

import java.util.ArrayList;
import java.util.List;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;

/** Collects texts and their labels from wherever they stand. */
final class TextCollector {
    private final List<String> texts = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();

    /**
     * Takes an example.
     *
     * @param text as it stands there
     * @param label white space around it does not count
     * @param place where it stands, for messages
     * @throws RecurveException if the text is blank or there is no label
     */
    void add(String text, String label, String place) {
        if (text.isBlank()) {
            throw new RecurveException(place + ": the text is empty; leave the example out");
        }
        if (label.isBlank()) {
            throw new RecurveException(
                    place + ": there is no label; give it one or leave the example out");
        }
        texts.add(text);
        labels.add(label.strip());
    }

    /**
     * {@return the examples}
     *
     * @param provenance where they came from
     * @param classes in their order, all that occur among them; sorted by name if empty
     */
    LabeledText toData(DataProvenance provenance, List<String> classes) {
        return classes.isEmpty()
                ? LabeledText.of(noneMissing(provenance), labels, provenance)
                : new LabeledText(texts, Classes.indices(labels, classes), classes, provenance);
    }

    private List<String> noneMissing(DataProvenance provenance) {
        if (texts.isEmpty()) {
            throw new RecurveException(provenance.dataset() + " has no texts; expected at least 1");
        }
        return texts;
    }
}
