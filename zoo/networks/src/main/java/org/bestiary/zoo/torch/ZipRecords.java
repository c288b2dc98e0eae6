package org.bestiary.zoo.torch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The form since PyTorch 1.6: a zip with a folder in it that holds {@code data.pkl}, a record {@code data/KEY} for each storage
 * and, lately, {@code byteorder}. All are stored as they are; what is compressed was not written by torch, and is refused, so
 * that no record can be larger than the file.
 */
final class ZipRecords implements Records {
    private static final String PICKLE = "data.pkl";

    /** A network of a thousand layers needs less than one. */
    private static final long LARGEST_PICKLE = 64 << 20;

    private final ZipFile zip;
    private final String folder;
    private final ByteOrder order;
    private final Object root;

    private ZipRecords(ZipFile zip, String folder) throws IOException {
        this.zip = zip;
        this.folder = folder;
        ZipEntry said = zip.getEntry(folder + "byteorder");
        boolean big = said != null
                && new String(whole(said, 16), StandardCharsets.US_ASCII)
                        .strip()
                        .equals("big");
        this.order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ZipEntry pickle = entry(PICKLE);
        if (pickle.getSize() > LARGEST_PICKLE) {
            throw new PickleException("its pickle has " + pickle.getSize() + " bytes, and those of at most "
                    + LARGEST_PICKLE + " are read");
        }
        try (InputStream in = zip.getInputStream(pickle)) {
            byte[] bytes = in.readNBytes((int) pickle.getSize());
            this.root =
                    Unpickler.read(new PickleInput(new ByteArrayInputStream(bytes), bytes.length), new TorchNames());
        }
    }

    static ZipRecords open(Path file) throws IOException {
        ZipFile zip = new ZipFile(file.toFile());
        try {
            List<String> pickles = zip.stream()
                    .map(ZipEntry::getName)
                    .filter(n -> n.equals(PICKLE) || n.endsWith("/" + PICKLE))
                    .toList();
            if (pickles.size() != 1) {
                throw new PickleException("it has " + pickles.size() + " entries " + PICKLE);
            }
            String folder = pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
            if (zip.getEntry(folder + "constants.pkl") != null) {
                throw new PickleException("it is a program that torch.jit.save wrote (TorchScript)");
            }
            return new ZipRecords(zip, folder);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private ZipEntry entry(String name) {
        ZipEntry entry = zip.getEntry(folder + name);
        if (entry == null) {
            throw new PickleException("it has no record " + PickleException.shown(name));
        }
        if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
            throw new PickleException(
                    "its record " + PickleException.shown(name)
                            + " is compressed, which torch.save never does; unpack the zip and pack it again without compression");
        }
        return entry;
    }

    private byte[] whole(ZipEntry entry, int most) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readNBytes(most);
        }
    }

    @Override
    public Object root() {
        return root;
    }

    @Override
    public ByteOrder order() {
        return order;
    }

    @Override
    public void check(TorchStorage storage) {
        long bytes = storage.count() * storage.type().width();
        ZipEntry entry = entry("data/" + storage.key());
        if (entry.getSize() != bytes) {
            throw new PickleException("its record " + PickleException.shown("data/" + storage.key()) + " has "
                    + entry.getSize() + " bytes where the pickle says " + bytes);
        }
    }

    @Override
    public byte[] read(String key, long from, int count) throws IOException {
        try (InputStream in = zip.getInputStream(entry("data/" + key))) {
            in.skipNBytes(from);
            byte[] bytes = in.readNBytes(count);
            if (bytes.length < count) {
                throw new PickleException("its record " + PickleException.shown("data/" + key) + " is cut off");
            }
            return bytes;
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
