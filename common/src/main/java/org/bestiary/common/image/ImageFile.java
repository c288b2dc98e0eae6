package org.bestiary.common.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;

/**
 * Image files decoded to 8-bit red, green, blue: the one decoder of the program, for training, tests and predictions alike.
 * The same file gives the same bytes in every thread and on every machine.
 *
 * <ul>
 *   <li>Grey is spread over three channels; 1, 2 and 4 bits over 0 to 255; of 16 bits the highest 8 are kept.
 *   <li>What is transparent lies on white, in files of every kind (a fourth value in Windows bitmaps is not used).
 *   <li>The orientation that EXIF gives is obeyed in JPEG, PNG, WebP and TIFF.
 *   <li>Colour profiles and gamma are not applied, as in Pillow and what is built on it: values are those of the file.
 *   <li>CMYK is converted without a profile: each channel is what its ink and black let through.
 *   <li>Of animations and files of several pages the first is taken.
 * </ul>
 *
 * Values of opaque files are those that Pillow's {@code convert("RGB")} gives, but for 16-bit grey, which Pillow clips, and
 * but for lossy WebP (1 of 255 on average).
 */
public final class ImageFile {
    /** Changes when the same file would be decoded to other pixels; caches of decoded images ask for it. */
    public static final int VERSION = 3;

    private ImageFile() {}

    /**
     * Whether a file is an image by its name.
     *
     * @param file any path
     * @return true for the endings of {@link ImageKind} of names that do not begin with a dot
     */
    public static boolean isImage(Path file) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        return !name.startsWith(".") && ImageKind.ofName(name).isPresent();
    }

    /**
     * Decodes a file.
     *
     * @param file to read
     * @return the image, upright
     * @throws ImageException if it is empty, no image, damaged, too large or of a kind that is not supported; names it
     */
    public static RgbImage decode(Path file) {
        return decode(file, contents(file)).image();
    }

    /**
     * The bytes of a file.
     *
     * @param file to read
     * @return all of them, at least one
     * @throws ImageException if it cannot be read, is empty or above 512 MB; names it
     */
    public static byte[] contents(Path file) {
        try {
            BasicFileAttributes kind = Files.readAttributes(file, BasicFileAttributes.class);
            if (!kind.isRegularFile()) {
                throw new ImageException(
                        file + " is " + (kind.isDirectory() ? "a folder" : "a device or pipe") + ", not an image.");
            }
            long size = kind.size();
            if (size == 0) {
                throw new ImageException(file + " is empty (0 bytes).");
            }
            if (size > ImageLimits.MAX_FILE_BYTES) {
                throw new ImageException(file + " must be at most " + (ImageLimits.MAX_FILE_BYTES >> 20) + " MB, found "
                        + (size >> 20) + " MB.");
            }
            return read(file, (int) size);
        } catch (NoSuchFileException e) {
            throw new ImageException("There is no file " + file + ".", e);
        } catch (AccessDeniedException e) {
            throw new ImageException(file + " cannot be read: permission denied.", e);
        } catch (IOException e) {
            throw new ImageException(file + " cannot be read: " + e.getMessage() + ".", e);
        } catch (OutOfMemoryError e) {
            throw new ImageException(file + " needs more memory than Java has; give it more with -Xmx.", e);
        }
    }

    /** As {@link Files#readAllBytes}, of a file whose size is known. */
    private static byte[] read(Path file, int size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size);
        try (FileChannel channel = FileChannel.open(file)) {
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                continue;
            }
        }
        return bytes.hasRemaining() ? Arrays.copyOf(bytes.array(), bytes.position()) : bytes.array();
    }

    /**
     * Decodes the bytes of a file.
     *
     * @param file named in messages; not opened
     * @param bytes its contents
     * @return the image, upright, and what the file says about itself
     * @throws ImageException if it is no image, damaged, too large or of a kind that is not supported; names it
     */
    public static DecodedImage decode(Path file, byte[] bytes) {
        try {
            ImageKind kind = ImageKind.of(bytes).orElseThrow(() -> new Undecodable(ForeignKind.describe(bytes)));
            return ImageDecoder.of(kind).decode(bytes).of(kind);
        } catch (Undecodable e) {
            throw new ImageException(file + " " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            // Decoders throw all kinds of exceptions on damaged files.
            Throwable root = root(e);
            throw new ImageException(
                    file + " "
                            + (root instanceof EOFException
                                    ? Undecodable.cutOff().getMessage()
                                    : "cannot be decoded: " + said(root) + "."),
                    e);
        } catch (OutOfMemoryError e) {
            throw new ImageException(
                    file + " needs more memory to be decoded than Java has; give it more with -Xmx.", e);
        } catch (StackOverflowError | AssertionError e) {
            throw new ImageException(file + " cannot be decoded: it is damaged.", e);
        }
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** The words of a decoder; what only a programmer understands is left to the stack trace. */
    private static String said(Throwable e) {
        String said = e instanceof IOException && e.getMessage() != null ? e.getMessage() : "it is damaged";
        String shown = Undecodable.shown(said);
        return shown.endsWith(".") ? shown.substring(0, shown.length() - 1) : shown;
    }
}
