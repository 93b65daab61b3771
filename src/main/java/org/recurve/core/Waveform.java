package org.recurve.core;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Sound as samples from -1 to 1, of one channel or several. */
public final class Waveform {
    private static final int MOST_CHANNELS = 8;
    private static final int HIGHEST_RATE = 384_000;
    private static final int HEADER = 44;

    private final float[][] channels;
    private final int rate;

    private Waveform(float[][] channels, int rate) {
        this.channels = channels;
        this.rate = rate;
    }

    /**
     * Sound of one channel.
     *
     * @param samples from -1 to 1
     * @param rate samples a second
     * @return the sound
     * @throws RecurveException if a sample or the rate is out of range
     */
    public static Waveform of(float[] samples, int rate) {
        return of(new float[][] {samples}, rate);
    }

    /**
     * Sound of several channels.
     *
     * @param channels samples from -1 to 1 of each of 1 to 8 channels, as many in each
     * @param rate samples a second, 1 to 384,000
     * @return the sound
     * @throws RecurveException if a sample, the rate or the number of channels is out of range
     */
    public static Waveform of(float[][] channels, int rate) {
        if (rate < 1 || rate > HIGHEST_RATE) {
            throw new RecurveException(
                    "a sound of %d samples a second: expected 1 to %d"
                            .formatted(rate, HIGHEST_RATE));
        }
        if (channels.length < 1 || channels.length > MOST_CHANNELS) {
            throw new RecurveException(
                    "a sound of %d channels: expected 1 to %d"
                            .formatted(channels.length, MOST_CHANNELS));
        }
        for (int c = 0; c < channels.length; c++) {
            if (channels[c].length != channels[0].length) {
                throw new RecurveException(
                        "channel %d has %d samples, channel 0 has %d: expected as many in each"
                                .formatted(c, channels[c].length, channels[0].length));
            }
            check(channels[c], c);
        }
        return new Waveform(
                Arrays.stream(channels).map(float[]::clone).toArray(float[][]::new), rate);
    }

    private static void check(float[] samples, int channel) {
        for (int i = 0; i < samples.length; i++) {
            if (!(Math.abs(samples[i]) <= 1)) {
                throw new RecurveException(
                        "sample %d of channel %d is %s: expected -1 to 1; divide all samples by the"
                                        .formatted(i, channel, samples[i])
                                + " largest, or find out where they are no numbers");
            }
        }
    }

    /** {@return how many channels there are} */
    public int channels() {
        return channels.length;
    }

    /** {@return samples a second} */
    public int rate() {
        return rate;
    }

    /** {@return how many samples each channel has} */
    public int length() {
        return channels[0].length;
    }

    /** {@return how long it lasts} */
    public double seconds() {
        return (double) length() / rate;
    }

    /**
     * {@return a copy of the samples of a channel}
     *
     * @param channel counted from 0
     */
    public float[] samples(int channel) {
        return channels[channel].clone();
    }

    /**
     * {@return the beginning of the sound, or all of it where it is no longer}
     *
     * @param samples of each channel
     */
    public Waveform first(int samples) {
        int length = Math.min(samples, length());
        return new Waveform(
                Arrays.stream(channels)
                        .map(all -> Arrays.copyOf(all, length))
                        .toArray(float[][]::new),
                rate);
    }

    /** {@return the bytes of a WAV file of 16 bits a sample} */
    public byte[] wav() {
        int frame = channels.length * Short.BYTES;
        int bytes = Math.multiplyExact(length(), frame);
        ByteBuffer file =
                ByteBuffer.allocate(Math.addExact(HEADER, bytes)).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(HEADER - 8 + bytes).put(ascii("WAVE"));
        file.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) channels.length);
        file.putInt(rate).putInt(rate * frame).putShort((short) frame);
        file.putShort((short) Short.SIZE).put(ascii("data")).putInt(bytes);
        for (int i = 0; i < length(); i++) {
            for (float[] channel : channels) {
                file.putShort((short) Math.round(channel[i] * Short.MAX_VALUE));
            }
        }
        return file.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** {@return duration, rate and channels: {@code 1.50 s of sound, 16,000 Hz, 1 channel}} */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.2f s of sound, %,d Hz, %d %s",
                seconds(),
                rate,
                channels.length,
                channels.length == 1 ? "channel" : "channels");
    }
}
