package org.recurve.core;

/** Something that long or reportable work tells whoever listens; see {@link Events}. */
public interface Event {}
