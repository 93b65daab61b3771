package org.recurve.kernel;

/**
 * Something that may be written.
 *
 * @param text to write
 * @param type what it is, in Jupyter's words: {@code function}, {@code class}, {@code instance},
 *     {@code keyword}, {@code magic}, {@code path} and so on
 * @param signature parameters and result of a method, type of a variable; may be empty
 */
record Completion(String text, String type, String signature) {}
