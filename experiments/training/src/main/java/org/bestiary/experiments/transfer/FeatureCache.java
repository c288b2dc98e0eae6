package org.bestiary.experiments.transfer;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.bestiary.common.AtomicFile;

/**
 * What frozen layers make of images, on disk. A file is called by what its features depend on (weights, images, augmentation
 * and the like), so that another run with the same finds them, and one with anything else does not.
 */
public final class FeatureCache {
    private final Path folder;
    private final Consumer<String> note;

    /**
     * A cache.
     *
     * @param folder where the files are; created if need be
     * @param note is told what takes a while
     */
    public FeatureCache(Path folder, Consumer<String> note) {
        this.folder = folder;
        this.note = note;
    }

    /** Images in batches, as the frozen layers make features of them. */
    public interface Source {
        /** Number of images. */
        int count();

        /** Numbers for each image. */
        int width();

        /** Classes of the labels. */
        int classes();

        /** The next batch; after the last one empty features. */
        Batch next();
    }

    /**
     * Some images.
     *
     * @param features one image after the other
     * @param labels one image after the other
     */
    @SuppressWarnings("ArrayRecordComponent") // moved, not compared
    public record Batch(float[] features, float[] labels) {}

    /**
     * The features, from the file where there is one, or computed now.
     *
     * @param dependsOn what they depend on, each a name and a value
     * @param title what they are of, for people
     * @param source computes them
     * @throws IOException if the file cannot be written
     */
    public FeatureTable get(List<String> dependsOn, String title, Source source) throws IOException {
        Path file = folder.resolve(key(dependsOn) + ".features");
        if (Files.exists(file)) {
            try {
                FeatureTable found = FeatureTable.open(file);
                note.accept("features of " + title + " from " + file);
                return found;
            } catch (IOException e) {
                note.accept(e.getMessage() + "; computed again");
            }
        }
        note.accept("computing the features of " + source.count() + " " + title + ", once");
        Files.createDirectories(folder);
        AtomicFile.write(file, out -> write(source, out));
        return FeatureTable.open(file);
    }

    private static String key(List<String> dependsOn) {
        try {
            byte[] text = String.join("\n", dependsOn).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void write(Source source, OutputStream to) throws IOException {
        DataOutputStream out = new DataOutputStream(to);
        out.writeInt(FeatureTable.MARK);
        out.writeInt(source.count());
        out.writeInt(source.width());
        out.writeInt(source.classes());
        // Labels are small, and come after all features.
        float[] labels = new float[source.count() * source.classes()];
        int at = 0;
        for (Batch batch = source.next(); batch.features().length > 0; batch = source.next()) {
            out.write(bytes(batch.features()));
            System.arraycopy(batch.labels(), 0, labels, at, batch.labels().length);
            at += batch.labels().length;
        }
        out.write(bytes(labels));
        out.flush();
    }

    private static byte[] bytes(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
