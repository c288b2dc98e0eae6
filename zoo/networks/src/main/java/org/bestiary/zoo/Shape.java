package org.bestiary.zoo;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shape of one example between two layers: a feature map of C x H x W, or a vector.
 *
 * @param channels channels of a map, or the length of a vector
 * @param height rows of a map; 1 for a vector
 * @param width columns of a map; 1 for a vector
 * @param vector whether this is a vector and not a map (a 10 x 1 x 1 map is not a vector of 10 until it is flattened)
 */
public record Shape(int channels, int height, int width, boolean vector) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,5})x(\\d{1,5})x(\\d{1,5})");

    public Shape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new ZooException("a shape must have at least one channel, row and column, but got " + channels + "x"
                    + height + "x" + width);
        }
        if (vector && (height != 1 || width != 1)) {
            throw new ZooException("a vector has one row and one column, but got " + height + "x" + width);
        }
    }

    /** A feature map of {@code channels} x {@code height} x {@code width}. */
    public static Shape map(int channels, int height, int width) {
        return new Shape(channels, height, width, false);
    }

    /** A vector of {@code length} numbers. */
    public static Shape vector(int length) {
        return new Shape(length, 1, 1, true);
    }

    /**
     * Reads {@code CxHxW}, such as {@code 3x32x32}.
     *
     * @throws ZooException if the text has another form
     */
    public static Shape parse(String text) {
        Matcher m = TEXT.matcher(text);
        if (!m.matches()) {
            throw new ZooException("a shape is written CxHxW, channels first, but got '" + text + "'; try 3x224x224");
        }
        return map(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)));
    }

    /** Numbers in one example of this shape. */
    public long size() {
        return (long) channels * height * width;
    }

    /** The same rows and columns with another number of channels. */
    public Shape withChannels(int count) {
        return new Shape(count, height, width, vector);
    }

    /** {@code CxHxW} for a map, the length for a vector. */
    @Override
    public String toString() {
        return vector ? Integer.toString(channels) : channels + "x" + height + "x" + width;
    }
}
