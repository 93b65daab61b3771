package org.recurve.metric;

/**
 * A run of tokens that a tag sequence marks as one thing, such as the name of a person.
 *
 * @param type of what is marked ({@code "PER"}); empty where tags name none
 * @param start first token, from 0
 * @param end token after the last
 */
public record Span(String type, int start, int end) {}
