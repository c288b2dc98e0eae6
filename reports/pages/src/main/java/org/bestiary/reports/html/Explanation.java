package org.bestiary.reports.html;

import java.util.List;

/**
 * A page of pictures that look into a network, see {@link ExplainPage}.
 *
 * @param kicker a line above the title
 * @param title of the page
 * @param remarks what a reader must know first, a sentence each
 * @param parts from top to bottom
 * @param command how to make the page again
 * @param version of the program
 */
public record Explanation(
        String kicker, String title, List<String> remarks, List<Part> parts, String command, String version) {
    public Explanation {
        remarks = List.copyOf(remarks);
        parts = List.copyOf(parts);
    }

    /**
     * A chapter, for example everything about one image.
     *
     * @param title its heading
     * @param lead what it is about, a sentence or two
     * @param groups pictures that belong together
     * @param tables figures
     */
    public record Part(String title, String lead, List<Group> groups, List<Table> tables) {
        public Part {
            groups = List.copyOf(groups);
            tables = List.copyOf(tables);
        }
    }

    /**
     * Pictures side by side.
     *
     * @param title their heading
     * @param lead what they show
     * @param legend which colours they are in
     * @param size how large the pictures are shown
     * @param figures the pictures
     */
    public record Group(String title, String lead, Legend legend, Size size, List<Figure> figures) {
        public Group {
            figures = List.copyOf(figures);
        }
    }

    /** How large pictures are shown. */
    public enum Size {
        /** Two side by side. */
        PAIR,
        /** Many in a row. */
        SMALL,
        /** One over the whole width. */
        WIDE
    }

    /** The meaning of colours. */
    public enum Legend {
        /** Pictures that need none. */
        NONE,
        /** From nothing to much. */
        SEQUENTIAL,
        /** From against to for. */
        DIVERGING
    }

    /**
     * A picture.
     *
     * @param png a PNG file
     * @param width in pixels
     * @param height in pixels
     * @param alt what is to be seen, for those who cannot
     * @param caption below it; may be empty
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Figure(byte[] png, int width, int height, String alt, String caption) {
        public Figure {
            png = png.clone();
        }

        @Override
        public byte[] png() {
            return png.clone();
        }
    }

    /**
     * A table of numbers that are already text.
     *
     * @param caption below it
     * @param heads of the columns; the first column is text
     * @param rows as long as the heads
     */
    public record Table(String caption, List<String> heads, List<List<String>> rows) {
        public Table {
            heads = List.copyOf(heads);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<String> row : rows) {
                if (row.size() != heads.size()) {
                    throw new IllegalArgumentException(
                            "a row must have " + heads.size() + " cells, but has " + row.size() + ": " + row);
                }
            }
        }
    }
}
