package org.bestiary.zoo.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bestiary.common.image.Filter;
import org.bestiary.zoo.BuildOptions;
import org.bestiary.zoo.PublishedFigure;
import org.bestiary.zoo.Zoo;
import org.bestiary.zoo.ZooException;
import org.bestiary.zoo.weights.ImagePreparation;
import org.bestiary.zoo.weights.WeightMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightsCatalogueTest {
    private static final String COLUMNS =
            "model,name,file,mirrors,bytes,checksum,licence,classes,labels,top1,top5,image,source,verified\n";
    private static final String ROW =
            "resnet18,mine,a-12345678.pth,https://example.org/a.pth,12,sha256:12345678,MIT,1000,"
                    + "imagenet,70,90,\"resize=256 crop=224 order=rgb scale=255 mean=0.485,0.456,0.406 std=0.229,0.224,0.225\",https://example.org,not-yet\n";

    private final WeightsCatalogue catalogue = WeightsCatalogue.standard();

    @Test
    void everyRowIsUsableOrHeldBack() {
        assertThat(catalogue.all()).hasSizeGreaterThan(30).allSatisfy(w -> {
            assertThat(catalogue.find(w.id())).isEqualTo(w);
            assertThat(w.checksum()).isPresent();
            assertThat(w.mirrors()).isNotEmpty();
            w.image()
                    .ifPresent(i -> assertThat(i.crop())
                            .isEqualTo(Zoo.find(w.model())
                                    .network(BuildOptions.defaults())
                                    .input()
                                    .height()));
        });
        assertThat(catalogue.heldBack()).doesNotContainAnyElementsOf(catalogue.all());
    }

    /** Networks that are begun with such weights are normalised by the map, those that are asked by the row. */
    @Test
    void rowsNormaliseAsTheMapOfTheirLibrary() {
        List<PublishedWeights> others =
                catalogue.all().stream().filter(w -> w.bundled().isEmpty()).toList();
        assertThat(others).isNotEmpty().allSatisfy(w -> {
            ImagePreparation image = w.image().orElseThrow();
            ImagePreparation map = WeightMap.find(w.model(), w.layout()).image().orElseThrow();
            assertThat(image.blueFirst()).isEqualTo(map.blueFirst());
            assertThat(image.means()).isEqualTo(map.means());
            assertThat(image.deviations()).isEqualTo(map.deviations());
        });
    }

    @Test
    void accuraciesAreThoseOfTheOtherTable() {
        List<PublishedFigure> figures = PublishedFigure.all().stream()
                .filter(f -> f.quantity().equals(PublishedFigure.TORCHVISION))
                .toList();
        assertThat(figures)
                .isNotEmpty()
                .allSatisfy(f -> assertThat(catalogue
                                .find(f.model(), Optional.of("imagenet1k-v1"))
                                .top1())
                        .hasValue(f.value()));
    }

    @Test
    void theFirstOfANetworkIsItsDefault() {
        assertThat(catalogue.find("resnet50").name()).isEqualTo("imagenet1k-v1");
        assertThat(catalogue
                        .find("resnet50/imagenet1k-v2")
                        .image()
                        .orElseThrow()
                        .resize())
                .isEqualTo(232);
        assertThat(catalogue.find("efficientnet-b0").image().orElseThrow().filter())
                .isEqualTo(Filter.BICUBIC);
        assertThat(catalogue.of("resnet50"))
                .extracting(PublishedWeights::name)
                .containsExactly("imagenet1k-v1", "imagenet1k-v2", "keras");
        assertThat(catalogue.find("resnet20").classes()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resnet50/imagenet|published weights of resnet50 must be one of imagenet1k-v1, imagenet1k-v2, keras, but got 'imagenet'",
                "lenet5|no published weights are known for lenet5; they are for",
                "resnet51|resnet51",
                "resnet50/|but got ''"
            })
    void whatIsNotThereIsSaidInOneLine(String id, String message) {
        assertThatThrownBy(() -> catalogue.find(id))
                .isInstanceOf(ZooException.class)
                .hasMessageContaining(message);
    }

    @Test
    void rowsOfUnknownNetworksWait() {
        WeightsCatalogue some = WeightsCatalogue.parse(COLUMNS
                + ROW
                + ROW.replace("resnet18", "net-of-tomorrow").replace("a-12345678", "b-12345678")
                + ROW.replace("resnet18", "lenet5").replace("a-1", "c-1"));
        assertThat(some.all()).extracting(PublishedWeights::model).containsExactly("resnet18");
        assertThat(some.heldBack()).extracting(PublishedWeights::model).containsExactly("net-of-tomorrow", "lenet5");
    }

    @Test
    void rowsThatReadPixelsInAnotherWayThanTheNamesAreForWait() {
        assertThat(WeightsCatalogue.parse(COLUMNS + ROW.replace("std=0.229,0.224,0.225", "std=1,1,1"))
                        .heldBack())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://example.org/a.pth|http://example.org/a.pth|addresses with https",
                "sha256:12345678|sha256:1234|8 to 64 lower case hexadecimal digits",
                "sha256:12345678|md5:12345678|32 to 32",
                "sha256:12345678|crc:12345678|sha256:DIGITS or md5:DIGITS",
                "a-12345678.pth|../a.pth|a file's name without folders",
                ",1000,|,999,|1000 classes",
                ",70,|,170,|an accuracy in percent",
                ",12,|,twelve,|twelve",
                "imagenet,|imagenot,|imagenet or cifar-10",
                "https://example.org/a.pth|https://example.org/a.pth bundled:x|no addresses beside what comes with the program",
                "order=rgb |'' |resize, crop, order, scale, mean and std",
                "not-yet|maybe|accuracy, logits, shapes or not-yet",
                ",MIT|''|must have 14 values, but has 13"
            })
    void wrongRowsAreRefusedWithTheirLine(String right, String wrong, String message) {
        assertThatThrownBy(() -> WeightsCatalogue.parse(COLUMNS + ROW.replace(right, wrong)))
                .isInstanceOf(ZooException.class)
                .hasMessageStartingWith("line 2 of the published weights: ")
                .hasMessageContaining(message);
    }

    @Test
    void rowsAreThereOnce() {
        assertThatThrownBy(() -> WeightsCatalogue.parse(COLUMNS + ROW + ROW))
                .hasMessageContaining("line 3 repeats resnet18/mine");
        assertThat(Stream.of("", "a,b\n"))
                .allSatisfy(text -> assertThatThrownBy(() -> WeightsCatalogue.parse(text))
                        .isInstanceOf(ZooException.class)
                        .hasMessageContaining("must have the columns"));
    }
}
