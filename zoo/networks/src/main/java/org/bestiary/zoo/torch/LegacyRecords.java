package org.bestiary.zoo.torch;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The form before PyTorch 1.6: pickles of a magic number, of the form's version, of the machine, of what was saved and of the
 * storages' keys, then for each key the count of its numbers (64 bits) and the numbers.
 */
final class LegacyRecords implements Records {
    /** What the first pickle holds. */
    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);

    private static final long VERSION = 1001;
    private static final long LONGEST_PICKLES = 64 << 20;

    /** Where a storage's numbers are, and how many. */
    private record Place(long begin, long count) {}

    private final FileChannel channel;
    private final Object root;
    private final ByteOrder order;
    private final List<?> keys;
    private final Map<String, TorchStorage> storages;

    /** The first byte behind the pickles. */
    private final long begin;

    private final Map<String, Place> places = new HashMap<>();

    private LegacyRecords(FileChannel channel) throws IOException {
        this.channel = channel;
        TorchNames names = new TorchNames();
        // Buffered reading ahead moves the channel, so that positions are counted here.
        PickleInput in = new PickleInput(new BufferedInputStream(Channels.newInputStream(channel)), LONGEST_PICKLES);
        if (!Unpickler.read(in, names).equals(MAGIC)) {
            throw new PickleException("it is a pickle that torch.save did not write");
        }
        if (!Unpickler.read(in, names).equals(VERSION)) {
            throw new PickleException("it is of a version of this form that is not known");
        }
        Object machine = Unpickler.read(in, names);
        boolean big = machine instanceof Map<?, ?> about && Boolean.FALSE.equals(about.get("little_endian"));
        this.order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        this.root = Unpickler.read(in, names);
        if (!(Unpickler.read(in, names) instanceof List<?> list)) {
            throw new PickleException("it does not list its storages");
        }
        this.keys = list;
        this.storages = names.storages();
        this.begin = in.position();
    }

    static LegacyRecords open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new LegacyRecords(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Storages have no index: each one's place follows from the sizes of those before it. */
    private void locate() throws IOException {
        long next = begin;
        for (Object name : keys) {
            if (!(name instanceof String key) || !storages.containsKey(key) || places.containsKey(key)) {
                throw new PickleException("it lists a storage twice, or one that no tensor refers to");
            }
            long count = ByteBuffer.wrap(bytes(next, Long.BYTES)).order(order).getLong();
            long left = channel.size() - next - Long.BYTES;
            int width = storages.get(key).type().width();
            if (count < 0 || count > left / width) {
                throw new PickleException("its storage " + PickleException.shown(key) + " has " + count
                        + " numbers where the file has " + left + " bytes left; it is cut off");
            }
            places.put(key, new Place(next + Long.BYTES, count));
            next += Long.BYTES + count * width;
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
    public void check(TorchStorage storage) throws IOException {
        if (places.isEmpty()) {
            locate();
        }
        Place place = places.get(storage.key());
        if (place == null || place.count != storage.count()) {
            throw new PickleException("its storage " + PickleException.shown(storage.key()) + " has "
                    + (place == null ? "no" : place.count) + " numbers where the pickle says " + storage.count());
        }
    }

    @Override
    public byte[] read(String key, long from, int count) throws IOException {
        return bytes(places.get(key).begin + from, count);
    }

    private byte[] bytes(long from, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new EOFException("it ends at byte " + (from + buffer.position()));
            }
        }
        return buffer.array();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
