package org.recurve.display;

/** Something that is drawn. */
public interface Picture {

    /** {@return a complete SVG document, readable on light and dark pages} */
    String svg();

    /** {@return what the picture shows, in words, for readers who cannot see it} */
    String alt();

    /** {@return its natural width in CSS pixels} */
    int width();
}
