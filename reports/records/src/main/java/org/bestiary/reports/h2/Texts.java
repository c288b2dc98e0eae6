package org.bestiary.reports.h2;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.StreamStore;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;

/** Long texts, which an H2 file keeps apart from the rows. */
final class Texts {
    /** Longer than any record of a run that can be written. */
    private static final int LONGEST = 1 << 28;

    private final MVStore store;

    Texts(MVStore store) {
        this.store = store;
    }

    /** A long text by its number. */
    String text(long number) throws IOException {
        return H2File.decoding(() -> {
            MVMap<Long, byte[]> places = open("lobMap", new PlaceType());
            MVMap<Long, byte[]> data = open("lobData", ByteArrayDataType.INSTANCE);
            byte[] place = places.get(number);
            if (place == null) {
                throw new IOException("a text of it is missing");
            }
            try (InputStream in = new StreamStore(data).get(place)) {
                byte[] bytes = in.readNBytes(LONGEST);
                if (bytes.length == LONGEST) {
                    throw new IOException("a text of it is too long");
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
        });
    }

    private MVMap<Long, byte[]> open(String name, BasicDataType<byte[]> type) throws IOException {
        if (!store.hasMap(name)) {
            throw new IOException("it has no " + name);
        }
        return store.openMap(
                name,
                new MVMap.Builder<Long, byte[]>().keyType(LongDataType.INSTANCE).valueType(type));
    }

    /** Where a text is among the data; its table, length and hash, which follow, are not needed. */
    private static final class PlaceType extends BasicDataType<byte[]> {
        @Override
        public int getMemory(byte[] place) {
            return place.length;
        }

        @Override
        public void write(WriteBuffer buffer, byte[] place) {
            throw new UnsupportedOperationException("the file is only read");
        }

        @Override
        public byte[] read(ByteBuffer buffer) {
            byte[] place = RowType.bytes(buffer, DataUtils.readVarInt(buffer));
            DataUtils.readVarInt(buffer);
            DataUtils.readVarLong(buffer);
            buffer.getLong();
            return place;
        }

        @Override
        public byte[][] createStorage(int size) {
            return new byte[size][];
        }
    }
}
