package org.bestiary.zoo.weights;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.torch.NumberType;

/**
 * A file of safetensors: the length of a JSON header (64 bits, little-endian), the header with type, shape and place of each
 * tensor, then the tensors. Nothing in the file is believed before it is checked, and tensors are read through a memory map
 * when they are asked for.
 */
public final class SafeTensors implements TensorSource {
    /** The format allows 100 MB; a network of 70,000 tensors needs these 8, and more would take minutes to read. */
    private static final long LONGEST_HEADER = 8_000_000;

    private static final int MOST_DIMENSIONS = 16;

    private static final Map<String, NumberType> READABLE =
            Map.of("F32", NumberType.FLOAT, "F16", NumberType.HALF, "BF16", NumberType.BFLOAT16);

    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    /** Where one tensor lies, in bytes from the start of the file. */
    private record Entry(String tensor, String type, List<Long> shape, long begin, long end) {}

    /** What the header says: the tensors, and the words of the author. */
    private record Header(Map<String, Entry> entries, Map<String, String> metadata) {}

    private final Path file;
    private final FileChannel channel;
    private final Map<String, Entry> entries;
    private final Map<String, String> metadata;

    private SafeTensors(Path file, FileChannel channel, Header header) {
        this.file = file;
        this.channel = channel;
        this.entries = header.entries;
        this.metadata = Collections.unmodifiableMap(header.metadata);
    }

    /**
     * Opens a file and checks its header.
     *
     * @throws ZooException if there is no such file, it is damaged or cut off, or it is of another format
     */
    public static SafeTensors open(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            try {
                return new SafeTensors(file, channel, header(file, channel));
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new ZooException("there is no file " + file, e);
        } catch (JsonProcessingException e) {
            throw damaged(file, "its header is not JSON (" + e.getOriginalMessage() + ")");
        } catch (IOException e) {
            throw new ZooException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static Header header(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < Long.BYTES) {
            throw damaged(file, "it has " + size + " bytes");
        }
        ByteBuffer prefix = channel.map(MapMode.READ_ONLY, 0, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long length = prefix.getLong();
        if (length < 2 || length > LONGEST_HEADER || length > size - Long.BYTES) {
            throw damaged(
                    file,
                    "the header must have 2 to " + Math.min(LONGEST_HEADER, size - Long.BYTES)
                            + " bytes, but the file says " + Long.toUnsignedString(length));
        }
        byte[] text = new byte[(int) length];
        channel.map(MapMode.READ_ONLY, Long.BYTES, length).get(text);
        Map<String, Entry> entries = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        long data = Long.BYTES + length;
        // Entry by entry: the header as a whole would take many times its size.
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw damaged(file, "its header is not a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String tensor = json.currentName();
                json.nextToken();
                if (tensor.equals("__metadata__")) {
                    json.<JsonNode>readValueAsTree()
                            .properties()
                            .forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
                } else {
                    entries.put(tensor, entry(file, tensor, json.readValueAsTree(), data, size));
                }
            }
        }
        checkOverlaps(file, entries);
        return new Header(entries, metadata);
    }

    private static Entry entry(Path file, String tensor, JsonNode json, long data, long size) {
        JsonNode offsets = json.path("data_offsets");
        JsonNode dimensions = json.path("shape");
        if (!json.path("dtype").isTextual()
                || !dimensions.isArray()
                || dimensions.size() > MOST_DIMENSIONS
                || !offsets.isArray()
                || offsets.size() != 2) {
            throw damaged(file, "tensor '" + tensor + "' must have dtype, shape and data_offsets");
        }
        List<Long> shape = new ArrayList<>();
        for (JsonNode d : dimensions) {
            shape.add(number(file, tensor, d));
        }
        String type = json.path("dtype").textValue();
        long begin = number(file, tensor, offsets.get(0));
        long end = number(file, tensor, offsets.get(1));
        if (begin > end || end > size - data) {
            throw damaged(
                    file,
                    "tensor '" + tensor + "' lies at bytes " + begin + " to " + end + " of " + (size - data)
                            + "; the file may be cut off");
        }
        NumberType known = READABLE.get(type);
        if (known != null && bytes(file, tensor, shape, known.width()) != end - begin) {
            throw damaged(
                    file,
                    "tensor '" + tensor + "' of " + type + " " + shape + " cannot have " + (end - begin) + " bytes");
        }
        return new Entry(tensor, type, List.copyOf(shape), data + begin, data + end);
    }

    private static long number(Path file, String tensor, JsonNode n) {
        if (!n.isIntegralNumber() || !n.canConvertToLong() || n.longValue() < 0) {
            throw damaged(file, "tensor '" + tensor + "' has a shape or offset that is no whole number from 0");
        }
        return n.longValue();
    }

    private static long bytes(Path file, String tensor, List<Long> shape, int width) {
        try {
            return shape.stream().reduce((long) width, Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw damaged(file, "tensor '" + tensor + "' of shape " + shape + " is larger than any file");
        }
    }

    private static void checkOverlaps(Path file, Map<String, Entry> entries) {
        List<Entry> sorted = entries.values().stream()
                .sorted(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end))
                .toList();
        for (int i = 1; i < sorted.size(); i++) {
            Entry before = sorted.get(i - 1);
            if (sorted.get(i).begin < before.end) {
                throw damaged(file, "tensors '" + before.tensor + "' and '" + sorted.get(i).tensor + "' overlap");
            }
        }
    }

    private static ZooException damaged(Path file, String what) {
        return new ZooException(
                file.getFileName() + " is not a whole safetensors file: " + what + "; fetch or write it again");
    }

    @Override
    public String name() {
        return file.getFileName().toString();
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public Map<String, List<Long>> shapes() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        entries.forEach((name, e) -> shapes.put(name, e.shape));
        return shapes;
    }

    @Override
    public void read(String tensor, long from, float[] to) {
        Entry e = entries.get(tensor);
        NumberType type = READABLE.get(e.type);
        if (type == null) {
            throw new ZooException(
                    "tensor '" + tensor + "' of " + name() + " must be F32, F16 or BF16, but is " + e.type);
        }
        long begin = e.begin + Math.multiplyExact(from, type.width());
        long length = (long) to.length * type.width();
        if (from < 0 || begin + length > e.end) {
            throw new IndexOutOfBoundsException(
                    tensor + " has no numbers " + from + " to " + (from + to.length) + " in row-major order");
        }
        try {
            ByteBuffer bytes = channel.map(MapMode.READ_ONLY, begin, length).order(ByteOrder.LITTLE_ENDIAN);
            type.read(bytes, to);
        } catch (IOException ex) {
            throw new ZooException("cannot read tensor '" + tensor + "' of " + file + ": " + ex.getMessage(), ex);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + file, e);
        }
    }
}
