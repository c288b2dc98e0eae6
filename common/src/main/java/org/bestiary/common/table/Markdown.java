package org.bestiary.common.table;

/**
 * Text in Markdown.
 *
 * @param text as it is written
 */
public record Markdown(String text) {
    /** Text that Markdown and the HTML within it take as text, on one line. */
    public static String escaped(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll("([\\\\`*_\\[\\]|#~!@])", "\\\\$1");
    }

    /** Markdown in a cell: all but what would end the cell is left as it is. */
    public static Markdown inCell(String text) {
        return new Markdown(text.replace("|", "\\|").replaceAll("\\s*\\R\\s*", " "));
    }

    /** A value for people: what is Markdown as it is, all else escaped. */
    static String of(Object value) {
        return value instanceof Markdown markdown ? markdown.text() : escaped(Cells.words(value));
    }

    @Override
    public String toString() {
        return text;
    }
}
