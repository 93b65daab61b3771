package org.recurve.display;

import static org.recurve.display.Svg.n;

import org.recurve.core.Waveform;

/** A sound as its envelope: how far it swings to either side, at each pixel of time. */
final class WaveformChart implements Picture {
    private static final int WIDTH = 720;
    private static final int LEFT = 14;
    private static final int TOP = 36;
    private static final int HIGH = 64;
    private static final int GAP = 6;

    private final Waveform sound;

    WaveformChart(Waveform sound) {
        this.sound = sound;
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public String alt() {
        return "Waveform. " + sound;
    }

    @Override
    public String svg() {
        int channels = sound.channels();
        int foot = TOP + channels * (HIGH + GAP);
        Svg svg = new Svg(WIDTH, foot + 20);
        svg.heading(LEFT, 24, sound.toString(), WIDTH - 2.0 * LEFT);
        for (int c = 0; c < channels; c++) {
            double middle = TOP + c * (HIGH + GAP) + HIGH / 2.0;
            svg.line(LEFT, middle, WIDTH - LEFT, middle, "grid");
            if (sound.length() > 0) {
                String style = Svg.fill(0);
                svg.raw("<path d=\"%s\" %s/>".formatted(envelope(c, middle), style));
            }
        }
        svg.soft(LEFT, foot + 8.0, "0 s", 11, "start");
        svg.soft(WIDTH - LEFT, foot + 8.0, Numbers.format(sound.seconds()) + " s", 11, "end");
        return svg.document("Waveform", alt());
    }

    /** Along the highest values to the end, back along the lowest; at least a pixel high. */
    private String envelope(int channel, double middle) {
        float[] samples = sound.samples(channel);
        int columns = Math.min(samples.length, WIDTH - 2 * LEFT);
        StringBuilder there = new StringBuilder();
        StringBuilder back = new StringBuilder();
        double step = (WIDTH - 2.0 * LEFT) / columns;
        for (int c = 0; c < columns; c++) {
            int from = (int) ((long) c * samples.length / columns);
            int to = (int) ((c + 1L) * samples.length / columns);
            float low = samples[from];
            float high = samples[from];
            for (int i = from; i < to; i++) {
                low = Math.min(low, samples[i]);
                high = Math.max(high, samples[i]);
            }
            String x = n(LEFT + (c + 0.5) * step);
            there.append(c == 0 ? "M" : "L").append(x).append(' ');
            there.append(n(middle - high * HIGH / 2 - 0.5));
            back.insert(0, "L" + x + " " + n(middle - low * HIGH / 2 + 0.5));
        }
        return there.append(back).append('z').toString();
    }
}
