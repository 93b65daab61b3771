package org.recurve.metric;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Finds the spans that tags mark, by the conventions of the shared tasks' script {@code conlleval}
 * (Tjong Kim Sang and Buchholz 2000, "Introduction to the CoNLL-2000 Shared Task: Chunking").
 *
 * <p>A tag is {@code O}, outside, or a letter for the place in its span and, after the first
 * hyphen, a type: {@code B-PER} the beginning, {@code I-PER} inside, {@code E-PER} (or {@code L-})
 * the end, {@code S-PER} (or {@code U-}) a span of one token. So IOB1 (Ramshaw and Marcus 1995), in
 * which a span begins with I- unless it follows one of its type, IOB2, IOE1, IOE2, IOBES and BILOU
 * are all read alike. Tags need not fit together: a span begins at
 *
 * <ul>
 *   <li>a B or S,
 *   <li>any other tag after O, after another type, or at the beginning of the sentence,
 *   <li>any tag after an E or S,
 * </ul>
 *
 * and it lasts until the next one begins or an O follows. The script itself knows no S, L and U; it
 * takes an E and a following B of the same type for one span, which in IOBES are two.
 */
public final class Spans {
    private static final String OUTSIDE = "O";
    private static final String PLACES = "BIESLU";
    private static final String BEGIN = "BSU";
    private static final String LAST = "ESLU";

    private Spans() {}

    /**
     * Finds the spans of a sentence.
     *
     * @param tags of its tokens
     * @return in their order
     * @throws IllegalArgumentException if a tag is none of the kind
     */
    public static List<Span> of(List<String> tags) {
        List<Span> spans = new ArrayList<>();
        int start = -1;
        for (int t = 0; t < tags.size(); t++) {
            check(tags.get(t));
            String previous = t == 0 ? OUTSIDE : tags.get(t - 1);
            if (start >= 0 && (isOutside(tags.get(t)) || begins(previous, tags.get(t)))) {
                spans.add(new Span(type(previous), start, t));
                start = -1;
            }
            if (begins(previous, tags.get(t))) {
                start = t;
            }
        }
        if (start >= 0) {
            spans.add(new Span(type(tags.get(tags.size() - 1)), start, tags.size()));
        }
        return spans;
    }

    /**
     * Tells whether tags mark spans: each is {@code O} or has one of the letters, as above, and
     * there is one beside {@code O}. Tags of letters alone do so only with an {@code O} among them,
     * since any set of short names may have a {@code B}.
     *
     * @param tags the tags of a set
     * @return whether {@link #of} makes sense of them
     */
    public static boolean markedBy(Collection<String> tags) {
        return tags.stream().allMatch(Spans::isKnown)
                && tags.stream().anyMatch(tag -> !isOutside(tag))
                && (tags.contains(OUTSIDE) || tags.stream().allMatch(tag -> tag.length() > 1));
    }

    private static boolean begins(String previous, String tag) {
        return !isOutside(tag)
                && (isOutside(previous)
                        || has(BEGIN, tag)
                        || has(LAST, previous)
                        || !type(previous).equals(type(tag)));
    }

    private static boolean has(String places, String tag) {
        return places.indexOf(tag.charAt(0)) >= 0;
    }

    private static boolean isOutside(String tag) {
        return tag.equals(OUTSIDE);
    }

    private static boolean isKnown(String tag) {
        return isOutside(tag)
                || (!tag.isEmpty()
                        && has(PLACES, tag)
                        && (tag.length() == 1 || (tag.charAt(1) == '-' && tag.length() > 2)));
    }

    private static String type(String tag) {
        return tag.length() == 1 ? "" : tag.substring(2);
    }

    private static void check(String tag) {
        if (!isKnown(tag)) {
            throw new IllegalArgumentException(
                    "the tag \""
                            + tag
                            + "\" marks no span; expected O, or one of B, I, E, S, L, U with a hyphen and a type, as in B-PER");
        }
    }
}
