package org.bestiary.datasets.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.DataFile;
import org.bestiary.datasets.FetchProgress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSetTest {
    private static final byte[] IMAGES = "a hundred images".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LABELS = "labels".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private FileSet files;

    @BeforeEach
    void write() throws Exception {
        files = new FileSet("digits", folder, List.of(file("images", IMAGES), file("labels", LABELS)), List.of());
        Files.write(folder.resolve("images"), IMAGES);
        Files.write(folder.resolve("labels"), LABELS);
    }

    private static DataFile file(String name, byte[] contents) {
        return new DataFile(name, contents.length, Checksum.of(contents), List.of());
    }

    @Test
    void soundFilesAreAvailableAndRead() {
        assertThat(files.availability().available()).isTrue();
        assertThat(files.read(files.files().get(0))).isEqualTo(IMAGES);
        files.fetch(new Fetcher(), FetchProgress.SILENT); // nothing to do, so no mirror is needed
    }

    @Test
    void missingFilesAreNamedWithFolderAndAlternatives() throws Exception {
        Files.delete(folder.resolve("labels"));
        assertThat(files.availability().problems()).containsExactly("labels is missing");
        assertThatThrownBy(() -> files.read(files.files().get(1)))
                .isInstanceOf(DataException.class)
                .hasMessage("Data set digits is not complete in " + folder
                        + ": labels is missing. Run 'bestiary datasets fetch digits', put the files there by hand, or use "
                        + "the embedded data set 'strokes', which needs no download.");
    }

    @Test
    void truncatedFilesAreRefusedBySize() throws Exception {
        Files.write(folder.resolve("images"), new byte[3]);
        assertThat(files.availability().problems()).containsExactly("images must have 16 bytes, found 3");
        assertThatThrownBy(() -> files.read(files.files().get(0)))
                .hasMessageContaining(folder.resolve("images") + " must have 16 bytes, found 3; the file is damaged");
    }

    @Test
    void swappedFilesAreRecognisedBySize() throws Exception {
        Files.write(folder.resolve("images"), LABELS);
        assertThatThrownBy(() -> files.read(files.files().get(0)))
                .hasMessageContaining("found 6, the size of labels (were the files swapped?)");
    }

    @Test
    void everyFlippedBitIsNoticed() throws Exception {
        for (int bit = 0; bit < IMAGES.length * 8; bit++) {
            byte[] flipped = IMAGES.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(folder.resolve("images"), flipped);
            assertThatThrownBy(() -> files.read(files.files().get(0)))
                    .hasMessageContaining(
                            "must have SHA-256 " + Checksum.of(IMAGES) + ", found " + Checksum.of(flipped));
        }
    }

    @Test
    void offlineTheMessageSaysWhatGoesWhere() throws Exception {
        Files.delete(folder.resolve("labels"));
        assertThatThrownBy(() -> files.fetch(new Fetcher(), FetchProgress.SILENT))
                .hasMessageStartingWith("Could not fetch labels (6 bytes): it has no download address.")
                .hasMessageContaining("The files of digits are images, labels; put them into " + folder)
                .hasMessageEndingWith("or use the embedded data set 'strokes', which needs no download.");
    }

    @Test
    void fetchingReplacesADamagedFile() throws Exception {
        try (MirrorServer server = new MirrorServer()) {
            server.offer("images", IMAGES);
            DataFile image =
                    new DataFile("images", IMAGES.length, Checksum.of(IMAGES), List.of(server.uri("good", "images")));
            Files.write(folder.resolve("images"), new byte[IMAGES.length]);
            FileSet set = new FileSet("digits", folder, List.of(image), List.of());
            set.fetch(new Fetcher(Duration.ofSeconds(2), Duration.ofSeconds(2)), FetchProgress.SILENT);
            assertThat(set.read(image)).isEqualTo(IMAGES);
        }
    }
}
