package org.recurve.nn.loss;

import java.util.Arrays;
import java.util.List;

/** Which tags may follow which, begin and end a sequence. */
public final class TagRules {
    private final boolean[][] transitions;
    private final boolean[] start;
    private final boolean[] end;

    /**
     * Takes rules from tables.
     *
     * @param transitions {@code [from][to]}, true where {@code to} may follow {@code from}
     * @param start true where a sequence may begin with the tag
     * @param end true where a sequence may end with the tag
     * @throws IllegalArgumentException if the tables are not for the same number of tags, 1 or more
     */
    public TagRules(boolean[][] transitions, boolean[] start, boolean[] end) {
        int tags = start.length;
        boolean square = Arrays.stream(transitions).allMatch(row -> row.length == tags);
        if (tags == 0 || transitions.length != tags || !square || end.length != tags) {
            throw new IllegalArgumentException(
                    "rules must be for the same number of tags, at least one, but there are "
                            + tags
                            + " at the start, "
                            + end.length
                            + " at the end and "
                            + transitions.length
                            + (square ? "" : " unequal")
                            + " rows of transitions");
        }
        this.transitions =
                Arrays.stream(transitions).map(boolean[]::clone).toArray(boolean[][]::new);
        this.start = start.clone();
        this.end = end.clone();
    }

    /**
     * Allows everything.
     *
     * @param tags how many tags, 1 or more
     * @return the rules
     */
    public static TagRules free(int tags) {
        boolean[] all = new boolean[Math.max(tags, 0)];
        Arrays.fill(all, true);
        boolean[][] transitions = new boolean[all.length][];
        Arrays.fill(transitions, all);
        return new TagRules(transitions, all, all);
    }

    /**
     * Spans in the BIO scheme (Ramshaw and Marcus 1995; in the form IOB2): {@code I-x} follows only
     * {@code B-x} or {@code I-x}. Tags that begin with neither {@code B-} nor {@code I-} stand for
     * no span.
     *
     * @param tags names in the order of their numbers
     * @return the rules
     */
    public static TagRules bio(List<String> tags) {
        TagRules rules = free(tags.size());
        for (int to = 0; to < tags.size(); to++) {
            if (tags.get(to).startsWith("I-")) {
                String span = tags.get(to).substring(2);
                rules.start[to] = false;
                for (int from = 0; from < tags.size(); from++) {
                    String before = tags.get(from);
                    rules.transitions[from][to] =
                            before.equals("B-" + span) || before.equals("I-" + span);
                }
            }
        }
        return rules;
    }

    /** {@return the number of tags} */
    public int size() {
        return start.length;
    }

    /**
     * Looks up a transition.
     *
     * @param from a tag
     * @param to a tag
     * @return whether {@code to} may follow {@code from}
     */
    public boolean mayFollow(int from, int to) {
        return transitions[from][to];
    }

    /**
     * Looks up a start.
     *
     * @param tag a tag
     * @return whether a sequence may begin with it
     */
    public boolean mayStart(int tag) {
        return start[tag];
    }

    /**
     * Looks up an end.
     *
     * @param tag a tag
     * @return whether a sequence may end with it
     */
    public boolean mayEnd(int tag) {
        return end[tag];
    }
}
