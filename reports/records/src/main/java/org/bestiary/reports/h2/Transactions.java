package org.bestiary.reports.h2;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.value.VersionedValue;

/**
 * Which of the transactions that a killed process left behind were committed. A row that such a transaction has changed is
 * kept with its number and with what it was before; the transaction's log says by its name or its last entry that it was
 * committed.
 */
final class Transactions {
    private static final int LOG_BITS = 40;
    private static final long LAST_ENTRY = (1L << LOG_BITS) - 1;

    private final MVStore store;

    Transactions(MVStore store) {
        this.store = store;
    }

    /** The value as it was committed; null if it was not, or was removed. */
    <T> T committed(VersionedValue<T> value) throws IOException {
        long operation = value.getOperationId();
        return operation == 0 || isCommitted(operation >>> LOG_BITS)
                ? value.getCurrentValue()
                : value.getCommittedValue();
    }

    private boolean isCommitted(long transaction) throws IOException {
        String open = "undoLog." + transaction;
        if (store.hasMap("undoLog-" + transaction) || !store.hasMap(open)) {
            return true;
        }
        MVMap<Long, Object> log = H2File.decoding(() -> store.openMap(
                open,
                new MVMap.Builder<Long, Object>().keyType(LongDataType.INSTANCE).valueType(new Unread())));
        Long last = H2File.decoding(log::lastKey);
        return last == null || (last & LAST_ENTRY) == LAST_ENTRY;
    }

    /** Values that are passed over. */
    private static final class Unread extends BasicDataType<Object> {
        @Override
        public int getMemory(Object value) {
            return 0;
        }

        @Override
        public void write(WriteBuffer buffer, Object value) {
            throw new UnsupportedOperationException("the file is only read");
        }

        @Override
        public Object read(ByteBuffer buffer) {
            return this;
        }

        @Override
        public Object[] createStorage(int size) {
            return new Object[size];
        }
    }
}
