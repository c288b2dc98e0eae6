package org.bestiary.reports.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000L);

    @TempDir
    Path folder;

    @Test
    void checksumsAreThoseOfTheFormat() {
        // CRC-32C of 32 zero bytes is 8a9136aa (RFC 3720, B.4); rotated by 15 and shifted by the constant.
        assertThat(EventFile.maskedCrc(new byte[32])).isEqualTo(Integer.rotateRight(0x8a9136aa, 15) + 0xa282ead8);
    }

    @Test
    void theFirstRecordIsTheVersionByteForByte() throws IOException {
        try (EventFile file = EventFile.create(folder, TIME)) {
            byte[] written = Files.readAllBytes(file.path());
            // length 24; Event{wall_time: 1.7e9, file_version: "brain.Event:2"}
            assertThat(HexFormat.of().formatHex(written, 0, 8)).isEqualTo("1800000000000000");
            assertThat(HexFormat.of().formatHex(written, 12, 36))
                    .isEqualTo("0900000040fc54d941" + "1a0d" + "627261696e2e4576656e743a32");
            assertThat(written).hasSize(12 + 24 + 4);
        }
    }

    @Test
    void valuesReadBack() throws IOException {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss/train", 0.25);
        values.put("accuracy/vålidation", Double.NaN);
        try (EventFile file = EventFile.create(folder, TIME)) {
            file.scalars(TIME.plusSeconds(2), 300, values);
            List<ByteBuffer> records = records(Files.readAllBytes(file.path()));
            assertThat(records).hasSize(2);
            ByteBuffer event = records.get(1);
            assertThat(event.get()).isEqualTo((byte) 0x09);
            assertThat(event.getDouble()).isEqualTo(1_700_000_002.0);
            assertThat(event.get()).isEqualTo((byte) 0x10);
            assertThat(varint(event)).isEqualTo(300);
            assertThat(event.get()).isEqualTo((byte) 0x2a);
            assertThat(varint(event)).isEqualTo(event.remaining());
            Map<String, Double> read = new LinkedHashMap<>();
            while (event.hasRemaining()) {
                assertThat(event.get()).isEqualTo((byte) 0x0a);
                varint(event);
                assertThat(event.get()).isEqualTo((byte) 0x0a);
                byte[] tag = new byte[(int) varint(event)];
                event.get(tag);
                assertThat(event.get()).isEqualTo((byte) 0x15);
                read.put(new String(tag, StandardCharsets.UTF_8), (double) event.getFloat());
            }
            assertThat(read).isEqualTo(values);
        }
    }

    @Test
    void anotherFileIsBegunForATrainingThatGoesOn() throws IOException {
        try (EventFile first = EventFile.create(folder, TIME);
                EventFile second = EventFile.create(folder, TIME)) {
            assertThat(second.path()).isNotEqualTo(first.path());
        }
    }

    private static List<ByteBuffer> records(byte[] file) {
        ByteBuffer all = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        List<ByteBuffer> records = new ArrayList<>();
        while (all.hasRemaining()) {
            byte[] length = new byte[8];
            all.get(length);
            assertThat(all.getInt()).isEqualTo(EventFile.maskedCrc(length));
            byte[] data = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            all.get(data);
            assertThat(all.getInt()).isEqualTo(EventFile.maskedCrc(data));
            records.add(ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN));
        }
        return records;
    }

    private static long varint(ByteBuffer from) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = from.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
