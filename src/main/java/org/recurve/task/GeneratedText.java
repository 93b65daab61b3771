package org.recurve.task;

/**
 * Text that a model wrote.
 *
 * @param prompt what it was given to go on from
 * @param text prompt and continuation
 * @param score the tokens written, without the prompt, and how likely each was under the model's
 *     own distribution, whatever rule chose it; a notebook shows them as colours
 */
public record GeneratedText(String prompt, String text, TextScore score) {

    /** {@return prompt and continuation} */
    @Override
    public String toString() {
        return text;
    }
}
