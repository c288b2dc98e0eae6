package org.bestiary.zoo.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bestiary.zoo.weights.GraphWeights;
import org.bestiary.zoo.weights.TensorLayout;

/**
 * Writes weights as safetensors: with torchvision's names where torchvision publishes the network, else with our own, 32-bit
 * floats with torch's axes. What is read back has the same bits.
 */
public final class SafeTensorsExport {
    private static final ObjectMapper JSON = new ObjectMapper();

    private SafeTensorsExport() {}

    /**
     * Writes a file.
     *
     * @param net the network
     * @param out is not closed
     */
    public static void write(Exported net, OutputStream out) throws IOException {
        GraphWeights weights = net.weights(TensorLayout.TORCH);
        Map<String, Object> header = new LinkedHashMap<>();
        Map<String, String> texts = new LinkedHashMap<>(Map.of("format", "pt"));
        texts.putAll(net.note().texts(TensorLayout.TORCH, net.version()));
        header.put("__metadata__", texts);
        long at = 0;
        for (Map.Entry<String, List<Long>> tensor : weights.shapes().entrySet()) {
            long end = tensor.getValue().stream().reduce((long) Float.BYTES, Math::multiplyExact) + at;
            header.put(
                    tensor.getKey(),
                    Map.of("dtype", "F32", "shape", tensor.getValue(), "data_offsets", List.of(at, end)));
            at = end;
        }
        byte[] text = JSON.writeValueAsBytes(header);
        // Tensors begin where numbers of 64 bits may.
        byte[] padded = Arrays.copyOf(text, (text.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        out.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded.length)
                .array());
        out.write(padded);
        for (String tensor : weights.shapes().keySet()) {
            Exported.write(weights, tensor, out);
        }
    }
}
