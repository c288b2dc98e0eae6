package org.bestiary.reports.chart;

import java.util.List;
import java.util.Locale;

/** Writes SVG. Every text and attribute that comes from outside is escaped here. */
public final class Drawing {
    private static final double LETTER = 0.56;

    private final StringBuilder body = new StringBuilder();
    private final StringBuilder attributes = new StringBuilder();
    private final double width;
    private final double height;

    /** A drawing of this size in pixels. */
    public Drawing(double width, double height) {
        this.width = width;
        this.height = height;
    }

    /** Where a text stands relative to its point. */
    public enum Anchor {
        /** Begins there. */
        START,
        /** Has its middle there. */
        MIDDLE,
        /** Ends there. */
        END
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }

    /** An attribute of the whole drawing, for the script of a page. */
    Drawing attribute(String name, String value) {
        attributes.append(' ').append(name).append("=\"").append(escape(value)).append('"');
        return this;
    }

    Drawing line(double x1, double y1, double x2, double y2, String colour, double thickness, String dash) {
        body.append("<line x1=\"").append(number(x1)).append("\" y1=\"").append(number(y1));
        body.append("\" x2=\"").append(number(x2)).append("\" y2=\"").append(number(y2));
        body.append("\" stroke=\"").append(colour).append("\" stroke-width=\"").append(number(thickness));
        body.append('"').append(dashed(dash)).append("/>");
        return this;
    }

    Drawing rectangle(double x, double y, double w, double h, String fill, double opacity, String tip) {
        body.append("<rect x=\"").append(number(x)).append("\" y=\"").append(number(y));
        body.append("\" width=\"").append(number(w)).append("\" height=\"").append(number(h));
        body.append("\" fill=\"").append(fill).append('"').append(faint("fill-opacity", opacity));
        body.append(tipped(tip)).append("/>");
        return this;
    }

    /** A line along a path; {@code series} marks it for the script of a page, -1 for none. */
    Drawing curve(String path, String colour, double thickness, String dash, double opacity, int series) {
        body.append("<path d=\"")
                .append(path)
                .append("\" fill=\"none\" stroke=\"")
                .append(colour);
        body.append("\" stroke-width=\"").append(number(thickness)).append("\" stroke-linejoin=\"round\"");
        body.append(" stroke-linecap=\"round\"").append(dashed(dash)).append(faint("stroke-opacity", opacity));
        body.append(marked(series)).append("/>");
        return this;
    }

    Drawing area(String path, String fill, double opacity, int series) {
        body.append("<path d=\"").append(path).append("\" fill=\"").append(fill).append('"');
        body.append(faint("fill-opacity", opacity)).append(marked(series)).append("/>");
        return this;
    }

    Drawing circle(
            double x, double y, double radius, String fill, double opacity, String stroke, String tip, int series) {
        body.append("<circle cx=\"").append(number(x)).append("\" cy=\"").append(number(y));
        body.append("\" r=\"")
                .append(number(radius))
                .append("\" fill=\"")
                .append(fill)
                .append('"');
        body.append(faint("fill-opacity", opacity));
        if (!stroke.isEmpty()) {
            body.append(" stroke=\"").append(stroke).append("\" stroke-width=\"1.5\"");
        }
        body.append(tipped(tip)).append(marked(series)).append("/>");
        return this;
    }

    /** A dot of a crowd; {@code reference} is what the script of a page looks its tip up by, -1 for none. */
    record Spot(double x, double y, int reference) {}

    /** Many dots that look the same, in as little markup as they can have. */
    Drawing dots(List<Spot> spots, double radius, String fill, double opacity, String stroke, int series) {
        body.append("<g fill=\"").append(fill).append('"').append(faint("fill-opacity", opacity));
        if (!stroke.isEmpty()) {
            body.append(" stroke=\"").append(stroke).append("\" stroke-width=\"1.3\"");
        }
        body.append(marked(series)).append('>');
        for (Spot spot : spots) {
            body.append("<circle cx=\"").append(number(spot.x())).append("\" cy=\"");
            body.append(number(spot.y()))
                    .append("\" r=\"")
                    .append(number(radius))
                    .append('"');
            body.append(referring(spot.reference())).append("/>");
        }
        body.append("</g>");
        return this;
    }

