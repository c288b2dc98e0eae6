package org.bestiary.experiments.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A file of weights for resnet20, of numbers by chance. */
final class RandomResNet20 {
    private RandomResNet20() {}

    /** Numbers by chance under the names that akamaster's weights have. */
    private static Map<String, float[][]> resnet20(Random random) {
        Map<String, float[][]> tensors = new LinkedHashMap<>();
        convolution(tensors, random, "conv1", "bn1", 3, 16);
        int in = 16;
        for (int stage = 1; stage <= 3; stage++) {
            int width = 8 << stage;
            for (int block = 0; block < 3; block++) {
                String at = "layer" + stage + "." + block + ".";
                convolution(tensors, random, at + "conv1", at + "bn1", in, width);
                convolution(tensors, random, at + "conv2", at + "bn2", width, width);
                in = width;
            }
        }
        add(tensors, random, "linear.weight", 0.5, 10, 64);
        add(tensors, random, "linear.bias", 0.5, 10);
        return tensors;
    }

    private static void convolution(
            Map<String, float[][]> tensors, Random random, String conv, String norm, int in, int out) {
        add(tensors, random, conv + ".weight", Math.sqrt(2.0 / (9 * in)), out, in, 3, 3);
        for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
            add(tensors, random, norm + "." + part, part.equals("bias") || part.equals("running_mean") ? 0.1 : 0, out);
        }
    }

    /** Numbers about 0, or about 1 where the spread is 0; beside them the shape. */
    private static void add(Map<String, float[][]> tensors, Random random, String name, double spread, int... shape) {
        int count = IntStream.of(shape).reduce(1, (a, b) -> a * b);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (spread == 0 ? 0.8 + 0.4 * random.nextDouble() : spread * random.nextGaussian());
        }
        float[] sizes = new float[shape.length];
        IntStream.range(0, shape.length).forEach(i -> sizes[i] = shape[i]);
        tensors.put(name, new float[][] {sizes, values});
    }

    /** Writes a file of safetensors. */
    static void write(Random random, Path file) throws IOException {
        Map<String, float[][]> tensors = resnet20(random);
        StringBuilder header = new StringBuilder("{");
        int end = 0;
        for (Map.Entry<String, float[][]> t : tensors.entrySet()) {
            int[] shape = IntStream.range(0, t.getValue()[0].length)
                    .map(i -> (int) t.getValue()[0][i])
                    .toArray();
            int begin = end;
            end += 4 * t.getValue()[1].length;
            header.append(header.length() > 1 ? "," : "")
                    .append("\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                            .formatted(t.getKey(), Arrays.toString(shape), begin, end));
        }
        byte[] text = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + end).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text);
        tensors.values().forEach(t -> {
            for (float v : t[1]) {
                bytes.putFloat(v);
            }
        });
        Files.write(file, bytes.array());
    }
}
