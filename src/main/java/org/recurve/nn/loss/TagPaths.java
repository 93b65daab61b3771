package org.recurve.nn.loss;

/** The best tags of each sequence of a batch, with their scores. */
public final class TagPaths {
    private final int[][] tags;
    private final double[] scores;

    TagPaths(int[][] tags, double[] scores) {
        this.tags = tags;
        this.scores = scores;
    }

    /** {@return the tags of each sequence, as many as it has steps} */
    public int[][] tags() {
        return tags;
    }

    /** {@return the score of each sequence's tags: unnormalised log-probability, in nats} */
    public double[] scores() {
        return scores;
    }
}