    /** A line along a path that the script of a page tells about. */
    Drawing thread(
            String path, String colour, double thickness, String dash, double opacity, int series, int reference) {
        body.append("<path d=\"")
                .append(path)
                .append("\" fill=\"none\" stroke=\"")
                .append(colour);
        body.append("\" stroke-width=\"").append(number(thickness)).append("\" stroke-linejoin=\"round\"");
        body.append(dashed(dash)).append(faint("stroke-opacity", opacity));
        body.append(marked(series)).append(referring(reference)).append("/>");
        return this;
    }

    Drawing text(double x, double y, String text, Anchor anchor, double size, String colour, boolean bold) {
        body.append("<text x=\"").append(number(x)).append("\" y=\"").append(number(y));
        body.append("\" font-size=\"")
                .append(number(size))
                .append("\" fill=\"")
                .append(colour)
                .append('"');
        if (anchor != Anchor.START) {
            body.append(" text-anchor=\"")
                    .append(anchor.name().toLowerCase(Locale.ROOT))
                    .append('"');
        }
        body.append(bold ? " font-weight=\"600\"" : "");
        body.append('>').append(escape(text)).append("</text>");
        return this;
    }

    /** A text from bottom to top. */
    Drawing upright(double x, double y, String text, double size, String colour) {
        body.append("<text transform=\"translate(")
                .append(number(x))
                .append(' ')
                .append(number(y));
        body.append(") rotate(-90)\" font-size=\"")
                .append(number(size))
                .append("\" fill=\"")
                .append(colour);
        body.append("\" text-anchor=\"middle\">").append(escape(text)).append("</text>");
        return this;
    }

    /** Another drawing, moved. */
    Drawing inset(Drawing other, double x, double y) {
        body.append("<g transform=\"translate(")
                .append(number(x))
                .append(' ')
                .append(number(y))
                .append(")\">");
        body.append(other.body).append("</g>");
        return this;
    }

    /** As an element of a page. */
    String markup(String sizeClass, String label) {
        return "<svg class=\"" + escape(sizeClass) + "\" viewBox=\"0 0 " + number(width) + ' ' + number(height)
                + "\" role=\"img\" aria-label=\"" + escape(label) + '"' + attributes + '>' + body + "</svg>";
    }

    /** As a file, with a ground of its own and nothing that needs a page. */
    String file() {
        String markup = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + number(width) + "\" height=\""
                + number(height) + "\" viewBox=\"0 0 " + number(width) + ' ' + number(height)
                + "\" font-family=\"Inter, Helvetica, Arial, 'DejaVu Sans', sans-serif\"><rect width=\"100%\""
                + " height=\"100%\" fill=\"#ffffff\"/>" + body + "</svg>\n";
        return Colour.resolve(markup.replaceAll(" data-(tip|s|t)=\"[^\"]*\"", ""));
    }

    /** Roughly how wide a text will be; exact widths depend on a reader's fonts. */
    static double widthOf(String text, double size) {
        double units = text.codePoints()
                .mapToDouble(c -> c >= 0x2E80 ? 1 : Character.isUpperCase(c) ? LETTER * 1.2 : LETTER)
                .sum();
        return units * size;
    }

    /** The beginning of a text, with dots if it does not fit into this width. */
    static String shortened(String text, double size, double room) {
        if (widthOf(text, size) <= room) {
            return text;
        }
        int[] points = text.codePoints().toArray();
        int n = points.length;
        while (n > 1 && widthOf(new String(points, 0, n), size) > room - size * 0.6) {
            n--;
        }
        return new String(points, 0, n).strip() + "…";
    }

    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    static String escape(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> {
                    // XML has no room for other control characters, not even escaped.
                    if (c >= 0x20 || c == '\n' || c == '\t') {
                        out.appendCodePoint(c);
                    }
                }
            }
        });
        return out.toString();
    }

    private static String dashed(String dash) {
        return dash.isEmpty() ? "" : " stroke-dasharray=\"" + dash + '"';
    }

    private static String faint(String attribute, double opacity) {
        return opacity >= 1 ? "" : ' ' + attribute + "=\"" + String.format(Locale.ROOT, "%.2f", opacity) + '"';
    }

    private static String tipped(String tip) {
        return tip.isEmpty() ? "" : " data-tip=\"" + escape(tip) + '"';
    }

    private static String referring(int reference) {
        return reference < 0 ? "" : " data-t=\"" + reference + '"';
    }

    private static String marked(int series) {
        return series < 0 ? "" : " data-s=\"" + series + '"';
    }
}
