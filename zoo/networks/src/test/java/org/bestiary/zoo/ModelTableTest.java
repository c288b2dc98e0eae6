package org.bestiary.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTableTest {
    private static final Path SOURCE = Path.of("src/main/resources/org/bestiary/zoo/models.csv");
    private static final String COMMAND = "mvn -q -pl zoo test -Dtest=ModelTableTest -Dbestiary.models.write=true";

    @Test
    void theTableIsUpToDate() throws IOException {
        if (Boolean.getBoolean("bestiary.models.write")) {
            ModelTable.main(new String[] {SOURCE.toString()});
        }
        assertThat(Files.readString(SOURCE))
                .as("models.csv is older than the networks; rewrite it with: %s", COMMAND)
                .isEqualTo(ModelTable.generate());
    }

    @Test
    void rowsSurviveTheFile() {
        assertThat(ModelTable.rows().stream().map(ModelTable.NetworkRow::id)).containsExactlyElementsOf(Zoo.ids());
        assertThat(ModelTable.rows().stream()
                        .filter(r -> r.id().equals("alexnet-torchvision"))
                        .findFirst())
                .contains(ModelTable.NetworkRow.of(Zoo.find("alexnet-torchvision")));
    }

    @Test
    void mainWantsOneFile(@TempDir Path directory) throws IOException {
        assertThatThrownBy(() -> ModelTable.main(new String[0])).isInstanceOf(ZooException.class);
        Path file = directory.resolve("models.csv");
        ModelTable.main(new String[] {file.toString()});
        assertThat(file).content().startsWith("id,title,family,year,").contains("\nlenet5,LeNet-5,LeNet,1998,");
    }
}
