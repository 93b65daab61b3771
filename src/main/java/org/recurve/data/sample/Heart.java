package org.recurve.data.sample;

import java.util.List;
import java.util.Random;

/**
 * The heart of one person, as an electrode sees it: the waves P, Q, R, S and T of its normal beat,
 * each a Gaussian at its place around the R wave. That a beat is a sum of five Gaussians is the
 * idea of McSharry, Clifford, Tarassenko and Smith 2003, "A dynamical model for generating
 * synthetic electrocardiogram signals"; sizes are what textbooks give for a limb lead, drawn anew
 * for everybody.
 */
final class Heart {
    private final Random random;

    /** Seconds from beat to beat. */
    private final double interval;

    private final Wave p;
    private final Wave q;
    private final Wave r;
    private final Wave s;
    private final Wave t;

    /** Millivolts of the electrode's noise, a standard deviation. */
    private final double noise;

    /** Height in millivolts and frequency in hertz of the slow wave of breathing. */
    private final double wander;

    private final double breaths;

    Heart(Random random) {
        this.random = random;
        interval = between(0.6, 1.1);
        double gain = between(0.75, 1.35);
        p = Wave.of(gain * between(0.06, 0.2), -between(0.12, 0.2), between(0.018, 0.028));
        q = Wave.of(-gain * between(0.02, 0.15), -between(0.026, 0.034), between(0.008, 0.012));
        r = Wave.of(gain * between(0.8, 1.6), 0, between(0.009, 0.013));
        s = Wave.of(-gain * between(0.05, 0.4), between(0.026, 0.036), between(0.008, 0.013));
        // The slower the heart, the later its T wave: Bazett's root.
        double root = StrictMath.sqrt(interval);
        t =
                new Wave(
                        gain * between(0.1, 0.4),
                        root * between(0.25, 0.32),
                        root * between(0.04, 0.06),
                        root * between(0.028, 0.04));
        noise = between(0.015, 0.05);
        wander = between(0.03, 0.15);
        breaths = between(0.15, 0.45);
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** A number that is about 1. */
    private double about(double deviation) {
        return 1 + deviation * random.nextGaussian();
    }

    /** The wave of one beat: no two are quite alike. */
    private Wave jittered(Wave wave) {
        return wave.times(about(0.08)).later(0.004 * random.nextGaussian());
    }

    /**
     * Beats once.
     *
     * @param kind of beat
     * @param rate readings a second
     * @return millivolts, from somewhere before the P wave to somewhere after the T wave
     */
    double[] beat(Heartbeats.Kind kind, int rate) {
        List<Wave> waves = kind == Heartbeats.Kind.VENTRICULAR ? ventricular() : conducted(kind);
        double level = 0.02 * random.nextGaussian();
        if (kind == Heartbeats.Kind.ST_DEPRESSION) {
            level -= between(0.07, 0.22);
        }
        double from = -between(0.26, 0.42);
        double to = t.peak() + between(0.1, 0.25);
        double offset = 0.1 * random.nextGaussian();
        double phase = between(0, 2 * Math.PI);
        double[] signal = new double[(int) ((to - from) * rate)];
        for (int i = 0; i < signal.length; i++) {
            double time = from + (double) i / rate;
            double breathing = wander * StrictMath.sin(2 * Math.PI * breaths * time + phase);
            signal[i] = offset + breathing + level * segment(time) + noise * random.nextGaussian();
            for (Wave wave : waves) {
                signal[i] += wave.at(time);
            }
        }
        return signal;
    }

    /** 1 between the S and the T wave, 0 elsewhere, with soft edges. */
    private double segment(double time) {
        double after = 1 / (1 + StrictMath.exp(-(time - 0.05) / 0.006));
        double before = 1 / (1 + StrictMath.exp((time - t.peak()) / 0.02));
        return after * before;
    }

    /** A beat that comes from the atria on the usual way. */
    private List<Wave> conducted(Heartbeats.Kind kind) {
        double turned =
                switch (kind) {
                    case T_INVERSION -> -between(0.4, 1.1);
                    case ST_DEPRESSION -> between(0.5, 1);
                    default -> 1;
                };
        return List.of(
                jittered(p), jittered(q), jittered(r), jittered(s), jittered(t).times(turned));
    }

    /**
     * A beat that starts in a ventricle: no P wave of its own, though one in three has one of the
     * atria anywhere before; slow and wide, upward or downward, with a T wave that points the other
     * way.
     */
    private List<Wave> ventricular() {
        double wide = between(1.6, 2.5);
        double sign = random.nextInt(5) < 2 ? -1 : 1;
        double strength = sign * between(0.8, 1.4);
        boolean atrial = random.nextInt(3) == 0;
        Wave other = p.times(atrial ? about(0.08) : 0).later(between(-0.12, 0.06));
        return List.of(
                other,
                jittered(q).times(sign).stretched(wide),
                jittered(r).times(strength).stretched(wide),
                jittered(s).times(sign).stretched(wide),
                jittered(t).times(-sign * between(0.8, 1.6)).later(0.03));
    }
}
