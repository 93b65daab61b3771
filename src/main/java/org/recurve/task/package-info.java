/**
 * What a user trains: a network together with its vocabulary or scaler, its loss and its
 * predictions.
 */
package org.recurve.task;
