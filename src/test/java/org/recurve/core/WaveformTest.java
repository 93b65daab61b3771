package org.recurve.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

class WaveformTest {

    @Test
    void tellsWhatItHolds() {
        float[] samples = new float[24_000];
        Waveform sound = Waveform.of(samples, 16_000);
        samples[0] = 1;
        assertThat(sound.samples(0)[0]).isZero();
        assertThat(sound).hasToString("1.50 s of sound, 16,000 Hz, 1 channel");
        assertThat(sound.first(8000).seconds()).isEqualTo(0.5);
        assertThat(sound.first(99_000).length()).isEqualTo(24_000);
        assertThat(Waveform.of(new float[2][0], 8000))
                .hasToString("0.00 s of sound, 8,000 Hz, 2 channels");
    }

    /** Java's own reader of sound files is the reference. */
    @Test
    void itsFileIsReadByJava() throws Exception {
        float[][] channels = {{0, 1, -1, 0.5f}, {0.25f, -0.25f, 0, 0.125f}};
        byte[] file = Waveform.of(channels, 22_050).wav();
        try (AudioInputStream in =
                AudioSystem.getAudioInputStream(new ByteArrayInputStream(file))) {
            AudioFormat format = in.getFormat();
            assertThat(format.getSampleRate()).isEqualTo(22_050);
            assertThat(format.getChannels()).isEqualTo(2);
            assertThat(format.getSampleSizeInBits()).isEqualTo(16);
            assertThat(in.getFrameLength()).isEqualTo(4);
            byte[] data = in.readAllBytes();
            for (int i = 0; i < 8; i++) {
                short value = (short) ((data[2 * i] & 0xFF) | (data[2 * i + 1] << 8));
                assertThat(value / 32767.0).isCloseTo(channels[i % 2][i / 2], within(2e-5));
            }
        }
    }

    @Test
    void whatIsNoSoundIsRefused() {
        assertThatThrownBy(() -> Waveform.of(new float[] {0, Float.NaN}, 8000))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("sample 1 of channel 0 is NaN: expected -1 to 1");
        assertThatThrownBy(() -> Waveform.of(new float[][] {{0}, {-1.5f}}, 8000))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("sample 0 of channel 1 is -1.5");
        assertThatThrownBy(() -> Waveform.of(new float[][] {{0}, {}}, 8000))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("channel 1 has 0 samples, channel 0 has 1");
        assertThatThrownBy(() -> Waveform.of(new float[0][], 8000))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("0 channels");
        assertThatThrownBy(() -> Waveform.of(new float[1], 0))
                .isInstanceOf(RecurveException.class)
                .hasMessageContaining("0 samples a second: expected 1 to 384000");
    }
}
