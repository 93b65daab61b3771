package org.recurve.task;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a {@link SequenceTagger} says of a sentence as its words arrive: of the first word alone, of
 * the first two, and so on to the whole. What changes behind a word was changed by the words after
 * it. A notebook shows a row for each prefix. Unchangeable.
 *
 * @param readings of the prefixes, the first with one token
 */
public record SentencePrefixes(List<TaggedSentence> readings) {

    public SentencePrefixes {
        readings = List.copyOf(readings);
    }

    /** {@return the tokens of the whole sentence} */
    public List<String> tokens() {
        return readings.get(readings.size() - 1).tokens();
    }

    /**
     * Whether a word that had just arrived changed the tag of one before it.
     *
     * @param arrived place of the word that arrived, from 0
     * @param token place of the other word
     * @return whether; never of the word itself or of later ones
     */
    public boolean revised(int arrived, int token) {
        return token < arrived
                && !readings.get(arrived)
                        .tags()
                        .get(token)
                        .equals(readings.get(arrived - 1).tags().get(token));
    }

    /** {@return how often the tag of a word was changed by one after it} */
    public int revisions() {
        int count = 0;
        for (int arrived = 1; arrived < readings.size(); arrived++) {
            for (int token = 0; token < arrived; token++) {
                count += revised(arrived, token) ? 1 : 0;
            }
        }
        return count;
    }

    /**
     * The probability of a word's tag as words arrive.
     *
     * @param token place of the word, from 0
     * @param tag one of the tagger's labels
     * @return a value for each prefix; NaN for those that do not yet have the word
     * @throws IllegalArgumentException if there is no such token or tag
     */
    public double[] probability(int token, String tag) {
        double last = readings.get(readings.size() - 1).probability(token, tag);
        double[] course = new double[readings.size()];
        for (int arrived = 0; arrived < course.length - 1; arrived++) {
            course[arrived] =
                    arrived < token ? Double.NaN : readings.get(arrived).probability(token, tag);
        }
        course[course.length - 1] = last;
        return course;
    }

    /** {@return a line for each prefix} */
    @Override
    public String toString() {
        return readings.stream().map(TaggedSentence::toString).collect(Collectors.joining("\n"));
    }
}
