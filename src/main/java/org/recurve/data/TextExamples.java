package org.recurve.data;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.recurve.core.DataProvenance;
import org.recurve.core.RecurveException;

/**
 * Whole texts, none of them blank, that have labels of some kind and may have attributes in words,
 * which no model sees.
 *
 * @param <S> the type itself
 */
public abstract sealed class TextExamples<S extends TextExamples<S>> extends Examples<S>
        permits LabeledText, MultiLabeledText {
    final List<String> texts;
    final List<String> labels;
    final TextAttributes attributes;

    /**
     * @param targets for how many texts there is a target
     * @param what the target of a text is, for the message
     */
    TextExamples(
            List<String> texts,
            int targets,
            String what,
            List<String> labels,
            Map<String, List<String>> attributes,
            DataProvenance provenance) {
        super(provenance);
        this.texts = List.copyOf(texts);
        this.labels = List.copyOf(labels);
        if (texts.isEmpty()) {
            throw new RecurveException(provenance.dataset() + " has no texts; expected at least 1");
        }
        if (texts.size() != targets) {
            throw new RecurveException(
                    "there must be %s for each of %d texts, but there are %d"
                            .formatted(what, texts.size(), targets));
        }
        SeriesChecks.distinct("labels", labels);
        for (int i = 0; i < texts.size(); i++) {
            if (text(i).isBlank()) {
                throw new RecurveException(
                        "text %d of %s is empty; leave it out".formatted(i, provenance.dataset()));
            }
        }
        this.attributes = new TextAttributes(attributes, texts.size());
    }

    @Override
    public final int size() {
        return texts.size();
    }

    /** {@return the texts} */
    public final List<String> texts() {
        return texts;
    }

    /**
     * One text.
     *
     * @param index from 0
     * @return as it stands in the data
     */
    public final String text(int index) {
        return texts.get(index);
    }

    /** {@return the names of the labels, each once} */
    public final List<String> labels() {
        return labels;
    }

    /** {@return {@code characters}: how long each text is, in Unicode code points} */
    public final Map<String, double[]> targetAttributes() {
        return Map.of(
                "characters",
                texts.stream().mapToDouble(t -> t.codePointCount(0, t.length())).toArray());
    }

    /** {@return the attributes of the texts by name, a value for each text} */
    public final Map<String, List<String>> categories() {
        return attributes.values();
    }

    /**
     * An attribute of the texts.
     *
     * @param name of the attribute
     * @return its value for each text, {@code ""} where a text has none
     * @throws RecurveException if there is no such attribute; it names those that there are
     */
    public final List<String> attribute(String name) {
        return attributes.values(name);
    }

    /** {@return some of the texts, in the given order} */
    final List<String> pick(int[] indices) {
        return Arrays.stream(indices).mapToObj(texts::get).toList();
    }

    @Override
    final String unit() {
        return "texts";
    }
}
