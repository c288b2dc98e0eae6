package org.bestiary.datasets.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.DataFile;
import org.bestiary.datasets.FetchProgress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FetcherTest {
    private static final byte[] CONTENTS = new byte[300_000];

    static {
        for (int i = 0; i < CONTENTS.length; i++) {
            CONTENTS[i] = (byte) (i * 31 + i / 251);
        }
    }

    @TempDir
    Path folder;

    private MirrorServer server;
    private Path target;
    private Path part;
    private final Fetcher fetcher = new Fetcher(Duration.ofSeconds(5), Duration.ofSeconds(10));

    @BeforeEach
    void start() throws Exception {
        server = new MirrorServer();
        server.offer("file.gz", CONTENTS);
        target = folder.resolve("set").resolve("file.gz");
        part = target.resolveSibling("file.gz.part");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private DataFile file(String... behaviours) {
        List<URI> mirrors =
                Arrays.stream(behaviours).map(b -> server.uri(b, "file.gz")).toList();
        return new DataFile("file.gz", CONTENTS.length, Checksum.of(CONTENTS), mirrors);
    }

    private void fetches(String... behaviours) throws Exception {
        fetches(fetcher, behaviours);
    }

    private void fetches(Fetcher patience, String... behaviours) throws Exception {
        patience.fetch(file(behaviours), target, FetchProgress.SILENT);
        assertThat(Files.readAllBytes(target)).isEqualTo(CONTENTS);
        assertThat(part).doesNotExist();
    }

    @Test
    void aGoodMirrorDeliversAndProgressIsTold() throws Exception {
        List<Long> seen = new ArrayList<>();
        fetcher.fetch(file("good"), target, (name, done, total) -> {
            assertThat(name).isEqualTo("file.gz");
            assertThat(total).isEqualTo(CONTENTS.length);
            seen.add(done);
        });
        assertThat(seen).isSorted().endsWith((long) CONTENTS.length);
        assertThat(Files.readAllBytes(target)).isEqualTo(CONTENTS);
    }

    @Test
    void redirectsAreFollowed() throws Exception {
        fetches("redirects");
        assertThat(server.requests).containsExactly("redirects", "good");
    }

    @Test
    void aMirrorThatClosesEarlyIsAskedForTheRest() throws Exception {
        fetches("truncates");
        assertThat(server.requests).containsExactly("truncates", "truncates bytes=100000-", "truncates bytes=200000-");
    }

    @Test
    void aDownloadResumesWhereItStopped() throws Exception {
        Files.createDirectories(part.getParent());
        Files.write(part, Arrays.copyOf(CONTENTS, 120_000));
        fetches("good");
        assertThat(server.requests).containsExactly("good bytes=120000-");
    }

    @Test
    void aServerWithoutRangesSendsEverythingAgain() throws Exception {
        Files.createDirectories(part.getParent());
        Files.write(part, Arrays.copyOf(CONTENTS, 120_000));
        fetches("rangeless");
    }

    @Test
    void aPartWithWrongBytesOrTooManyIsStartedAfresh() throws Exception {
        Files.createDirectories(part.getParent());
        Files.write(part, new byte[120_000]);
        fetches("good");
        Files.write(part, new byte[CONTENTS.length + 5]);
        fetches("good");
        Files.write(part, new byte[CONTENTS.length]);
        fetches("good");
    }

    @Test
    void silentAndMissingMirrorsArePassedOver() throws Exception {
        fetches(new Fetcher(Duration.ofSeconds(5), Duration.ofMillis(500)), "missing", "silent", "stalls", "truncates");
        assertThat(server.requests).startsWith("missing", "silent", "stalls").contains("truncates bytes=150000-");
    }

    @Test
    void aWrongRangeIsNotAppended() throws Exception {
        Files.createDirectories(part.getParent());
        Files.write(part, Arrays.copyOf(CONTENTS, 120_000));
        fetches("lies", "good");
    }

    @Test
    void moreBytesThanExpectedAreRefused() {
        assertThatThrownBy(() -> fetcher.fetch(file("endless"), target, FetchProgress.SILENT))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("sends more than the expected 300000 bytes");
        assertThat(target).doesNotExist();
    }

    @Test
    void otherBytesOfTheSameSizeAreRefusedByChecksum() {
        server.offer("other.gz", new byte[CONTENTS.length]);
        DataFile file = new DataFile(
                "file.gz", CONTENTS.length, Checksum.of(CONTENTS), List.of(server.uri("good", "other.gz")));
        assertThatThrownBy(() -> fetcher.fetch(file, target, FetchProgress.SILENT))
                .hasMessageContaining("127.0.0.1: SHA-256 must be " + Checksum.of(CONTENTS) + ", found");
        assertThat(target).doesNotExist();
    }

    @Test
    void whenNobodyDeliversEveryReasonIsOnOneLine() {
        DataFile file = new DataFile(
                "file.gz",
                CONTENTS.length,
                Checksum.of(CONTENTS),
                List.of(
                        server.uri("missing", "file.gz"),
                        server.uri("circles", "file.gz"),
                        URI.create("http://127.0.0.1:1/file.gz"),
                        URI.create("http://no-such-host.invalid/file.gz")));
        assertThatThrownBy(() -> fetcher.fetch(file, target, FetchProgress.SILENT))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(
                        "Could not fetch file.gz (300000 bytes): 127.0.0.1: HTTP status 404; 127.0.0.1:")
                .hasMessageContaining("127.0.0.1: no connection; no-such-host.invalid: ");
        assertThatThrownBy(() -> fetcher.fetch(file(), target, FetchProgress.SILENT))
                .hasMessageContaining("it has no download address");
        assertThat(part.getParent()).isEmptyDirectory();
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws Exception {
        Path blocked = Files.writeString(folder.resolve("blocked"), "a file");
        assertThatThrownBy(() -> fetcher.fetch(file("good"), blocked.resolve("file.gz"), FetchProgress.SILENT))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("Cannot write " + blocked);
    }

    @Test
    void twoDownloadsOfOneFileDoNotMix() {
        assertThatThrownBy(() -> fetcher.fetch(file("truncates"), target, (name, done, total) -> {
                    Fetcher second = new Fetcher(Duration.ofSeconds(2), Duration.ofSeconds(2));
                    second.fetch(file("good"), target, FetchProgress.SILENT);
                }))
                .hasMessageContaining("Another process is downloading " + target);
    }
}
