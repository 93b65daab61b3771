/**
 * Values and events as HTML, SVG and text; {@link org.recurve.display.Displays} is the way in.
 * Everything is self-contained and shows the same in Jupyter, in exported HTML and on GitHub, light
 * and dark: HTML here uses only elements and attributes that GitHub keeps (it drops the player of a
 * sound, not its picture), pictures are SVG with colours of their own. Knows no class of a kernel,
 * and nothing else of Recurve but {@code kernel} and {@code cli} knows it.
 */
package org.recurve.display;
