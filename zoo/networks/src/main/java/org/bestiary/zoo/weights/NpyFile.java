package org.bestiary.zoo.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bestiary.zoo.ZooException;

/**
 * NumPy's array file, of 32-bit floats in row-major order: the magic, a version, a header of at most a few hundred bytes,
 * the numbers.
 *
 * @param shape sizes of the axes, outermost first
 * @param values the numbers in row-major order
 */
public record NpyFile(long[] shape, float[] values) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 65_536;
    private static final int ALIGNMENT = 64;
    private static final Pattern HEADER = Pattern.compile("\\{'descr': '([^']{1,16})', 'fortran_order': (True|False),"
            + " 'shape': \\(((?:\\d{1,10}L?,? ?){0,8})\\),? ?\\}\\s*");

    public NpyFile {
        long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        if (count != values.length) {
            throw new ZooException("an array of shape " + Arrays.toString(shape) + " must have " + count
                    + " numbers, but got " + values.length);
        }
    }

    /**
     * Reads a file.
     *
     * @throws ZooException if it is not there, damaged, or holds anything but 32-bit floats in row-major order
     */
    public static NpyFile read(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer start = bytes(file, channel, 0, 12);
            byte[] magic = new byte[MAGIC.length];
            start.get(magic);
            int major = start.get();
            start.get();
            if (!Arrays.equals(magic, MAGIC) || major < 1 || major > 3) {
                throw new ZooException(file.getFileName() + " is not an .npy file of version 1 to 3");
            }
            long length = major == 1 ? Short.toUnsignedLong(start.getShort()) : Integer.toUnsignedLong(start.getInt());
            if (length > LONGEST_HEADER) {
                throw new ZooException(file.getFileName() + ": the header of an .npy file must have at most "
                        + LONGEST_HEADER + " bytes, but this says " + length);
            }
            int headerStart = major == 1 ? 10 : 12;
            byte[] text = new byte[(int) length];
            bytes(file, channel, headerStart, (int) length).get(text);
            long[] shape = shape(file, new String(text, StandardCharsets.ISO_8859_1));
            long count = count(file, shape);
            if (count > Integer.MAX_VALUE / Float.BYTES) {
                throw new ZooException(file.getFileName() + " has " + count + " numbers; pass fewer images at once");
            }
            // What the header says is only believed of a file that has as many bytes.
            ByteBuffer numbers = bytes(file, channel, headerStart + length, (int) count * Float.BYTES);
            float[] values = new float[(int) count];
            numbers.asFloatBuffer().get(values);
            return new NpyFile(shape, values);
        } catch (NoSuchFileException e) {
            throw new ZooException("there is no file " + file, e);
        } catch (IOException e) {
            throw new ZooException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static ByteBuffer bytes(Path file, FileChannel channel, long from, int count) throws IOException {
        if (from + count > channel.size()) {
            throw new ZooException(file.getFileName() + " is cut off: it has " + channel.size() + " bytes and needs "
                    + (from + count));
        }
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
            continue;
        }
        return buffer.flip();
    }

    private static long[] shape(Path file, String header) {
        Matcher m = HEADER.matcher(header);
        if (!m.matches()) {
            throw new ZooException(file.getFileName() + ": its .npy header cannot be read: " + header.strip());
        }
        if (!m.group(1).equals("<f4") || m.group(2).equals("True")) {
            throw new ZooException(file.getFileName() + " must hold float32 in C order, but holds " + m.group(1)
                    + (m.group(2).equals("True") ? " in Fortran order" : "")
                    + "; save np.ascontiguousarray(x, np.float32)");
        }
        String[] sizes = m.group(3).split("[,L ]+");
        try {
            return Arrays.stream(sizes)
                    .filter(s -> !s.isEmpty())
                    .mapToLong(Long::parseLong)
                    .toArray();
        } catch (NumberFormatException e) {
            throw new ZooException(
                    file.getFileName() + ": no file is as large as shape (" + String.join(", ", sizes) + ")", e);
        }
    }

    private static long count(Path file, long[] shape) {
        try {
            return Arrays.stream(shape).reduce(1, Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw new ZooException(file.getFileName() + ": no file is as large as shape " + Arrays.toString(shape), e);
        }
    }

    /**
     * Writes a file of version 1.0, over one that is there.
     *
     * @throws ZooException if it cannot be written
     */
    public void write(Path file) {
        StringBuilder axes = new StringBuilder();
        for (long n : shape) {
            axes.append(n).append(", ");
        }
        String dimensions = shape.length == 1 ? shape[0] + "," : axes.toString().replaceAll(", $", "");
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + dimensions + "), }";
        int unpadded = MAGIC.length + 4 + header.length() + 1;
        header += " ".repeat((ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT) + "\n";
        ByteBuffer buffer = ByteBuffer.allocate(MAGIC.length + 4 + header.length() + values.length * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) header.length());
        buffer.put(header.getBytes(StandardCharsets.ISO_8859_1));
        for (float v : values) {
            buffer.putFloat(v);
        }
        buffer.flip();
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            throw new ZooException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
