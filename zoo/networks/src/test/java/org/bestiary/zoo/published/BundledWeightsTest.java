package org.bestiary.zoo.published;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bestiary.common.fetch.FetchProgress;
import org.bestiary.common.fetch.PublishedChecksum;
import org.bestiary.common.fetch.PublishedChecksum.Kind;
import org.bestiary.zoo.graph.Engine;
import org.bestiary.zoo.weights.Pretrained;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights of our own: what the catalogue says of them is what was published with them. */
class BundledWeightsTest {
    private static final Path PUBLISHED = Path.of("../../reports/published");
    private static final String FILE = "weights.safetensors";

    @TempDir
    private Path directory;

    private static List<PublishedWeights> bundled() {
        return WeightsCatalogue.standard().all().stream()
                .filter(w -> w.bundled().isPresent())
                .toList();
    }

    @Test
    void everyPublishedFileIsInTheCatalogue() throws IOException {
        try (Stream<Path> folders = Files.list(PUBLISHED)) {
            assertThat(folders.filter(f -> Files.exists(f.resolve(FILE)))
                            .map(f -> f.getFileName().toString()))
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(bundled().stream()
                            .map(w -> w.bundled().orElseThrow())
                            .toList());
        }
    }

    @Test
    void rowsSayWhatWasMeasured() throws IOException {
        for (PublishedWeights weights : bundled()) {
            Path folder = PUBLISHED.resolve(weights.bundled().orElseThrow());
            assertThat(weights.sizeBytes()).hasValue(Files.size(folder.resolve(FILE)));
            assertThat(weights.checksum().orElseThrow().digits())
                    .isEqualTo(PublishedChecksum.of(folder.resolve(FILE), Kind.SHA256));
            assertThat(Path.of("../..", weights.source().getPath())).exists();
            String card = Files.readString(folder.resolve("weights.md"));
            JsonNode summary =
                    new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
            assertThat(summary.path("runs"))
                    .filteredOn(run -> card.contains("`" + run.path("id").asText() + "`"))
                    .singleElement()
                    .satisfies(run -> assertThat(weights.top1())
                            .hasValue(run.path("testAccuracy").asDouble()));
        }
    }

    @Test
    void theyNeedNoNetwork() {
        WeightsFolder folder = new WeightsFolder(directory.resolve("weights"));
        assertThat(bundled()).isNotEmpty().allSatisfy(weights -> {
            assertThat(folder.has(weights)).isFalse();
            Path file = folder.get(weights, FetchProgress.SILENT);
            assertThat(folder.has(weights)).isTrue();
            Pretrained net = weights.open(file, Optional.empty(), Engine.FAST);
            assertThat(net.network().id()).isEqualTo(weights.model());
            assertThat(net.classNames()).contains(weights.labels().names());
            assertThat(net.imageInput().shape().height())
                    .isEqualTo(net.network().input().height());
        });
    }
}
