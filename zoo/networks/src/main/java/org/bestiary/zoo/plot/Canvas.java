package org.bestiary.zoo.plot;

import java.util.List;

/** What a picture is drawn on, in pixels from the top left. Colours are red, green and blue. */
interface Canvas {
    /** What of a text stands at its point. */
    enum Align {
        START,
        MIDDLE,
        END
    }

    /** A rectangle with round corners, filled and outlined. */
    void rectangle(double x, double y, double width, double height, int fill, int line);

    /** A line through points x, y with an arrow head at its end. */
    void arrow(List<double[]> points);

    /**
     * A line of text.
     *
     * @param x its start, middle or end
     * @param baseline where letters stand
     * @param size height of the letters
     * @param bold whether it is emphasised
     * @param align which of the three x is
     */
    void text(double x, double baseline, String text, int size, boolean bold, Align align);
}
