package org.bestiary.zoo.torch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipFile;
import org.bestiary.zoo.ZooException;

/**
 * A file of {@code torch.save}, in the form of today (a zip) or the one before PyTorch 1.6: a dict of tensors by name, or a
 * checkpoint with such a dict as its entry {@code state_dict}, {@code model}, {@code net} or the like. What else a checkpoint
 * keeps is not looked at. Numbers are read when they are asked for.
 */
public final class TorchFile implements Closeable {
    private static final String ADVICE = "; in Python: torch.save(model.state_dict(), \"weights.pth\")";

    private static final int HEAD = 9;

    /** Endings that people give such files; what a file holds counts first. */
    private static final List<String> ENDINGS = List.of(".pth", ".pt", ".th", ".pkl", ".ckpt", ".bin");

    private final Path file;
    private final Records records;
    private final StateDict dict;

    private TorchFile(Path file, Records records, StateDict dict) {
        this.file = file;
        this.records = records;
        this.dict = dict;
    }

    /**
     * Whether a file seems to be of torch.save, whole or not.
     *
     * @throws IOException if it cannot be read
     */
    public static boolean recognises(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD);
        }
        if (head.length < 2 || isSafeTensors(head)) {
            return false;
        }
        if (head[0] == 'P' && head[1] == 'K') {
            return isZip(file);
        }
        // Pickles of protocol 2 and later say so; older ones, which torch does not write, begin with any letter.
        return (head[0] & 0xff) == 0x80 && head[1] >= 2 && head[1] <= 5 || "c(]}".indexOf(head[0]) >= 0 && named(file);
    }

    /** The length of a header of 640 bytes begins like a pickle; but it goes on with zeros, and the header is an object. */
    private static boolean isSafeTensors(byte[] head) {
        return head.length == HEAD && head[4] == 0 && head[5] == 0 && head[6] == 0 && head[7] == 0 && head[8] == '{';
    }

    private static boolean named(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    private static boolean isZip(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.stream().anyMatch(e -> e.getName().endsWith("data.pkl"));
        } catch (IOException | RuntimeException e) {
            // Not a whole zip, so that it cannot be told whose; the one who reads it next says so.
            return false;
        }
    }

    /**
     * Opens a file, reads its pickle and checks that all of its tensors are there.
     *
     * @throws ZooException if it is not there, is damaged, holds no tensors, or asks for anything beside tensors
     */
    public static TorchFile open(Path file) {
        Records opened = null;
        try {
            Records records = isZip(file) ? ZipRecords.open(file) : LegacyRecords.open(file);
            opened = records;
            StateDict dict = StateDict.of(records.root());
            Set<TorchStorage> storages = new LinkedHashSet<>();
            dict.tensors().values().forEach(t -> storages.add(t.storage()));
            for (TorchStorage storage : storages) {
                records.check(storage);
            }
            return new TorchFile(file, records, dict);
        } catch (PickleException e) {
            closeQuietly(opened);
            throw refused(file, e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            closeQuietly(opened);
            throw refused(file, "it cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static void closeQuietly(Records records) {
        try {
            if (records != null) {
                records.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ZooException refused(Path file, String what, Exception cause) {
        return new ZooException(
                "a file of torch.save must hold a network's tensors by name, but " + file.getFileName() + " does not: "
                        + what + ADVICE,
                cause);
    }

    /** The file's name, and the entry of the checkpoint that is read. */
    public String name() {
        return file.getFileName() + (dict.entry().isEmpty() ? "" : "[" + dict.entry() + "]");
    }

    /** Every tensor's shape by name, in the file's order. */
    public Map<String, List<Long>> shapes() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        dict.tensors().forEach((name, t) -> shapes.put(name, t.shape()));
        return shapes;
    }

    /**
     * Reads part of a tensor as 32-bit floats.
     *
     * @param tensor its name, one of {@link #shapes()}
     * @param from index of the first number in row-major order
     * @param to is filled
     * @throws ZooException if the file cannot be read
     */
    public void read(String tensor, long from, float[] to) {
        TorchTensor t = dict.tensors().get(tensor);
        if (from < 0 || from + to.length > t.count()) {
            throw new IndexOutOfBoundsException(
                    tensor + " has no numbers " + from + " to " + (from + to.length) + " in row-major order");
        }
        try {
            if (t.contiguous()) {
                numbers(t, t.offset() + from, to);
            } else {
                gather(t, from, to);
            }
        } catch (IOException | PickleException | ArithmeticException e) {
            throw new ZooException("cannot read tensor '" + tensor + "' of " + file + ": " + e.getMessage(), e);
        }
    }

    /** Reads all that lies between the view's first and last number, and picks. */
    private void gather(TorchTensor t, long from, float[] to) throws IOException {
        float[] span = new float[Math.toIntExact(t.end() - t.offset())];
        numbers(t, t.offset(), span);
        for (int i = 0; i < to.length; i++) {
            to[i] = span[(int) t.place(from + i)];
        }
    }

    private void numbers(TorchTensor t, long first, float[] to) throws IOException {
        TorchStorage storage = t.storage();
        int width = storage.type().width();
        byte[] bytes =
                records.read(storage.key(), (storage.first() + first) * width, Math.multiplyExact(to.length, width));
        storage.type().read(ByteBuffer.wrap(bytes).order(records.order()), to);
    }

    @Override
    public void close() {
        try {
            records.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + file, e);
        }
    }
}
