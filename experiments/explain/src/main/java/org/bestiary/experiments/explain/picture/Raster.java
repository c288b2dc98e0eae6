package org.bestiary.experiments.explain.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/** A picture of red, green and blue. Coordinates outside of it are ignored when written. */
public final class Raster {
    private final int width;
    private final int height;
    private final int[] colours;

    private Raster(int width, int height, int... colours) {
        this.width = width;
        this.height = height;
        this.colours = colours;
    }

    /** A picture of one colour. */
    public static Raster of(int width, int height, int colour) {
        int[] colours = new int[Math.multiplyExact(width, height)];
        Arrays.fill(colours, colour);
        return new Raster(width, height, colours);
    }

    /** Columns. */
    public int width() {
        return width;
    }

    /** Rows. */
    public int height() {
        return height;
    }

    /** A pixel as 0xRRGGBB. */
    public int get(int x, int y) {
        return colours[y * width + x];
    }

    /** Sets a pixel. */
    public void set(int x, int y, int colour) {
        if (x >= 0 && x < width && y >= 0 && y < height) {
            colours[y * width + x] = colour;
        }
    }

    /** Every pixel as a square of this many. */
    public Raster enlarged(int factor) {
        Raster out = of(width * factor, height * factor, 0);
        for (int y = 0; y < out.height; y++) {
            for (int x = 0; x < out.width; x++) {
                out.colours[y * out.width + x] = colours[y / factor * width + x / factor];
            }
        }
        return out;
    }

    /** Draws a frame from one corner to the other, both inside it: white between black, to be seen on anything. */
    public Raster framed(int left, int top, int right, int bottom, int thickness) {
        Raster out = new Raster(width, height, colours.clone());
        for (int t = 0; t < 3 * thickness; t++) {
            int colour = t / thickness == 1 ? 0xffffff : 0x000000;
            int inset = t - thickness;
            for (int x = left + inset; x <= right - inset; x++) {
                out.set(x, clamp(top + inset, height), colour);
                out.set(x, clamp(bottom - inset, height), colour);
            }
            for (int y = top + inset; y <= bottom - inset; y++) {
                out.set(clamp(left + inset, width), y, colour);
                out.set(clamp(right - inset, width), y, colour);
            }
        }
        return out;
    }

    private static int clamp(int at, int length) {
        return Math.max(0, Math.min(length - 1, at));
    }

    /** Copies a picture into this one. */
    public void paste(Raster picture, int left, int top) {
        for (int y = 0; y < picture.height; y++) {
            for (int x = 0; x < picture.width; x++) {
                set(left + x, top + y, picture.get(x, y));
            }
        }
    }

    /** Two pictures side by side. */
    public static Raster beside(Raster left, Raster right, int gap, int background) {
        int height = Math.max(left.height, right.height);
        Raster out = of(left.width + gap + right.width, height, background);
        out.paste(left, 0, (height - left.height) / 2);
        out.paste(right, left.width + gap, (height - right.height) / 2);
        return out;
    }

    /** Pictures of one size in rows. */
    public static Raster sheet(List<Raster> pictures, int perRow, int gap, int background) {
        int columns = Math.min(perRow, pictures.size());
        int rows = (pictures.size() + columns - 1) / columns;
        int w = pictures.get(0).width + gap;
        int h = pictures.get(0).height + gap;
        Raster out = of(columns * w - gap, rows * h - gap, background);
        for (int i = 0; i < pictures.size(); i++) {
            out.paste(pictures.get(i), i % columns * w, i / columns * h);
        }
        return out;
    }

    /** The grey of the same lightness. */
    static int grey(int colour) {
        double light = 0.299 * (colour >> 16 & 0xff) + 0.587 * (colour >> 8 & 0xff) + 0.114 * (colour & 0xff);
        int grey = (int) Math.round(light);
        return grey << 16 | grey << 8 | grey;
    }

    /** Between two colours: 0 is the first, 1 the second. */
    static int mix(int first, int second, double share) {
        int out = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            out = out << 8 | (int) Math.round((1 - share) * (first >> shift & 0xff) + share * (second >> shift & 0xff));
        }
        return out;
    }

    /** As a PNG file. */
    public byte[] png() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, colours, 0, width);
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
