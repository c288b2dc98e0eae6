package org.bestiary.experiments.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.zoo.published.PublishedWeights;
import org.bestiary.zoo.published.WeightsCatalogue;
import org.bestiary.zoo.published.WeightsFolder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code transfer: {from: pretrained}} is the file in the folder of weights, and its way to read pixels. */
class PublishedBaseTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"pretrained", "pretrained=keras"})
    void isTheFileOfTheCatalogue(String from) throws IOException {
        PublishedWeights weights =
                WeightsCatalogue.standard().find(from.equals("pretrained") ? "vgg16" : "vgg16/keras");
        Path data = folder.resolve("data");
        Path file = new WeightsFolder(data.resolve(WeightsFolder.NAME)).file(weights);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[] {1, 2, 3});
        SpecReader.Located spec = SpecReader.parse(
                        "name: own\nmodel: {id: vgg16, transfer: {from: %s, head: {}}}\ndata: {id: cats-dogs}\ntraining: {epochs: 1, batch: 8, optimizer: {type: adam, learningRate: 0.001}}\n"
                                .formatted(from),
                        "test.yaml",
                        Map.of())
                .each()
                .get(0);
        Base base = new BaseFinder(folder.resolve("runs"), new DataDirectory(data))
                .find(spec, Optional.empty())
                .orElseThrow();
        assertThat(base.from()).isEqualTo(from);
        assertThat(base.path()).isEqualTo(file);
        assertThat(base.sha256()).startsWith("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
        double red = from.equals("pretrained") ? 0.485 : 123.68 / 255;
        assertThat(base.normalisation().orElseThrow().mean().get(0)).isCloseTo(red, within(1e-9));
    }
}
