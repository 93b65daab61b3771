package org.recurve.task;

import ai.djl.Device;
import org.recurve.data.Tokenizer;

/**
 * What a {@link TextModel} is put together of.
 *
 * @param settings of the network
 * @param reader numbers the tokens
 * @param tokenizer cuts the texts
 * @param initial values that some weights start with
 * @param device where it lives
 */
record TextParts(
        TextSettings settings,
        TokenReader reader,
        Tokenizer tokenizer,
        InitialWeights initial,
        Device device) {}
