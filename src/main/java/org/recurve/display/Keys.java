package org.recurve.display;

import static org.recurve.display.Svg.n;

import java.util.ArrayList;
import java.util.List;

/** Names of the lines and areas of a picture, above it, in as many rows as they need. */
final class Keys {
    private static final double ROW = 17;

    private static final double SIZE = 11;
    private static final double KEY = 25;
    private static final double GAP = 14;

    private record Key(String mark, String name) {}

    private record Place(String mark, String name, double x, double y) {}

    private final List<Key> keys = new ArrayList<>();

    /**
     * @param style as {@link Svg#stroke(int, double, String)} gives it
     */
    Keys line(String style, String name) {
        return add("<path d=\"M0 -4h20\" fill=\"none\" %s/>".formatted(style), name);
    }

    /**
     * @param style as {@link Svg#area} gives it
     */
    Keys area(String style, String name) {
        return add("<path d=\"M0 -9h20v10h-20z\" %s/>".formatted(style), name);
    }

    private Keys add(String mark, String name) {
        keys.add(new Key(mark, name));
        return this;
    }

    /** {@return how high they are in a width} */
    double height(double room) {
        List<Place> places = places(room);
        return places.isEmpty() ? 0 : places.get(places.size() - 1).y + ROW;
    }

    /** Writes them; y is the foot of the first row. */
    void draw(Svg svg, double x, double y, double room) {
        for (Place place : places(room)) {
            svg.raw(
                    "<g transform=\"translate(%s %s)\">%s</g>"
                            .formatted(n(x + place.x), n(y + place.y), place.mark));
            svg.text(x + place.x + KEY, y + place.y, place.name, SIZE, "start");
        }
    }

    private List<Place> places(double room) {
        List<Place> places = new ArrayList<>();
        double x = 0;
        double y = 0;
        for (Key key : keys) {
            String shown = Svg.fit(key.name, SIZE, room - KEY);
            double width = KEY + Svg.textWidth(shown, SIZE);
            if (x > 0 && x + width > room) {
                x = 0;
                y += ROW;
            }
            places.add(new Place(key.mark, shown, x, y));
            x += width + GAP;
        }
        return places;
    }
}
