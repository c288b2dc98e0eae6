package org.bestiary.experiments.predict;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bestiary.common.image.ImageException;
import org.bestiary.common.image.ImageInput;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Csv;
import org.bestiary.common.table.Table;
import org.bestiary.experiments.explain.Layer;
import org.bestiary.experiments.explain.Subject;
import org.bestiary.zoo.Shape;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.weights.NpyFile;

/**
 * What a layer of a network makes of pictures: for a classifier of one's own, for nearest neighbours, for a map of them.
 *
 * <pre>{@code
 * Pretrained net = WeightsCatalogue.standard().find("resnet50").open(file, Shape.map(3, 224, 224), Engine.FAST);
 * Features f = Features.of(Subjects.of(net, Engine.FAST), net.imageInput(), Optional.empty(), pictures, Optional.empty());
 * float[] first = f.rows().get(0); // 2048 numbers
 * }</pre>
 *
 * @param layer its name
 * @param shape of what it answers to one picture
 * @param files the pictures, in order
 * @param rows for each of them C x H x W numbers, or those of a vector
 */
public record Features(String layer, Shape shape, List<Path> files, List<float[]> rows) {
    /** Copies the lists. */
    public Features {
        files = List.copyOf(files);
        rows = List.copyOf(rows);
        if (files.size() != rows.size()) {
            throw new IllegalArgumentException(files.size() + " files have " + rows.size() + " rows");
        }
    }

    private record Read(Path file, Optional<float[]> numbers, Optional<ImageException> problem) {}

    /**
     * Computes them.
     *
     * @param subject the network
     * @param images how it reads pictures
     * @param layer a name, as 'describe' lists them; empty for what the classifier reads
     * @param files pictures
     * @param bad is told of every file that cannot be decoded, which is then left out; empty to stop at the first
     * @throws ZooException if there is no such layer, the nearest are named, or the numbers do not fit into memory
     * @throws ImageException if a file cannot be decoded and {@code bad} is empty, or none can
     */
    public static Features of(
            Subject subject,
            ImageInput images,
            Optional<String> layer,
            List<Path> files,
            Optional<Consumer<ImageException>> bad) {
        Layer at = layer.map(subject.layers()::find).orElseGet(subject.layers()::penultimate);
        refuseTooMany(at, files.size());
        List<Path> sound = new ArrayList<>();
        List<float[]> rows = new ArrayList<>();
        for (int from = 0; from < files.size(); from += subject.batch()) {
            List<Read> read = files.subList(from, Math.min(files.size(), from + subject.batch())).stream()
                    .parallel()
                    .map(f -> read(images, f))
                    .toList();
            List<float[]> inputs = new ArrayList<>();
            for (Read r : read) {
                r.problem().ifPresent(p -> bad.orElseThrow(() -> p).accept(p));
                r.numbers().ifPresent(numbers -> {
                    sound.add(r.file());
                    inputs.add(numbers);
                });
            }
            if (!inputs.isEmpty()) {
                rows.addAll(subject.activations(inputs, at));
            }
        }
        if (sound.isEmpty()) {
            throw new ImageException(
                    "at least one image must be sound, but none of " + files.size() + " could be read");
        }
        return new Features(at.shown().name(), at.output(), sound, rows);
    }

    private static void refuseTooMany(Layer at, int pictures) {
        long bytes = at.output().size() * Float.BYTES * pictures;
        long room = Runtime.getRuntime().maxMemory() / 2;
        if (bytes > room) {
            throw new ZooException("features must fit into " + (room >> 20) + " MiB, but " + pictures + " pictures at "
                    + at.name() + " (" + at.output() + ") need " + (bytes >> 20)
                    + "; take fewer at a time, or a later layer");
        }
    }

    private static Read read(ImageInput how, Path file) {
        try {
            return new Read(file, Optional.of(how.read(file)), Optional.empty());
        } catch (ImageException e) {
            return new Read(file, Optional.empty(), Optional.of(e));
        }
    }

    /**
     * Writes an array of 32-bit floats, N x numbers or N x C x H x W, and the names of the files beside it, one a line, as
     * {@code .txt}.
     *
     * @return the file of names
     * @throws IOException if they cannot be written
     */
    public Path writeNpy(Path file) throws IOException {
        int each = Math.toIntExact(shape.size());
        float[] all = new float[Math.multiplyExact(each, rows.size())];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, all, i * each, each);
        }
        long[] sizes = shape.vector()
                ? new long[] {rows.size(), each}
                : new long[] {rows.size(), shape.channels(), shape.height(), shape.width()};
        String name = file.getFileName().toString();
        Path names = file.resolveSibling(name.replaceFirst("\\.npy$", "") + ".txt");
        new NpyFile(sizes, all).write(file);
        Files.write(names, files.stream().map(Path::toString).toList(), StandardCharsets.UTF_8);
        return names;
    }

    /**
     * Writes a row for each picture: its file, then all numbers, in the shortest form that reads back to the same ones.
     *
     * @throws IOException if it cannot be written
     */
    public void writeCsv(Path file) throws IOException {
        List<Column<Integer>> columns = new ArrayList<>();
        columns.add(Column.left("file", i -> files.get(i).toString()));
        IntStream.range(0, Math.toIntExact(shape.size()))
                .forEach(n -> columns.add(Column.right("f" + n, i -> Float.toString(rows.get(i)[n]))));
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            Csv<Integer> csv = new Table<>(columns).csv(out, System.lineSeparator());
            IntStream.range(0, rows.size()).forEach(csv::row);
            csv.flush();
        }
    }
}
