package org.recurve.task;

import java.util.List;
import java.util.stream.IntStream;
import org.recurve.data.TaggedText;
import org.recurve.nn.loss.LinearChainCrf;
import org.recurve.nn.loss.TagRules;

/** How tags are made of what a {@link SequenceTagger}'s network says of each token. */
enum TagOutput {
    /** The probabilities of a token's tags do not depend on the tags around it. */
    SOFTMAX("softmax"),
    /** Any tag may follow any. */
    CRF("CRF"),
    /** A span's inner tokens follow its first one, see {@link TagRules#bio}. */
    IOB2_CRF("CRF, IOB2");

    private final String text;

    TagOutput(String text) {
        this.text = text;
    }

    /** The random field that fits the tags of some data: with rules if the data keep them. */
    static TagOutput crf(TaggedText train) {
        List<String> labels = train.labels();
        boolean spans =
                labels.stream().allMatch(tag -> tag.equals("O") || tag.matches("[BI]-.+"))
                        && labels.stream().anyMatch(tag -> tag.startsWith("I-"));
        if (!spans) {
            return CRF;
        }
        TagRules rules = TagRules.bio(labels);
        return IntStream.range(0, train.size())
                        .allMatch(i -> firstBroken(rules, train.tagIds(i)) < 0)
                ? IOB2_CRF
                : CRF;
    }

    /** {@return the first token whose tag the rules forbid where it stands; -1 for none} */
    static int firstBroken(TagRules rules, int[] tags) {
        for (int t = 0; t < tags.length; t++) {
            boolean allowed =
                    t == 0 ? rules.mayStart(tags[0]) : rules.mayFollow(tags[t - 1], tags[t]);
            if (!allowed) {
                return t;
            }
        }
        return -1;
    }

    /** {@return a new random field over the tags; null for none} */
    LinearChainCrf crf(List<String> labels) {
        return switch (this) {
            case SOFTMAX -> null;
            case CRF -> new LinearChainCrf(labels.size());
            case IOB2_CRF -> new LinearChainCrf(TagRules.bio(labels));
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
