package org.recurve.batch;

import java.util.Iterator;

/**
 * One pass over a data set, batch by batch. The caller closes each batch before it asks for the
 * next.
 */
public interface BatchSource extends Iterator<Batch> {

    /** {@return how many batches the whole pass has} */
    long size();
}
