package org.bestiary.reports.h2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.tx.VersionedValueType;
import org.h2.mvstore.type.LongDataType;
import org.h2.value.VersionedValue;

/**
 * The tables of an H2 2 database file, which is opened for reading and by nobody else meanwhile. What was committed is there;
 * what a killed process had not committed is not. Names of tables and columns are in lower case.
 */
public final class H2File implements AutoCloseable {
    private static final String CATALOGUE = "table.0";
    private static final int CATALOGUE_COLUMNS = 4;
    private static final int SQL = 3;
    private static final Pattern TABLE =
            Pattern.compile("CREATE (?:CACHED |MEMORY )?TABLE \"PUBLIC\"\\.\"(\\w+)\"\\(\\R(.*)", Pattern.DOTALL);
    private static final Pattern COLUMN = Pattern.compile("^ {4}\"(\\w+)\" ", Pattern.MULTILINE);

    private final MVStore store;
    private final Transactions transactions;
    private final Texts texts;
    private final Map<String, StoredTable> tables = new HashMap<>();

    /** Where the rows of a table are, and its columns. */
    private record StoredTable(String map, List<String> columns) {}

    /** Takes the rows of a table. */
    @FunctionalInterface
    public interface Rows<E extends Exception> {
        /** Takes a row: Long, Double, Boolean, String, Instant or an empty Optional for each column. */
        void take(List<Object> row) throws E;
    }

    private H2File(MVStore store) throws IOException {
        this.store = store;
        this.transactions = new Transactions(store);
        this.texts = new Texts(store);
        List<Row> catalogue = new ArrayList<>();
        rows(CATALOGUE, CATALOGUE_COLUMNS, catalogue::add);
        for (Row entry : catalogue) {
            Matcher sql = TABLE.matcher(String.valueOf(entry.value(SQL, texts)));
            if (sql.matches()) {
                List<String> columns = COLUMN.matcher(sql.group(2))
                        .results()
                        .map(r -> r.group(1).toLowerCase(Locale.ROOT))
                        .toList();
                tables.put(
                        sql.group(1).toLowerCase(Locale.ROOT),
                        new StoredTable("table." + entry.value(0, texts), columns));
            }
        }
    }

    /**
     * Opens a file.
     *
     * @throws NoSuchFileException if there is none
     * @throws InUseException if another process has it open
     * @throws IOException if it is no such file, or is damaged
     */
    public static H2File open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return decoding(() -> {
            MVStore store = new MVStore.Builder()
                    .fileName(file.toAbsolutePath().toString())
                    .readOnly()
                    .autoCommitDisabled()
                    .open();
            try {
                return new H2File(store);
            } catch (IOException | RuntimeException e) {
                store.closeImmediately();
                throw e;
            }
        });
    }

    /** The columns of a table, in the order of the values in its rows; empty if there is no such table. */
    public Optional<List<String>> columns(String table) {
        return Optional.ofNullable(tables.get(table)).map(StoredTable::columns);
    }

    /**
     * Goes through the rows of a table in the order in which they came.
     *
     * @throws IOException if the file is damaged
     */
    public <E extends Exception> void each(String table, Rows<E> taker) throws IOException, E {
        StoredTable stored = tables.get(table);
        rows(stored.map(), stored.columns().size(), row -> {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < stored.columns().size(); i++) {
                values.add(row.value(i, texts));
            }
            taker.take(values);
        });
    }

    /** Takes a row as it is stored. */
    @FunctionalInterface
    private interface StoredRows<E extends Exception> {
        void take(Row row) throws IOException, E;
    }

    private <E extends Exception> void rows(String map, int columns, StoredRows<E> taker) throws IOException, E {
        if (!store.hasMap(map)) {
            throw new IOException("it has no " + map);
        }
        MVMap<Long, VersionedValue<Row>> rows = decoding(() -> store.openMap(
                map,
                new MVMap.Builder<Long, VersionedValue<Row>>()
                        .keyType(LongDataType.INSTANCE)
                        .valueType(new VersionedValueType<>(new RowType(columns)))));
        var cursor = decoding(() -> rows.cursor(null));
        while (decoding(cursor::hasNext)) {
            decoding(cursor::next);
            Row row = transactions.committed(cursor.getValue());
            if (row != null) {
                taker.take(row);
            }
        }
    }

    /** Something that decodes the file. */
    @FunctionalInterface
    interface Decoding<T> {
        T get() throws IOException;
    }

    /** What H2's storage throws at a damaged file is any RuntimeException, and for pages that lead to each other an error. */
    static <T> T decoding(Decoding<T> decoding) throws IOException {
        try {
            return decoding.get();
        } catch (MVStoreException e) {
            throw e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED
                    ? new InUseException()
                    : new IOException("it is damaged, or no H2 file", e);
        } catch (RuntimeException | StackOverflowError e) {
            throw new IOException("its pages are no rows of a table", e);
        }
    }

    @Override
    public void close() {
        store.closeImmediately();
    }
}
