package org.bestiary.common;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Files that are read as a whole, with a bound: what a run, a study or somebody else has written is small, and a file that
 * is not must not fill the memory.
 */
public final class BoundedFile {
    private BoundedFile() {}

    /**
     * The bytes of a file.
     *
     * @param file of any file system
     * @param mostMebibytes what it may have at most, in MiB
     * @throws IOException if it has more, whose message says so, or cannot be read
     */
    public static byte[] bytes(Path file, int mostMebibytes) throws IOException {
        long most = (long) mostMebibytes << 20;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = Files.size(file) > most ? new byte[0] : in.readNBytes((int) most);
            if (Files.size(file) > most || in.read() >= 0 && bytes.length == most) {
                throw new IOException("it must have at most " + mostMebibytes + " MiB, but it has "
                        + (Files.size(file) > most ? ((Files.size(file) >> 20) + 1) + " MiB" : "more"));
            }
            return bytes;
        }
    }

    /**
     * The lines of a text in UTF-8.
     *
     * @param file of any file system
     * @param mostMebibytes what it may have at most, in MiB
     * @throws IOException if it has more, is no text, or cannot be read
     */
    public static List<String> lines(Path file, int mostMebibytes) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(bytes(file, mostMebibytes));
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(bytes)
                .toString()
                .lines()
                .toList();
    }
}
