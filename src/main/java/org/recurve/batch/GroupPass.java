package org.recurve.batch;

import ai.djl.ndarray.NDManager;
import java.util.Iterator;
import java.util.List;

/** One pass over groups of examples, each a batch. */
final class GroupPass implements BatchSource {
    private final Collation data;
    private final NDManager manager;
    private final int batches;
    private final Iterator<int[]> groups;

    GroupPass(Collation data, NDManager manager, List<int[]> groups) {
        this.data = data;
        this.manager = manager;
        this.batches = groups.size();
        this.groups = groups.iterator();
    }

    @Override
    public long size() {
        return batches;
    }

    @Override
    public boolean hasNext() {
        return groups.hasNext();
    }

    @Override
    public Batch next() {
        return data.batch(groups.next(), manager.newSubManager());
    }
}
