package org.bestiary.reports.html;

import java.util.List;

/**
 * What a network said of pictures, to be looked at.
 *
 * @param kicker a line above the title: who was asked
 * @param title of the page
 * @param summary a sentence
 * @param tiles the pictures, in order
 * @param command how to make the page again
 * @param version of the program
 */
public record AnswerSheet(
        String kicker, String title, String summary, List<Tile> tiles, String command, String version) {
    /** Copies the list. */
    public AnswerSheet {
        tiles = List.copyOf(tiles);
    }

    /**
     * A picture and what it was called.
     *
     * @param name of the file
     * @param jpeg the picture, small
     * @param width in pixels
     * @param height in pixels
     * @param guesses the likeliest first; none if none was sure enough
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Tile(String name, byte[] jpeg, int width, int height, List<Guess> guesses) {
        /** Copies both. */
        public Tile {
            jpeg = jpeg.clone();
            guesses = List.copyOf(guesses);
        }

        @Override
        public byte[] jpeg() {
            return jpeg.clone();
        }
    }

    /**
     * A class with its probability.
     *
     * @param label name of the class
     * @param probability 0 to 1
     */
    public record Guess(String label, double probability) {}
}
