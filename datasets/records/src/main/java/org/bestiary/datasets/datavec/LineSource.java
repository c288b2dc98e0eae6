package org.bestiary.datasets.datavec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bestiary.datasets.DataException;
import org.datavec.api.records.listener.RecordListener;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.records.reader.impl.LineRecordReader;
import org.datavec.api.records.writer.RecordWriter;
import org.datavec.api.writable.Writable;

/**
 * The records of a file that has one in each line. Empty lines are no records.
 *
 * @param file that is read
 * @param names of the values, where there are names
 * @param what a line should be, as it is told to people
 * @param open makes a reader that stands before the first record
 */
record LineSource(Path file, Optional<List<String>> names, String what, Supplier<LineRecordReader> open)
        implements RecordSource {

    @Override
    public void read(Sink sink) {
        try (LineRecordReader reader = open.get()) {
            Lines lines = new Lines();
            reader.setListeners(lines);
            int before = 0;
            // Some readers read ahead in hasNext.
            while (reader.hasNext()) {
                Optional<List<Writable>> values = next(reader, lines, before, sink);
                values.ifPresent(v -> sink.add(new RawRecord(origin(lines), v)));
                before = lines.number;
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw unreadable(file, e);
        }
    }

    /** The next record; empty if there is none in this line, which the sink has been told if it is not blank. */
    private Optional<List<Writable>> next(LineRecordReader reader, Lines lines, int before, Sink sink) {
        try {
            List<Writable> values = reader.next();
            return lines.text.isBlank() ? Optional.empty() : Optional.of(values);
        } catch (RuntimeException e) {
            if (lines.number == before) {
                throw e; // nothing was read: not the line is wrong, but the file
            }
            if (!lines.text.isBlank()) {
                sink.bad(origin(lines) + " is no " + what + " (" + reason(e) + ").");
            }
            return Optional.empty();
        }
    }

    private String origin(Lines lines) {
        return file + " line " + lines.number;
    }

    /** What DataVec says of a line, on one line and without the text of the line, which may be long. */
    private static String reason(RuntimeException e) {
        Throwable said = e.getCause() instanceof IOException ? e.getCause() : e;
        String message = String.valueOf(said.getMessage()).lines().findFirst().orElse("");
        return message.length() > 120 ? message.substring(0, 120) + "..." : message;
    }

    /** A file that cannot be read at all. */
    static DataException unreadable(Path file, Exception e) {
        return new DataException(file + " cannot be read: " + e.getMessage() + ".", e);
    }

    /** Counts the lines that a reader has read, those that it skips included. */
    private static final class Lines implements RecordListener {
        private static final long serialVersionUID = 1L;

        private int number;
        private String text = "";

        @Override
        public boolean invoked() {
            return number > 0;
        }

        @Override
        public void invoke() {
            // Only asks to be invoked.
        }

        @Override
        public void recordRead(RecordReader reader, Object record) {
            number++;
            text = record.toString();
        }

        @Override
        public void recordWrite(RecordWriter writer, Object record) {
            throw new UnsupportedOperationException("Nothing is written");
        }
    }
}
