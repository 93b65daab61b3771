package org.recurve.data;

import java.util.List;

/** What can be judged as a tagger. Networks and baselines both are one. */
public interface TagPredictor extends FittedModel {

    /** {@return the names of the tags it chooses from} */
    List<String> labels();

    /**
     * Tags sentences, looking at their tokens only.
     *
     * @param data the sentences
     * @return a prediction for each sentence, with a tag for each of its tokens; all with
     *     probabilities or none
     */
    List<TagPrediction> tag(TaggedText data);
}
