package org.recurve.data;

/**
 * Data cut in two: most of it to learn from, the rest to watch and to choose by.
 *
 * @param <S> type of the data
 * @param train to learn from
 * @param validation held out
 */
public record HoldOut<S>(S train, S validation) {}
