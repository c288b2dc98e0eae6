package org.bestiary.zoo.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Files that people give for weights and that are something else: what they are, and what to do. */
final class ForeignWeights {
    private static final int HEAD = 512;

    private ForeignWeights() {}

    /**
     * Recognises a file by what it holds.
     *
     * @param file any
     * @return what it is and what to do, to stand behind "but is"; empty for what may be weights
     * @throws IOException if it cannot be read
     */
    static Optional<String> of(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD);
        }
        if (head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] == 3) {
            return Optional.of(zip(file));
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        String start = text.stripLeading().toLowerCase(Locale.ROOT);
        if (text.startsWith("version https://git-lfs")) {
            return Optional.of("a Git LFS pointer, which names the file and is not it; fetch it with: git lfs pull");
        }
        if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
            return Optional.of("a web page, perhaps one that asks to log in or says that there is no such file;"
                    + " fetch the file itself");
        }
        if (text.startsWith("GGUF")) {
            return Optional.of("a GGUF file, of a language model");
        }
        if (isText(head)) {
            return Optional.of("a text; fetch the file of weights itself");
        }
        if (head.length > 1 && (head[0] & 0xFF) == 0x1F && (head[1] & 0xFF) == 0x8B) {
            return Optional.of("compressed with gzip; unpack it first");
        }
        return Optional.empty();
    }

    /** Files of weights begin with a length, or with a mark that has an unprintable byte. */
    private static boolean isText(byte[] head) {
        for (byte b : head) {
            if (b >= 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return head.length > Long.BYTES
                && StandardCharsets.US_ASCII
                        .newEncoder()
                        .canEncode(new String(head, 0, Long.BYTES, StandardCharsets.ISO_8859_1));
    }

    private static String zip(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<String> names = zip.stream().map(e -> e.getName()).toList();
            if (names.contains("model.weights.h5")) {
                return "a whole model of Keras 3 (.keras); save its weights in HDF5 with Keras 2, or as safetensors";
            }
            if (!names.isEmpty() && names.stream().allMatch(n -> n.endsWith(".npy"))) {
                return "a zip of NumPy arrays (.npz); in Python: safetensors.numpy.save_file(dict(numpy.load(\""
                        + file.getFileName() + "\")), \"weights.safetensors\")";
            }
            if (names.contains("coefficients.bin")) {
                return "a network that DL4J has saved; begin a training with it: model.transfer.from";
            }
            return "a zip; unpack it first";
        } catch (ZipException e) {
            return "a zip that is damaged or cut off; fetch it again";
        }
    }
}
