package org.bestiary.datasets.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bestiary.common.image.ImageShape;
import org.bestiary.datasets.Availability;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.DatasetCard;
import org.bestiary.datasets.FetchProgress;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.ImageTable;
import org.bestiary.datasets.Split;
import org.bestiary.datasets.ValidationSplit;
import org.bestiary.datasets.catalog.Strokes;
import org.junit.jupiter.api.Test;

class LoadedDatasetTest {
    private static final DataDirectory NOWHERE = new DataDirectory(Path.of("unused"));

    /** Strokes of which some are for validation, as they come. */
    private record Validated(Optional<ImageTable> validation) implements ImageDataset {
        @Override
        public String id() {
            return "validated";
        }

        @Override
        public DatasetCard card() {
            return new Strokes(60, 20, 1).card();
        }

        @Override
        public Availability availability(DataDirectory directory) {
            return new Availability(Optional.empty(), List.of());
        }

        @Override
        public void fetch(DataDirectory directory, FetchProgress progress) {}

        @Override
        public TrainTest load(DataDirectory directory) {
            TrainTest images = new Strokes(60, 20, 1).load(directory);
            return new TrainTest(images.train(), validation, images.test(), List.of());
        }
    }

    private static final ImageTable OWN = new Strokes(30, 10, 2).load(NOWHERE).train();

    private static LoadedDataset load(Optional<ImageTable> own, ValidationSplit split) {
        return LoadedDataset.load(new Validated(own), NOWHERE, split);
    }

    @Test
    void validationImagesOfItsOwnAreUsed() {
        LoadedDataset data = load(Optional.of(OWN), new ValidationSplit(0.1, 1));
        assertThat(data.images(Split.TRAIN).count()).isEqualTo(60);
        assertThat(data.images(Split.VALIDATION).sha256()).isEqualTo(OWN.sha256());
        assertThat(data.hasOwnValidation()).isTrue();
        assertThat(data.remarks())
                .contains("the 30 validation images of validated are used, and no training image is held out");
        assertThat(data.limited(20, 10, 5, 1).images(Split.VALIDATION).count()).isEqualTo(10);
        assertThat(data.withoutTest().hasOwnValidation()).isTrue();
    }

    @Test
    void unlessSaidOtherwise() {
        LoadedDataset share = load(Optional.of(OWN), new ValidationSplit(0.1, 1, false));
        assertThat(share.images(Split.TRAIN).count()).isEqualTo(54);
        assertThat(share.images(Split.VALIDATION).count()).isEqualTo(6);
        assertThat(share.remarks()).contains("the 30 validation images of validated are not used");
        assertThat(load(Optional.of(OWN), ValidationSplit.NONE)
                        .images(Split.VALIDATION)
                        .count())
                .isZero();
        assertThat(share.hasOwnValidation()).isFalse();
        assertThat(load(Optional.empty(), new ValidationSplit(0.1, 1)).hasOwnValidation())
                .isFalse();
    }

    @Test
    void theIdentityIsOfAllThatWasRead() {
        String without = load(Optional.empty(), ValidationSplit.NONE).sha256();
        String with = load(Optional.of(OWN), ValidationSplit.NONE).sha256();
        assertThat(with).isNotEqualTo(without);
        assertThat(load(Optional.of(OWN), new ValidationSplit(0.2, 1)).sha256()).isEqualTo(with);
        assertThat(load(Optional.empty(), new ValidationSplit(0.2, 1)).sha256())
                .isEqualTo(without)
                .isEqualTo(TableDigest.ofAll(
                        new Strokes(60, 20, 1).load(NOWHERE).train().sha256(),
                        new Strokes(60, 20, 1).load(NOWHERE).test().sha256()));
    }

    @Test
    void allSplitsAreOfOneKind() {
        ImageTable other = new PackedImages(new ImageShape(1, 2, 2), 10, new byte[4], new int[1]);
        assertThatThrownBy(() -> load(Optional.of(other), ValidationSplit.NONE))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "Training and validation images must have the same shape and classes, got 1x28x28 with 10 and"
                                + " 1x2x2 with 10.");
    }
}
