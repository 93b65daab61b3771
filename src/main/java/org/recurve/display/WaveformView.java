package org.recurve.display;

import java.util.Base64;
import org.recurve.core.Waveform;

/** A sound as a picture and a player; where a page drops the player, the picture remains. */
final class WaveformView {
    /** So many bytes of a file go into a page, about two minutes of speech. */
    private static final int MOST = 4 << 20;

    private WaveformView() {}

    static void register() {
        Displays.register(Waveform.class, WaveformView::html, Waveform::toString);
    }

    private static String html(Waveform sound) {
        String picture = "<p>" + Html.image(new WaveformChart(sound)) + "</p>";
        if (sound.length() == 0) {
            return picture;
        }
        Waveform played = sound.first(MOST / (Short.BYTES * sound.channels()));
        String player =
                "\n<p><audio controls=\"controls\" title=\"%s\" src=\"data:audio/wav;base64,%s\"></audio></p>"
                        .formatted(
                                Html.escape(played.toString()),
                                Base64.getEncoder().encodeToString(played.wav()));
        return played.length() == sound.length()
                ? picture + player
                : picture + player + "\n" + Html.note("The player has the first " + played + ".");
    }
}
