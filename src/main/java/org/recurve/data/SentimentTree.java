package org.recurve.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.recurve.core.RecurveException;

/**
 * A sentence of the Stanford Sentiment Treebank with a class on every phrase: {@code (3 (2 a) (3 (4
 * great) (2 film)))}, 0 very negative to 4 very positive.
 */
final class SentimentTree {
    private static final Pattern SYMBOL = Pattern.compile("[()]|[^\\s()]+");

    /**
     * A phrase.
     *
     * @param label 0 to 4
     * @param text its tokens in lower case with a space between two
     */
    record Phrase(int label, String text) {}

    /** A phrase that is not complete yet. */
    private static final class Open {
        final int firstToken;
        int label = -1;

        Open(int firstToken) {
            this.firstToken = firstToken;
        }
    }

    private SentimentTree() {}

    /** {@return all phrases of a tree, each after those in it, so that the sentence is the last} */
    static List<Phrase> phrases(String tree, String place) {
        Deque<Open> open = new ArrayDeque<>();
        List<String> tokens = new ArrayList<>();
        List<Phrase> phrases = new ArrayList<>();
        Matcher symbols = SYMBOL.matcher(tree);
        boolean closed = false;
        while (symbols.find()) {
            String symbol = symbols.group();
            if (closed) {
                throw damaged(place, "there is more after its end");
            } else if (symbol.equals("(")) {
                open.push(new Open(tokens.size()));
            } else if (open.isEmpty()) {
                throw damaged(place, "it does not begin with a bracket");
            } else if (symbol.equals(")")) {
                Open done = open.pop();
                if (done.label < 0 || done.firstToken == tokens.size()) {
                    throw damaged(place, "a phrase has no class or no word");
                }
                List<String> words = tokens.subList(done.firstToken, tokens.size());
                phrases.add(new Phrase(done.label, String.join(" ", words)));
                closed = open.isEmpty();
            } else if (open.peek().label < 0) {
                if (!symbol.matches("[0-4]")) {
                    throw damaged(place, "a class is " + symbol + ", not 0 to 4");
                }
                open.peek().label = Integer.parseInt(symbol);
            } else {
                tokens.add(symbol.toLowerCase(Locale.ROOT));
            }
        }
        if (!closed) {
            throw damaged(place, "a bracket is not closed");
        }
        return phrases;
    }

    private static RecurveException damaged(String place, String what) {
        return new RecurveException(
                place + ": expected a tree such as (3 (2 a) (4 delight)), but " + what);
    }
}
