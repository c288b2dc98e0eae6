package org.bestiary.zoo.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bestiary.zoo.torch.TorchWriter.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of torch.save, of either form, give the numbers that were saved. */
class TorchFileTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("weights.pth");
    }

    private static float[] read(TorchFile torch, String tensor) {
        long count = torch.shapes().get(tensor).stream().reduce(1L, Math::multiplyExact);
        float[] all = new float[(int) count];
        torch.read(tensor, 0, all);
        return all;
    }

    private static void put(ByteBuffer to, String type, int value) {
        switch (type) {
            case "DoubleStorage" -> to.putDouble(value);
            case "FloatStorage" -> to.putFloat(value);
            case "HalfStorage" -> to.putShort((short) new int[] {0, 0x3c00, 0x4000, 0x4200}[value]);
            case "BFloat16Storage" -> to.putShort((short) (Float.floatToIntBits(value) >> 16));
            case "LongStorage" -> to.putLong(value);
            case "IntStorage" -> to.putInt(value);
            case "ShortStorage" -> to.putShort((short) value);
            default -> to.put((byte) value);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DoubleStorage,8", "FloatStorage,4", "HalfStorage,2", "BFloat16Storage,2", "LongStorage,8",
        "IntStorage,4", "ShortStorage,2", "CharStorage,1", "ByteStorage,1", "BoolStorage,1"
    })
    void everyKindOfNumberInEveryFormAndOrder(String type, int width) {
        int[] values = type.equals("BoolStorage") ? new int[] {0, 1, 1} : new int[] {1, 2, 3};
        for (Form form : Form.values()) {
            for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
                TorchWriter writer = new TorchWriter().order(order);
                writer.storage("a", type, width, 3, b -> Arrays.stream(values).forEach(v -> put(b, type, v)));
                form.write(writer.view("w", "a", 0, new long[] {3}, 1), file());
                try (TorchFile torch = TorchFile.open(file())) {
                    assertThat(read(torch, "w"))
                            .as(form + " " + order)
                            .containsExactly(values[0], values[1], values[2]);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void viewsShareAStorage(Form form) {
        TorchWriter writer = new TorchWriter();
        writer.storage("s", "FloatStorage", 4, 12, b -> {
            for (int i = 0; i < 12; i++) {
                b.putFloat(i);
            }
        });
        writer.view("whole", "s", 0, new long[] {3, 4}, 4, 1)
                .view("transposed", "s", 0, new long[] {4, 3}, 1, 4)
                .view("lastRow", "s", 8, new long[] {4}, 1)
                .view("everyOther", "s", 1, new long[] {2, 2}, 4, 2)
                .view("repeated", "s", 5, new long[] {2, 3}, 0, 1)
                .view("one", "s", 7, new long[] {})
                .view("none", "s", 12, new long[] {0, 4}, 4, 1);
        form.write(writer, file());
        try (TorchFile torch = TorchFile.open(file())) {
            assertThat(torch.shapes())
                    .containsEntry("transposed", List.of(4L, 3L))
                    .containsEntry("one", List.of());
            assertThat(read(torch, "whole")).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
            assertThat(read(torch, "transposed")).containsExactly(0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11);
            assertThat(read(torch, "lastRow")).containsExactly(8, 9, 10, 11);
            assertThat(read(torch, "everyOther")).containsExactly(1, 3, 5, 7);
            assertThat(read(torch, "repeated")).containsExactly(5, 6, 7, 5, 6, 7);
            assertThat(read(torch, "one")).containsExactly(7);
            assertThat(read(torch, "none")).isEmpty();
            float[] middle = new float[3];
            torch.read("transposed", 4, middle);
            assertThat(middle).containsExactly(5, 9, 2);
            torch.read("whole", 5, middle);
            assertThat(middle).containsExactly(5, 6, 7);
            assertThatThrownBy(() -> torch.read("whole", 10, middle)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"state_dict", "model", "net", "model_state_dict", "ema", "state.model", "model.module"})
    void checkpointsHoldTheDictInAnEntry(String path) {
        String[] entries = path.equals("state.model") ? new String[] {"model", "state_dict"} : path.split("\\.");
        for (Form form : Form.values()) {
            TorchWriter writer = new TorchWriter().inside(entries).floats("fc.bias", new float[] {5, 6}, 2);
            form.write(writer, file());
            try (TorchFile torch = TorchFile.open(file())) {
                assertThat(torch.name()).isEqualTo("weights.pth[" + String.join(".", entries) + "]");
                assertThat(read(torch, "fc.bias")).containsExactly(5, 6);
            }
        }
    }

    /** Parts of storages had keys of their own before PyTorch 0.4. */
    @Test
    void theOldFormHasPartsOfStorages() {
        TorchWriter.Code code =
                new TorchWriter.Code().protocol().op('}').op('(').text("w");
        code.global("torch._utils", "_rebuild_tensor").op('(');
        code.op('(')
                .text("storage")
                .global("torch", "FloatStorage")
                .text("0")
                .text("cpu")
                .number(4);
        code.op('(').text("17").number(1).number(3).op('t').op('t').op('Q');
        code.number(1).tuple(2).tuple(1).op('t').op('R').op('u').op('.');
        Form.LEGACY.write(code, file());
        try (TorchFile torch = TorchFile.open(file())) {
            assertThat(read(torch, "w")).containsExactly(3, 4);
        }
    }

    @Test
    void safetensorsWhoseLengthLooksLikeAPickleAreToldApart() throws IOException {
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        byte[] text = (header + " ".repeat(0x280 - header.length())).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text).putFloat(3);
        assertThat(bytes.array()[0]).isEqualTo((byte) 0x80);
        assertThat(TorchFile.recognises(Files.write(folder.resolve("w.bin"), bytes.array())))
                .isFalse();
        assertThat(TorchFile.recognises(Files.write(file(), new byte[] {(byte) 0x80, 2, (byte) 0x8a})))
                .isTrue();
    }

    /** Published files, where they are: the sums of all numbers as NumPy gives them are not known, the counts are. */
    @ParameterizedTest
    @CsvSource({"resnet20-12fca82f.th,269722", "resnet32-d509ac18.th,464154", "resnet56-4bfd9763.th,853018"})
    void publishedFilesAreRead(String name, long learnable) throws IOException {
        Path published = Path.of(System.getenv().getOrDefault("BESTIARY_DATA", "no data"), "weights", name);
        assumeTrue(Files.exists(published), "skipped: needs " + published);
        assertThat(TorchFile.recognises(published)).isTrue();
        try (TorchFile torch = TorchFile.open(published)) {
            assertThat(torch.name()).isEqualTo(name + "[state_dict]");
            assertThat(torch.shapes().keySet()).allMatch(t -> t.startsWith("module."));
            long count = torch.shapes().entrySet().stream()
                    .filter(e -> !e.getKey().contains("running_"))
                    .mapToLong(e -> e.getValue().stream().reduce(1L, Math::multiplyExact))
                    .sum();
            assertThat(count).isEqualTo(learnable);
            torch.shapes().keySet().forEach(t -> {
                for (float v : read(torch, t)) {
                    assertThat(v).as(t).isFinite();
                }
            });
        }
    }
}
