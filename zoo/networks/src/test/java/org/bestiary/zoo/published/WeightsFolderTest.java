package org.bestiary.zoo.published;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.bestiary.common.fetch.FetchProgress;
import org.bestiary.common.fetch.Fetcher;
import org.bestiary.common.fetch.PublishedChecksum;
import org.bestiary.common.fetch.PublishedChecksum.Kind;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.published.PublishedWeights.Verified;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads from a server on this machine, which cuts off, has other files or none. */
@Timeout(60)
class WeightsFolderTest {
    private static final byte[] CONTENTS = "not really weights, but long enough to be cut off".getBytes(UTF_8);

    @TempDir
    Path directory;

    private final Fetcher fetcher = new Fetcher(Duration.ofSeconds(5), Duration.ofSeconds(5));
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private WeightsFolder folder;
    private Path original;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        folder = new WeightsFolder(directory.resolve("data").resolve(WeightsFolder.NAME));
        original = Files.write(directory.resolve("original.pth"), CONTENTS);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String how = exchange.getRequestURI().getPath().substring(1);
        String range = exchange.getRequestHeaders().getFirst("Range");
        asked.add(how + (range == null ? "" : " " + range));
        try (exchange) {
            if (how.equals("missing")) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            byte[] file = how.equals("other") ? Arrays.copyOf(new byte[] {1}, CONTENTS.length) : CONTENTS;
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            if (from >= file.length) {
                exchange.sendResponseHeaders(416, -1);
                return;
            }
            exchange.getResponseHeaders()
                    .add("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
            exchange.sendResponseHeaders(range == null ? 200 : 206, file.length - from);
            int length = how.equals("cut") ? Math.min(20, file.length - from) : file.length - from;
            exchange.getResponseBody().write(file, from, length);
            exchange.getResponseBody().flush();
        }
    }

    private PublishedWeights weights(OptionalLong size, Optional<PublishedChecksum> checksum, String... mirrors) {
        PublishedWeights like = WeightsCatalogue.standard().find("resnet18");
        List<URI> addresses = Stream.of(mirrors)
                .map(m -> URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + m))
                .toList();
        return new PublishedWeights(
                "resnet18",
                "mine",
                "mine.pth",
                addresses,
                size,
                checksum,
                "MIT",
                1000,
                Labels.IMAGENET,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                like.image(),
                like.source(),
                Verified.NOT_YET);
    }

    private Optional<PublishedChecksum> sha256(int digits) throws IOException {
        return Optional.of(new PublishedChecksum(
                Kind.SHA256, PublishedChecksum.of(original, Kind.SHA256).substring(0, digits)));
    }

    @ParameterizedTest
    @CsvSource({"true,64", "true,8", "false,64", "false,8"})
    void cutOffDownloadsGoOn(boolean sizeIsKnown, int digits) throws IOException {
        OptionalLong size = sizeIsKnown ? OptionalLong.of(CONTENTS.length) : OptionalLong.empty();
        Path file = folder.fetch(weights(size, sha256(digits), "cut"), fetcher, FetchProgress.SILENT);
        assertThat(Files.readAllBytes(file)).isEqualTo(CONTENTS);
        assertThat(asked).containsExactly("cut", "cut bytes=20-", "cut bytes=40-");
        assertThat(folder.path()).isDirectoryContaining("glob:**mine.pth").isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aWholeFileThatWasNotYetMovedIsFetchedAgainWhereItsSizeIsUnknown() throws IOException {
        Files.createDirectories(folder.path());
        Files.write(folder.path().resolve("mine.pth.part"), CONTENTS);
        folder.fetch(weights(OptionalLong.empty(), sha256(8), "good"), fetcher, FetchProgress.SILENT);
        assertThat(folder.path().resolve("mine.pth")).hasBinaryContent(CONTENTS);
    }

    @Test
    void theNextMirrorIsTriedAndMd5IsKnown() throws IOException {
        Optional<PublishedChecksum> md5 =
                Optional.of(PublishedChecksum.parse("md5:" + PublishedChecksum.of(original, Kind.MD5)));
        PublishedWeights weights = weights(OptionalLong.empty(), md5, "missing", "other", "good");
        assertThat(folder.has(weights)).isFalse();
        assertThat(folder.fetch(weights, fetcher, FetchProgress.SILENT)).hasBinaryContent(CONTENTS);
        assertThat(folder.has(weights)).isTrue();
        int before = asked.size();
        folder.get(weights, FetchProgress.SILENT);
        folder.fetch(weights, fetcher, FetchProgress.SILENT);
        assertThat(asked).hasSize(before);
    }

    @Test
    void aDamagedFileIsReplaced() throws IOException {
        PublishedWeights weights = weights(OptionalLong.of(CONTENTS.length), sha256(8), "good");
        Files.createDirectories(folder.path());
        Files.write(folder.file(weights), new byte[CONTENTS.length]);
        assertThat(folder.fetch(weights, fetcher, FetchProgress.SILENT)).hasBinaryContent(CONTENTS);
    }

    @Test
    void whatNobodyHasIsSaidInOneLine() throws IOException {
        PublishedWeights weights = weights(OptionalLong.empty(), sha256(8), "missing", "other");
        assertThatThrownBy(() -> folder.fetch(weights, fetcher, FetchProgress.SILENT))
                .isInstanceOf(ZooException.class)
                .hasMessageContaining("127.0.0.1: HTTP status 404")
                .hasMessageContaining("127.0.0.1: SHA-256 must begin with ")
                .hasMessageContaining("'bestiary weights fetch resnet18/mine --from FILE'")
                .message()
                .doesNotContain("\n");
        assertThat(folder.path()).isEmptyDirectory();
    }

    @Test
    void filesFromElsewhereAreCheckedAlike() throws IOException {
        PublishedWeights weights = weights(OptionalLong.of(CONTENTS.length), sha256(8));
        Path other = Files.write(directory.resolve("other"), new byte[CONTENTS.length]);
        Path shorter = Files.write(directory.resolve("shorter"), new byte[3]);
        assertThatThrownBy(() -> folder.take(weights, other))
                .isInstanceOf(ZooException.class)
                .hasMessageContaining("must be mine.pth as published for resnet18/mine: SHA-256 must begin with ");
        assertThatThrownBy(() -> folder.take(weights, shorter)).hasMessageContaining("bytes, found 3");
        assertThatThrownBy(() -> folder.take(weights, directory)).hasMessageContaining("there is no file");
        assertThat(folder.has(weights)).isFalse();
        assertThat(folder.take(weights, original)).hasBinaryContent(CONTENTS);
        assertThat(folder.take(weights, folder.file(weights))).hasBinaryContent(CONTENTS);
        assertThat(original).exists();
    }

    /** The files that are really published, where they are at hand. */
    @ParameterizedTest
    @ValueSource(strings = {"resnet20/akamaster", "resnet32", "resnet56", "mobilenet-v1-0.25/stm32"})
    void publishedFilesAreTaken(String id) {
        PublishedWeights weights = WeightsCatalogue.standard().find(id);
        String data = System.getenv().getOrDefault("BESTIARY_DATA", "");
        Path file = new WeightsFolder(Path.of(data, WeightsFolder.NAME)).file(weights);
        assumeThat(file)
                .as("real weights; name their folder's parent in BESTIARY_DATA")
                .isRegularFile();
        assertThat(folder.take(weights, file)).hasSameBinaryContentAs(file);
        assertThat(weights.verified()).isEqualTo(Verified.LOGITS);
    }
}
