package org.bestiary.zoo.plot;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Draws as SVG text. */
final class SvgCanvas implements Canvas {
    private final StringBuilder body = new StringBuilder();
    private final double width;
    private final double height;

    SvgCanvas(double width, double height) {
        this.width = width;
        this.height = height;
    }

    private void add(String format, Object... values) {
        body.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    @Override
    public void rectangle(double x, double y, double w, double h, int fill, int line) {
        add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"6\" fill=\"#%06x\" stroke=\"#%06x\"/>",
                x, y, w, h, fill, line);
    }

    @Override
    public void arrow(List<double[]> points) {
        String path = points.stream()
                .map(p -> String.format(Locale.ROOT, "%.1f,%.1f", p[0], p[1]))
                .collect(Collectors.joining(" "));
        add("<polyline points=\"%s\" fill=\"none\" stroke=\"#555555\" marker-end=\"url(#head)\"/>", path);
    }

    @Override
    public void text(double x, double baseline, String text, int size, boolean bold, Align align) {
        String safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        add(
                "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%d\"%s%s>%s</text>",
                x,
                baseline,
                size,
                bold ? " font-weight=\"bold\"" : "",
                " text-anchor=\"" + align.name().toLowerCase(Locale.ROOT) + "\"",
                safe);
    }

    /** The whole document. */
    String document() {
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$.0f\" height=\"%2$.0f\""
                                + " viewBox=\"0 0 %1$.0f %2$.0f\" font-family=\"Helvetica, Arial, sans-serif\">\n",
                        width,
                        height)
                + "<defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\""
                + " markerHeight=\"7\" orient=\"auto\"><path d=\"M0,0 L8,4 L0,8 z\" fill=\"#555555\"/></marker></defs>\n"
                + "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
                + body
                + "</svg>\n";
    }
}
