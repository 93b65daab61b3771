package org.recurve.data;

import java.util.List;

/**
 * What a tagger says of a sentence. A tagger that chooses whole paths, such as one with a
 * conditional random field, may choose a tag that is not the most probable one of its token.
 *
 * @param tags the chosen tag of each token
 * @param probabilities for each token the probability of each of the tagger's {@link
 *     TagPredictor#labels()}, summing to 1; an empty list where the tagger gives none
 */
public record TagPrediction(List<String> tags, List<double[]> probabilities) {

    public TagPrediction {
        tags = List.copyOf(tags);
        probabilities = List.copyOf(probabilities);
        if (!probabilities.isEmpty() && probabilities.size() != tags.size()) {
            throw new IllegalArgumentException(
                    "there must be probabilities for each of %d tokens or for none, but there are %d"
                            .formatted(tags.size(), probabilities.size()));
        }
    }

    /**
     * A prediction without probabilities.
     *
     * @param tags the chosen tag of each token
     * @return the prediction
     */
    public static TagPrediction of(List<String> tags) {
        return new TagPrediction(tags, List.of());
    }
}
