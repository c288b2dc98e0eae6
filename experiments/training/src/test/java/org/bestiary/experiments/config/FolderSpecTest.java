package org.bestiary.experiments.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.bestiary.datasets.catalog.Datasets;
import org.bestiary.datasets.inspect.FolderInspection;
import org.bestiary.datasets.inspect.FolderReport;
import org.bestiary.zoo.ZooException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderSpecTest {
    @TempDir
    Path root;

    private FolderReport report(String folder, int side, int type) throws IOException {
        Path photos = root.resolve(folder);
        for (String name : new String[] {"a", "b"}) {
            for (int i = 0; i < 3; i++) {
                Path file = Files.createDirectories(photos.resolve(name)).resolve(i + ".png");
                BufferedImage image = new BufferedImage(side, side, type);
                image.getRaster().setSample(i, i, 0, 200);
                if (type == BufferedImage.TYPE_3BYTE_BGR) {
                    image.setRGB(0, 0, 0x112233);
                }
                ImageIO.write(image, "png", file.toFile());
            }
        }
        return FolderInspection.of(photos, OptionalInt.empty(), FolderInspection.Progress.SILENT);
    }

    private static ExperimentSpec read(String yaml) {
        return SpecReader.parse(yaml, "my.yaml", Map.of()).spec();
    }

    @Test
    void smallGreyImagesGetASmallNetwork() throws IOException {
        FolderReport report = report("digits", 28, BufferedImage.TYPE_BYTE_GRAY);
        ExperimentSpec spec = read(FolderSpec.yaml(report, Optional.empty()));
        assertThat(spec.name()).isEqualTo("digits");
        assertThat(spec.model().id()).isEqualTo("lenet5");
        assertThat(spec.data().id()).endsWith("digits?side=28&channels=1");
        assertThat(spec.data().validation().share()).contains(0.2);
        assertThat(spec.data().skipBad()).isEmpty();
        assertThat(spec.data().normalise()).isPresent();
        assertThat(FolderSpec.yaml(report, Optional.empty())).doesNotContain("classWeights");
    }

    @Test
    void brokenFilesAreLeftOut() throws IOException {
        report("colour", 40, BufferedImage.TYPE_3BYTE_BGR);
        Files.writeString(root.resolve("colour/a/text.png"), "text");
        FolderReport report =
                FolderInspection.of(root.resolve("colour"), OptionalInt.empty(), FolderInspection.Progress.SILENT);
        ExperimentSpec spec = read(FolderSpec.yaml(report, Optional.empty()));
        assertThat(spec.model().id()).isEqualTo("resnet20");
        assertThat(spec.data().skipBad()).contains(true);
    }

    @Test
    void aNetworkGetsTheSizeThatItNeeds() throws IOException {
        FolderReport report = report("colour", 20, BufferedImage.TYPE_3BYTE_BGR);
        assertThat(report.suggestion().side()).isEqualTo(20);
        ExperimentSpec spec = read(FolderSpec.yaml(report, Optional.of("resnet18")));
        assertThat(spec.model().id()).isEqualTo("resnet18");
        assertThat(spec.data().id()).endsWith("colour?side=32");
        assertThatThrownBy(() -> FolderSpec.yaml(report, Optional.of("resnet19")))
                .isInstanceOf(ZooException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"größe \"50%\" #1 & 2", "what? side=9", "日本", "-x: [y]", "tab\there"})
    void foldersWithOddNamesAreQuoted(String name) throws IOException {
        FolderReport report = report(name, 40, BufferedImage.TYPE_3BYTE_BGR);
        ExperimentSpec spec = read(FolderSpec.yaml(report, Optional.empty()));
        assertThat(Datasets.standard().find(spec.data().id()).card().trainSize())
                .isPositive();
        assertThat(spec.name()).matches("[A-Za-z0-9][A-Za-z0-9._-]*");
    }
}
