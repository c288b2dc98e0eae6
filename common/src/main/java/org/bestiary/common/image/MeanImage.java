package org.bestiary.common.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mean of some images, pixel by pixel, as AlexNet took it off. Kept in a file of its own, in NumPy's format, because it is
 * as large as an image. Immutable; two with the same values are equal.
 */
public final class MeanImage {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;
    private static final Pattern HEADER = Pattern.compile(
            "\\{'descr': '<f4', 'fortran_order': False, 'shape': \\((\\d{1,6}), (\\d{1,6}), (\\d{1,3})\\), }\\s*");

    private final ImageShape shape;
    private final float[] values;
    private final String sha256;

    /**
     * A mean.
     *
     * @param shape of the images
     * @param values from 0 to 1, in the order row, column, channel; copied
     * @throws ImageException if there are too few or too many, or one is not from 0 to 1
     */
    public MeanImage(ImageShape shape, float... values) {
        this.shape = shape;
        this.values = values.clone();
        if (values.length != shape.values()) {
            throw new ImageException(
                    "A mean image of " + shape + " has " + shape.values() + " values, got " + values.length + ".");
        }
        for (float value : values) {
            if (!(value >= 0 && value <= 1)) {
                throw new ImageException("The values of a mean image must be from 0 to 1, got " + value + ".");
            }
        }
        this.sha256 = digest(bytes());
    }

    /**
     * The shape of the images that it is the mean of.
     *
     * @return channels, height, width
     */
    public ImageShape shape() {
        return shape;
    }

    /**
     * One value.
     *
     * @param index in the order row, column, channel
     * @return from 0 to 1
     */
    public float value(int index) {
        return values[index];
    }

    /**
     * The mean of one channel over the whole image.
     *
     * @param channel from 0
     * @return from 0 to 1
     */
    public double mean(int channel) {
        double sum = 0;
        for (int i = channel; i < values.length; i += shape.channels()) {
            sum += values[i];
        }
        return sum / (values.length / shape.channels());
    }

    /**
     * Its identity.
     *
     * @return SHA-256 of {@link #bytes}, in lower-case hexadecimal
     */
    public String sha256() {
        return sha256;
    }

    /**
     * As a file of NumPy: float32, little-endian, height x width x channels.
     *
     * @return the whole file
     */
    public byte[] bytes() {
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape.height() + ", " + shape.width()
                + ", " + shape.channels() + "), }";
        int unpadded = MAGIC.length + Short.BYTES + header.length() + 1;
        int length = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        String padded = header + " ".repeat(length - unpadded) + "\n";
        ByteBuffer file =
                ByteBuffer.allocate(length + values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        file.put(MAGIC).putShort((short) padded.length()).put(padded.getBytes(StandardCharsets.US_ASCII));
        file.asFloatBuffer().put(values);
        return file.array();
    }

    /**
     * Reads what {@link #bytes} wrote.
     *
     * @param file the whole file
     * @return the mean
     * @throws ImageException if it is no such file
     */
    public static MeanImage parse(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[MAGIC.length];
        if (in.remaining() >= MAGIC.length + Short.BYTES) {
            in.get(magic);
            int length = in.getShort() & 0xFFFF;
            if (Arrays.equals(magic, MAGIC) && in.remaining() >= length) {
                byte[] text = new byte[length];
                in.get(text);
                Matcher header = HEADER.matcher(new String(text, StandardCharsets.US_ASCII));
                if (header.matches()) {
                    return read(header, in);
                }
            }
        }
        throw new ImageException(
                "A mean image must be a NumPy file of float32, height x width x channels, but this is none.");
    }

    private static MeanImage read(Matcher header, ByteBuffer in) {
        ImageShape shape = new ImageShape(
                Integer.parseInt(header.group(3)),
                Integer.parseInt(header.group(1)),
                Integer.parseInt(header.group(2)));
        float[] values = new float[in.remaining() / Float.BYTES];
        in.asFloatBuffer().get(values);
        return new MeanImage(shape, values);
    }

    private static String digest(byte[] file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MeanImage that && shape.equals(that.shape) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return sha256.hashCode();
    }

    /** For people, and for keys of what depends on it. */
    @Override
    public String toString() {
        return "mean image " + shape + " " + sha256;
    }
}
