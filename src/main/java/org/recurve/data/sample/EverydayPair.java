package org.recurve.data.sample;

/**
 * A sentence and its translation.
 *
 * @param english as it is spelled
 * @param french as it is spelled
 */
record EverydayPair(String english, String french) {

    /** {@return the pair spelled out of words, see {@link EverydayText}} */
    static EverydayPair of(String english, String french) {
        return new EverydayPair(EverydayText.english(english), EverydayText.french(french));
    }

    /** {@return a statement} */
    static EverydayPair said(String english, String french) {
        return of(english + " .", french + " .");
    }

    /** {@return a statement} */
    static EverydayPair said(EverydayClause clause) {
        return said(clause.english(), clause.french());
    }
}
