package org.bestiary.datasets.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.bestiary.datasets.DataException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {
    private static final byte[] TEXT = "contents".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private Path target;

    @BeforeEach
    void target() {
        target = folder.resolve("inner").resolve("target");
    }

    private Path tar(String... names) throws IOException {
        Path file = folder.resolve("set.tar.gz");
        try (TarArchiveOutputStream out =
                new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
            for (String name : names) {
                TarArchiveEntry entry = new TarArchiveEntry(name, true);
                boolean plain = !name.endsWith("/");
                entry.setSize(plain ? TEXT.length : 0);
                out.putArchiveEntry(entry);
                if (plain) {
                    out.write(TEXT);
                }
                out.closeArchiveEntry();
            }
        }
        return file;
    }

    private void refuses(Path file, String why) throws IOException {
        assertThatThrownBy(() -> new Archive(file, 1000, 10).unpack(target))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(why);
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(Files::isRegularFile)).containsExactly(file);
        }
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void tarAndZipAreUnpacked() throws Exception {
        new Archive(tar("set/", "set/a.bin", "b.bin"), 1000, 10).unpack(target);
        assertThat(target.resolve("set/a.bin")).hasBinaryContent(TEXT);
        assertThat(target.resolve("b.bin")).hasBinaryContent(TEXT);
        Path zip = folder.resolve("set.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("cats/1.jpg"));
            out.write(TEXT);
        }
        new Archive(zip, 1000, 10).unpack(target);
        assertThat(target.resolve("cats/1.jpg")).hasBinaryContent(TEXT);
        try (Stream<Path> all = Files.list(target)) {
            assertThat(all.map(p -> p.getFileName().toString())).containsExactlyInAnyOrder("set", "b.bin", "cats");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "a/../../evil", "/evil", "..\\evil", "a\\..\\..\\evil", "..", "x/.."})
    void noPathLeavesTheTarget(String name) throws Exception {
        refuses(tar("good", name), "leads out of its folder: '");
    }

    @Test
    void linksAndDevicesAreRefused() throws Exception {
        for (byte kind : new byte[] {TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_CHR}) {
            Path file = folder.resolve("set.tar");
            try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(file))) {
                TarArchiveEntry entry = new TarArchiveEntry("link", kind);
                entry.setLinkName("/etc/passwd");
                out.putArchiveEntry(entry);
                out.closeArchiveEntry();
            }
            refuses(file, "neither file nor folder: 'link'");
        }
    }

    @Test
    void sizesAreLimited() throws Exception {
        String[] names = new String[200];
        Arrays.setAll(names, i -> "file" + i);
        refuses(tar(names), "has more than 10 entries");
        Path bomb = folder.resolve("set.tar.gz");
        try (TarArchiveOutputStream out =
                new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(bomb)))) {
            TarArchiveEntry entry = new TarArchiveEntry("zeros");
            entry.setSize(1001);
            out.putArchiveEntry(entry);
            out.write(new byte[1001]);
            out.closeArchiveEntry();
        }
        refuses(bomb, "unpacks to more than 1000 bytes");
    }

    @Test
    void damagedArchivesAreRefusedWhereverTheyEnd() throws Exception {
        Path file = tar("a", "b", "c");
        byte[] whole = Files.readAllBytes(file);
        for (int length : List.of(0, 1, 10, whole.length / 2, whole.length - 9)) {
            Files.write(file, Arrays.copyOf(whole, length));
            refuses(file, "Cannot unpack " + file);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write("<html>not found</html>".getBytes(StandardCharsets.US_ASCII));
        }
        refuses(file, "Cannot unpack");
    }

    @Test
    void otherTypesAreRefused() throws Exception {
        refuses(Files.write(folder.resolve("set.rar"), TEXT), "must be .tar, .tar.gz, .tgz or .zip");
    }
}
