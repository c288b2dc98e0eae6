package org.bestiary.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelTableTest {
    private static final Path SOURCE = Path.of("src/main/resources/org/bestiary/zoo/models.csv");
    private static final Path ROOT = Path.of("..", "..");
    private static final boolean WRITE = Boolean.getBoolean("bestiary.models.write");
    private static final String COMMAND = "mvn -q test -pl zoo/networks -am -Dtest=ModelTableTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dbestiary.models.write=true";
    private static final Pattern MARKED =
            Pattern.compile("(<!-- models: begin -->\\R)(.*)(<!-- models: end -->)", Pattern.DOTALL);

    @Test
    void theTableIsUpToDate() throws IOException {
        if (WRITE) {
            ModelTable.main(new String[] {SOURCE.toString()});
        }
        assertThat(Files.readString(SOURCE))
                .as("models.csv is older than the networks; rewrite it with: %s", COMMAND)
                .isEqualTo(ModelTable.generate());
    }

    /** From the networks and not from models.csv, which may be old. */
    @Test
    void theDocumentsShowTheNetworks() throws IOException {
        List<ModelTable.NetworkRow> rows =
                Zoo.all().stream().map(ModelTable.NetworkRow::of).toList();
        shows(ROOT.resolve("README.md"), NetworkLists.FAMILIES_IN_MARKDOWN.markdown(NetworkLists.families(rows)));
        shows(ROOT.resolve("docs/networks.md"), NetworkLists.NETWORKS_IN_MARKDOWN.markdown(rows));
    }

    private static void shows(Path document, String table) throws IOException {
        String text = Files.readString(document);
        Matcher marked = MARKED.matcher(text);
        assertThat(marked.find()).as("marks of the table in %s", document).isTrue();
        if (WRITE) {
            String fresh = marked.replaceFirst(m -> Matcher.quoteReplacement(m.group(1) + table + m.group(3)));
            Files.writeString(document, fresh);
            return;
        }
        assertThat(marked.group(2).strip())
                .as("%s is older than the networks; rewrite its table with: %s", document, COMMAND)
                .isEqualTo(table.strip());
    }

    @Test
    void familiesHaveEveryNetworkOnce() {
        assumeFalse(WRITE, "what is read here was compiled before the table was renewed");
        List<NetworkLists.Family> families = NetworkLists.families(ModelTable.rows());
        assertThat(families.stream().flatMap(f -> f.networks().stream()).map(ModelTable.NetworkRow::id))
                .containsExactlyInAnyOrderElementsOf(Zoo.ids());
        assertThat(families.stream().map(NetworkLists.Family::name)).doesNotHaveDuplicates();
        assertThat(families.get(0).years()).isEqualTo("1998");
        assertThatThrownBy(() -> new NetworkLists.Family("none", List.of())).isInstanceOf(ZooException.class);
    }

    @Test
    void rowsSurviveTheFile() {
        assumeFalse(WRITE, "what is read here was compiled before the table was renewed");
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
