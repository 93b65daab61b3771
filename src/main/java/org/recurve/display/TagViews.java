package org.recurve.display;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.recurve.task.SentencePrefixes;
import org.recurve.task.TaggedSentence;

/** What a tagger says of a sentence. */
final class TagViews {
    /** Tags that no token has with so much probability are left out. */
    private static final double LIKELY = 0.05;

    private static final String REVISED = "\u2192 ";

    private TagViews() {}

    static HeatMap heatMap(TaggedSentence sentence) {
        return HeatMap.ofTags("Probability of each tag", sentence, LIKELY);
    }

    /** A row for each prefix, a column for each token. */
    static Grid grid(SentencePrefixes prefixes) {
        List<String> tokens = prefixes.tokens();
        List<String> names = new ArrayList<>(List.of("read up to"));
        names.addAll(tokens);
        Grid grid =
                new Grid(
                        "Tags as the words arrive",
                        names,
                        Collections.nCopies(tokens.size() + 1, false));
        for (int arrived = 0; arrived < tokens.size(); arrived++) {
            List<String> tags = prefixes.readings().get(arrived).tags();
            List<String> row = new ArrayList<>(List.of(tokens.get(arrived)));
            for (int token = 0; token < tokens.size(); token++) {
                String mark = prefixes.revised(arrived, token) ? REVISED : "";
                row.add(token <= arrived ? mark + tags.get(token) : "");
            }
            grid.row(row);
        }
        return grid.note(REVISED + "changed by the word that had just arrived");
    }
}
