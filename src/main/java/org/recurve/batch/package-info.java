/**
 * Examples to arrays: padding, buckets, BPTT streams and windows. Knows data and arrays, no
 * network, no loss, no task.
 */
package org.recurve.batch;
