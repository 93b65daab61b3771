package org.recurve.batch;

/** The ways to cut data into batches. */
public final class Batches {
    private Batches() {}

    /**
     * Cuts one long token stream into parallel strands for truncated backpropagation through time:
     * {@code batchSize} contiguous strands, read side by side {@code steps} tokens at a time, each
     * strand going on where it ended.
     *
     * @param batchSize strands side by side, at least 1
     * @param steps tokens of a strand in one batch, at least 1: gradients do not reach further back
     * @return the strategy
     */
    public static BpttBatches bptt(int batchSize, int steps) {
        return new BpttBatches(batchSize, steps, false);
    }

    /**
     * Puts whole sequences of about the same length together, so that little is padded, in an order
     * that is random in every epoch.
     *
     * @param batchSize most sequences of a batch, at least 1
     * @return the strategy
     */
    public static BucketBatches buckets(int batchSize) {
        return new BucketBatches(batchSize);
    }

    /**
     * Puts whole sequences of about the same length together, as many as fit into a number of
     * tokens, in an order that is random in every epoch.
     *
     * @param tokens most tokens of a batch, padding included, of pairs those of both sides; at
     *     least 1
     * @return the strategy
     */
    public static TokenBatches tokens(int tokens) {
        return new TokenBatches(tokens);
    }

    /**
     * Puts windows of time series together, in an order that is random in every epoch.
     *
     * @param batchSize windows of a batch, at least 1
     * @return the strategy
     */
    public static WindowBatches windows(int batchSize) {
        return new WindowBatches(batchSize, Integer.MAX_VALUE);
    }
}
