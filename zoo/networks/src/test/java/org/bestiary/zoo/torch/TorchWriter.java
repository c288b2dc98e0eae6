package org.bestiary.zoo.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes what {@code torch.save} writes, byte by byte: the rules of both forms, without Python. */
public final class TorchWriter {
    private static final byte[] MAGIC = {
        0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a, (byte) 0xa8, 0x50, 0x19
    };

    private record View(String name, String key, long offset, long[] shape, long[] strides) {}

    private record Storage(String type, int width, byte[] bytes) {}

    private final Map<String, Storage> storages = new LinkedHashMap<>();
    private final Map<String, View> views = new LinkedHashMap<>();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private String[] entries = {};
    private boolean saysOrder = true;

    /** Numbers as a machine of this order writes them. */
    TorchWriter order(ByteOrder value) {
        order = value;
        return this;
    }

    /** Puts the dict into entries of other dicts, outermost first, beside what checkpoints keep. */
    TorchWriter inside(String... names) {
        entries = names.clone();
        return this;
    }

    /** A storage of numbers that are put by a callback. */
    TorchWriter storage(String key, String type, int width, int count, Consumer<ByteBuffer> numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(count * width).order(order);
        numbers.accept(bytes);
        storages.put(key, new Storage(type, width, bytes.array()));
        return this;
    }

    /** A tensor that is a view of a storage. */
    TorchWriter view(String name, String key, long offset, long[] shape, long... strides) {
        views.put(name, new View(name, key, offset, shape, strides));
        return this;
    }

    /** A tensor of floats of its own storage, in row-major order. */
    public TorchWriter floats(String name, float[] values, long... shape) {
        String key = Integer.toString(storages.size());
        storage(key, "FloatStorage", 4, values.length, b -> {
            for (float v : values) {
                b.putFloat(v);
            }
        });
        long[] strides = new long[shape.length];
        long step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = step;
            step *= shape[i];
        }
        return view(name, key, 0, shape, strides);
    }

    /** Writes the form since PyTorch 1.6. */
    public void zip(Path file) {
        Map<String, byte[]> records = new LinkedHashMap<>();
        Code code = new Code();
        code.protocol();
        root(code, false);
        code.op('.');
        records.put("archive/data.pkl", code.bytes());
        if (saysOrder) {
            records.put(
                    "archive/byteorder",
                    (order == ByteOrder.LITTLE_ENDIAN ? "little" : "big").getBytes(StandardCharsets.US_ASCII));
        }
        storages.forEach((key, s) -> records.put("archive/data/" + key, s.bytes));
        records.put("archive/version", "3\n".getBytes(StandardCharsets.US_ASCII));
        zip(file, records, ZipEntry.STORED);
    }

    /** A zip of any records. */
    static void zip(Path file, Map<String, byte[]> records, int method) {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> r : records.entrySet()) {
                ZipEntry entry = new ZipEntry(r.getKey());
                entry.setMethod(method);
                if (method == ZipEntry.STORED) {
                    CRC32 sum = new CRC32();
                    sum.update(r.getValue());
                    entry.setSize(r.getValue().length);
                    entry.setCrc(sum.getValue());
                }
                out.putNextEntry(entry);
                out.write(r.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the form before PyTorch 1.6. */
    public void legacy(Path file) {
        Code code = new Code();
        head(code, order);
        code.protocol();
        root(code, true);
        code.op('.');
        code.protocol();
        code.op(']').op('(');
        storages.keySet().forEach(code::text);
        code.op('e').op('.');
        storages.values().forEach(s -> {
            ByteBuffer count = ByteBuffer.allocate(8).order(order).putLong(s.bytes.length / s.width);
            code.raw(count.array()).raw(s.bytes);
        });
        write(file, code.bytes());
    }

    /** The three pickles before what was saved. */
    static void head(Code code, ByteOrder order) {
        code.protocol();
        code.op(0x8a).op(MAGIC.length).raw(MAGIC).op('.');
        code.protocol();
        code.number(1001).op('.');
        code.protocol();
        code.op('}').op('(');
        code.text("protocol_version").number(1001);
        code.text("little_endian").op(order == ByteOrder.LITTLE_ENDIAN ? 0x88 : 0x89);
        code.op('u').op('.');
    }

    static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void root(Code code, boolean legacy) {
        for (String entry : entries) {
            code.op('}').op('(');
            code.text("epoch").number(7);
            code.text("args").global("argparse", "Namespace").op(')').op(0x81);
            code.op('}').op('(').text("lr").number(1).op('u').op('b');
            code.text(entry);
        }
        code.global("collections", "OrderedDict").op(')').op('R').op('(');
        views.values().forEach(v -> {
            code.text(v.name);
            tensor(code, v, legacy);
        });
        code.op('u');
        // torch's note of module versions
        code.op('}').op('(').text("_metadata").op('}').op('u').op('b');
        for (int i = 0; i < entries.length; i++) {
            code.text("best").op('N').op('u');
        }
    }

    private void tensor(Code code, View v, boolean legacy) {
        Storage s = storages.get(v.key);
        code.global("torch._utils", "_rebuild_tensor_v2").op('(');
        code.op('(').text("storage").global("torch", s.type).text(v.key).text("cpu");
        code.number(s.bytes.length / s.width);
        if (legacy) {
            code.op('N');
        }
        code.op('t').op('Q');
        code.number(v.offset).tuple(v.shape).tuple(v.strides);
        code.op(0x89).global("collections", "OrderedDict").op(')').op('R');
        code.op('t').op('R');
    }

    /** The operations of a pickle of protocol 2. */
    static final class Code {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Code op(int operation) {
            out.write(operation);
            return this;
        }

        Code raw(byte[] bytes) {
            out.writeBytes(bytes);
            return this;
        }

        Code protocol() {
            return op(0x80).op(2);
        }

        Code text(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return op('X').int4(bytes.length).raw(bytes);
        }

        Code number(long value) {
            return op(0x8a).op(8).raw(little(8).putLong(value).array());
        }

        Code int4(int value) {
            return raw(little(4).putInt(value).array());
        }

        Code global(String module, String name) {
            return op('c').raw((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
        }

        Code tuple(long... values) {
            op('(');
            for (long v : values) {
                number(v);
            }
            return op('t');
        }

        private static ByteBuffer little(int size) {
            return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }

    /** Both forms. */
    enum Form {
        ZIP,
        LEGACY;

        void write(TorchWriter writer, Path file) {
            if (this == ZIP) {
                writer.zip(file);
            } else {
                writer.legacy(file);
            }
        }

        /** A file whose pickle is given, with one storage "0" of four floats 1 to 4. */
        void write(Code pickle, Path file) {
            byte[] floats = ByteBuffer.allocate(16)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(1)
                    .putFloat(2)
                    .putFloat(3)
                    .putFloat(4)
                    .array();
            if (this == ZIP) {
                Map<String, byte[]> records = new LinkedHashMap<>();
                records.put("archive/data.pkl", pickle.bytes());
                records.put("archive/data/0", floats);
                TorchWriter.zip(file, records, ZipEntry.STORED);
                return;
            }
            Code code = new Code();
            head(code, ByteOrder.LITTLE_ENDIAN);
            code.raw(pickle.bytes());
            code.protocol().op(']').op('(').text("0").op('e').op('.');
            code.raw(Code.little(8).putLong(4).array()).raw(floats);
            TorchWriter.write(file, code.bytes());
        }
    }

    /** For tests that go through all forms. */
    static List<Form> forms() {
        return List.of(Form.values());
    }
}
