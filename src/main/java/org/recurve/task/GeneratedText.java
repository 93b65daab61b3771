package org.recurve.task;

/**
 * Text that a model wrote.
 *
 * @param prompt what it was given to go on from
 * @param text prompt and continuation
 */
public record GeneratedText(String prompt, String text) {

    /** {@return prompt and continuation} */
    @Override
    public String toString() {
        return text;
    }
}
