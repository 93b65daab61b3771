package org.recurve.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Which cluster of an {@link AdaptiveSoftmax} each class is in. */
final class AdaptiveClusters {
    /** Where each cluster begins, and the number of classes at the end. */
    private final int[] bounds;

    AdaptiveClusters(int classes, int[] cutoffs) {
        bounds = Arrays.copyOf(cutoffs, cutoffs.length + 1);
        bounds[cutoffs.length] = classes;
        boolean increasing =
                IntStream.range(1, bounds.length).allMatch(i -> bounds[i - 1] < bounds[i]);
        if (cutoffs.length == 0 || bounds[0] < 1 || !increasing) {
            throw new IllegalArgumentException(
                    "cutoffs must be set, increasing and from 1 to below the number of classes, but"
                            + " are "
                            + Arrays.toString(cutoffs)
                            + " for "
                            + classes
                            + " classes");
        }
    }

    int classes() {
        return bounds[bounds.length - 1];
    }

    /** How many classes have their own place in the head. */
    int shortlist() {
        return bounds[0];
    }

    int count() {
        return bounds.length - 1;
    }

    int size(int cluster) {
        return bounds[cluster + 1] - bounds[cluster];
    }

    /** The cluster of a class, -1 for the shortlist. */
    private int of(int label) {
        int found = Arrays.binarySearch(bounds, label);
        return found >= 0 ? found : -found - 2;
    }

    /** Sorts labels into their clusters. */
    Places places(long[] labels) {
        return new Places(labels);
    }

    /** The labels of a batch by cluster: the shortlist's first, then those of each cluster. */
    final class Places {
        private final long[] inHead;
        private final long[] order;
        private final List<long[]> positions = new ArrayList<>();
        private final List<long[]> inCluster = new ArrayList<>();
        private final int shortlistCount;

        private Places(long[] labels) {
            int[] cluster = new int[labels.length];
            int[] counts = new int[count() + 1];
            inHead = new long[labels.length];
            for (int i = 0; i < labels.length; i++) {
                if (labels[i] < 0 || labels[i] >= classes()) {
                    throw new IllegalArgumentException(
                            "label %d is %d, but must be 0 to %d"
                                    .formatted(i, labels[i], classes() - 1));
                }
                cluster[i] = of((int) labels[i]);
                counts[cluster[i] + 1]++;
                inHead[i] = cluster[i] < 0 ? labels[i] : shortlist() + cluster[i];
            }
            shortlistCount = counts[0];
            int[] next = new int[counts.length];
            for (int k = 0; k < count(); k++) {
                positions.add(new long[counts[k + 1]]);
                inCluster.add(new long[counts[k + 1]]);
                next[k + 1] = next[k] + counts[k];
            }
            int[] start = next.clone();
            order = new long[labels.length];
            for (int i = 0; i < labels.length; i++) {
                int k = cluster[i];
                order[i] = next[k + 1]++;
                if (k >= 0) {
                    int place = (int) order[i] - start[k + 1];
                    positions.get(k)[place] = i;
                    inCluster.get(k)[place] = labels[i] - bounds[k];
                }
            }
        }

        /** For each position, the place in the head: of the class itself or of its cluster. */
        long[] inHead() {
            return inHead;
        }

        /** For each position, where it is when all are sorted by cluster. */
        long[] order() {
            return order;
        }

        int shortlistCount() {
            return shortlistCount;
        }

        /** The positions whose labels are in a cluster. */
        long[] positions(int cluster) {
            return positions.get(cluster);
        }

        /** The labels of these positions, counted from the beginning of the cluster. */
        long[] inCluster(int cluster) {
            return inCluster.get(cluster);
        }
    }

    @Override
    public String toString() {
        return "classes "
                + classes()
                + ", cutoffs "
                + Arrays.toString(Arrays.copyOf(bounds, count()));
    }
}
