package org.bestiary.reports.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Scalars in the event files that TensorBoard reads.
 *
 * <p>A file is a sequence of TFRecords: the length of the data as a little-endian 64-bit number, its masked CRC-32C, the
 * data, their masked CRC-32C. The data are protocol buffers of the message {@code Event} (tensorflow/core/util/event.proto):
 * field 1 {@code wall_time} (double), 2 {@code step} (varint), 3 {@code file_version} (string, in the first event only), 5
 * {@code summary}, whose field 1 is repeated and has field 1 {@code tag} (string) and 2 {@code simple_value} (float). Five
 * fields of a format that has not changed in ten years are written here by hand rather than with a library of two megabytes.
 *
 * <p>Not thread safe. Every event is on disk when {@link #scalars} returns, so that TensorBoard sees it while training goes
 * on.
 */
public final class EventFile implements AutoCloseable {
    private static final int MASK_DELTA = 0xa282ead8;
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    private final Path path;
    private final OutputStream out;

    private EventFile(Path path, OutputStream out) {
        this.path = path;
        this.out = out;
    }

    /**
     * Begins a file. TensorBoard shows all event files of a folder as one run, so a training that goes on gets a file of its
     * own.
     *
     * @param folder of the run; created if need be
     * @param now the time of the first event, and part of the file's name
     * @return an open file that holds the version event
     * @throws IOException if it cannot be written
     */
    public static EventFile create(Path folder, Instant now) throws IOException {
        Files.createDirectories(folder);
        String name = "events.out.tfevents." + now.getEpochSecond() + ".bestiary";
        Path path = folder.resolve(name);
        for (int n = 2; Files.exists(path); n++) {
            path = folder.resolve(name + "." + n);
        }
        EventFile file = new EventFile(
                path, Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        ByteArrayOutputStream event = begin(now);
        text(event, 3, "brain.Event:2");
        file.write(event.toByteArray());
        return file;
    }

    /** Where the file is. */
    public Path path() {
        return path;
    }

    /**
     * Writes values that were measured at the same step.
     *
     * @param now when
     * @param step of the training, from 0
     * @param values by name; a slash in a name makes groups of charts
     * @throws IOException if they cannot be written
     */
    public void scalars(Instant now, long step, Map<String, Double> values) throws IOException {
        ByteArrayOutputStream summary = new ByteArrayOutputStream();
        for (Map.Entry<String, Double> value : values.entrySet()) {
            ByteArrayOutputStream one = new ByteArrayOutputStream();
            text(one, 1, value.getKey());
            key(one, 2, FIXED_32);
            one.writeBytes(little(4).putFloat(value.getValue().floatValue()).array());
            message(summary, 1, one);
        }
        ByteArrayOutputStream event = begin(now);
        key(event, 2, VARINT);
        varint(event, step);
        message(event, 5, summary);
        write(event.toByteArray());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private static ByteArrayOutputStream begin(Instant now) {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        key(event, 1, FIXED_64);
        event.writeBytes(little(8).putDouble(now.toEpochMilli() / 1e3).array());
        return event;
    }

    private void write(byte[] data) throws IOException {
        byte[] length = little(8).putLong(data.length).array();
        ByteBuffer whole = little(length.length + data.length + 8);
        whole.put(length).putInt(maskedCrc(length)).put(data).putInt(maskedCrc(data));
        out.write(whole.array());
        out.flush();
    }

    /** The checksum of TFRecords: rotated and shifted, so that checksums of data with checksums in them stay strong. */
    static int maskedCrc(byte[] data) {
        CRC32C crc = new CRC32C();
        crc.update(data);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void key(ByteArrayOutputStream into, int field, int wireType) {
        into.write(field << 3 | wireType);
    }

    private static void text(ByteArrayOutputStream into, int field, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        key(into, field, BYTES);
        varint(into, bytes.length);
        into.writeBytes(bytes);
    }

    private static void message(ByteArrayOutputStream into, int field, ByteArrayOutputStream message) {
        key(into, field, BYTES);
        varint(into, message.size());
        into.writeBytes(message.toByteArray());
    }

    private static void varint(ByteArrayOutputStream into, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            into.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        into.write((int) rest);
    }
}
