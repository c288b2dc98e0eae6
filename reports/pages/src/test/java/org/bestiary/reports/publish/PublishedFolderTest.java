package org.bestiary.reports.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bestiary.reports.SampleRun;
import org.bestiary.reports.SampleSweep;
import org.bestiary.reports.html.ReportPage;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.sweep.SweepJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedFolderTest {
    @TempDir
    Path root;

    private static Publication publication(String name, Map<String, String> files) {
        return new Publication(
                new PublishedCard(name, PublishedCard.EXPERIMENT, "a <b> | c", "99%", "one seed", "1 s"),
                JsonNodeFactory.instance.objectNode().put("more", 1),
                Publication.files(files));
    }

    @Test
    void holdsWhatIsPublishedAndKeepsWhatIsNotItsOwn() throws IOException {
        Path folder = PublishedFolder.write(publication("x", Map.of("report.html", "a", "old.svg", "b")), root);
        Files.writeString(folder.resolve("notes.txt"), "by hand");
        PublishedFolder.write(publication("x", Map.of("report.html", "c")), root);

        assertThat(folder.resolve("report.html")).hasContent("c");
        assertThat(folder.resolve("old.svg")).doesNotExist();
        assertThat(folder.resolve("notes.txt")).exists();
    }

    @Test
    void isBoundedAndStaysInItsPlace() {
        String large = "x".repeat((int) Publication.LARGEST);
        assertThatThrownBy(() -> PublishedFolder.write(publication("x", Map.of("report.html", large)), root))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("what is published of an experiment must be at most 3 MB, got 3000");
        assertThatThrownBy(() -> PublishedFolder.write(publication("../x", Map.of()), root))
                .hasMessageContaining("got '../x'");
    }

    @Test
    void theIndexNamesEverythingAndNothing() throws IOException {
        PublishedIndex.write(root);
        assertThat(root.resolve("index.html")).content().contains("Nothing has been published yet");
        PublishedFolder.write(publication("x", Map.of()), root);
        PublishedIndex.write(root);
        assertThat(root.resolve("README.md"))
                .content()
                .contains("| [`x`](x/report.md) | a &lt;b&gt; \\| c | 99% | one seed | 1 s |");
        assertThat(root.resolve("index.html")).content().contains("href=\"./x/report.html\"", "a &lt;b&gt; | c");
    }

    /** A command names places of the machine that it was typed on; elsewhere they would mislead. */
    @Test
    void placesOfTheMachineAreLeftOut() {
        RunRecord run = SampleRun.completed();
        String typed =
                "./bestiary run /home/me/own.yaml --runs-dir /a/b --set training.epochs=3 --data-dir='/c d' --store x";
        RunRecord portable =
                PublishedRuns.portable(run.withProvenance(run.provenance().withCommand(typed)));
        assertThat(portable.provenance().command()).isEqualTo("./bestiary run own.yaml --set training.epochs=3");
    }

    @Test
    void whatHasNotBeenCompletedIsNoResult() {
        for (RunRecord run : List.of(SampleRun.diverged(), SampleRun.started("begun", List.of("a", "b"), 1))) {
            RunDirectory directory = RunDirectory.create(root.resolve("runs"), run.id());
            directory.write(run);
            assertThatThrownBy(() -> PublishedRuns.of(List.of(directory), Map.of()))
                    .isInstanceOf(RunException.class)
                    .hasMessageStartingWith("a run must be completed to be published, but " + run.id() + " is "
                            + run.status().label());
        }
        RunRecord smoke = SampleRun.completed();
        ((ObjectNode) smoke.spec()).put("trial", "smoke");
        RunDirectory directory = RunDirectory.create(root.resolve("runs"), smoke.id());
        directory.write(smoke);
        assertThatThrownBy(() -> PublishedRuns.of(List.of(directory), Map.of()))
                .hasMessageStartingWith("a trial is not a result");
    }

    @Test
    void everyNetworkHasAPageAndNotEverySeed() throws IOException {
        Path runs = root.resolve("runs");
        List<RunDirectory> all = new ArrayList<>();
        for (String title : List.of("Narrow", "Wide")) {
            for (int seed = 3; seed >= 1; seed--) {
                RunRecord run = SampleRun.compared(title + "-" + seed, title, 10, seed, 90, 0.1)
                        .record();
                RunDirectory directory = RunDirectory.create(runs, run.id());
                directory.write(run);
                directory.writePredictions(SampleRun.predictions(10, 3, 48));
                all.add(directory);
            }
        }
        Path folder = PublishedFolder.write(PublishedRuns.of(all, Map.of()), root.resolve("published"));
        try (Stream<Path> files = Files.walk(folder)) {
            List<String> pages = files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".html"))
                    .sorted()
                    .toList();
            assertThat(pages).containsExactly("narrow-seed-1.html", "report.html", "wide-seed-1.html");
        }
        assertThat(folder.resolve("report.html"))
                .content()
                .contains("narrow-seed-1.html", "wide-seed-1.html")
                .doesNotContain("seed-2.html");
        assertThat(folder.resolve("summary.json")).content().contains("Narrow-3", "Wide-2");
    }

    @Test
    void aPageWithLargeImagesIsPublishedWithoutThem() throws IOException {
        RunRecord run = SampleRun.completed();
        RunDirectory directory = RunDirectory.create(root.resolve("runs"), run.id());
        directory.write(run);
        directory.writePredictions(SampleRun.predictions(10, 3, 280));
        assertThat(ReportPage.html(directory, run).length()).isGreaterThan((int) Publication.LARGEST / 2);

        Path folder = PublishedFolder.write(PublishedRuns.of(List.of(directory), Map.of()), root.resolve("published"));

        assertThat(folder.resolve("report.html"))
                .content()
                .contains(run.model().title())
                .doesNotContain("data:image/png");
    }

    @Test
    void pagesOfManyNetworksStayWithinTheBound() throws IOException {
        Path runs = root.resolve("runs");
        List<RunDirectory> networks = new ArrayList<>();
        for (int i = 10; i < 40; i++) {
            RunRecord run =
                    SampleRun.compared("run-" + i, "Net " + i, i, 1, 90, 0.1).record();
            RunDirectory directory = RunDirectory.create(runs, run.id());
            directory.write(run);
            directory.writePredictions(SampleRun.predictions(10, 3, 48));
            networks.add(directory);
        }
        Path folder = PublishedFolder.write(PublishedRuns.of(networks, Map.of()), root.resolve("published"));
        try (Stream<Path> files = Files.walk(folder)) {
            long size = files.filter(Files::isRegularFile)
                    .mapToLong(f -> f.toFile().length())
                    .sum();
            assertThat(size).isLessThan(Publication.LARGEST);
        }
        assertThat(folder.resolve("net-10-seed-1.html")).exists();
        assertThat(folder.resolve("net-39-seed-1.html")).doesNotExist();
        assertThat(folder.resolve("report.html")).content().contains("Net 39").doesNotContain("net-39-seed");
    }

    @Test
    void aSweepIsPublishedOnceItIsAtItsEnd() throws IOException {
        Path study = Files.createDirectory(root.resolve("study"));
        SweepJson.write(SampleSweep.of(26), study.resolve("study.json"));
        Publication publication = PublishedSweep.of(study);
        assertThat(publication.card().figure()).isEqualTo("98.69%");
        assertThat(publication.files()).containsKeys("report.html", "report.md", "trials.csv", "charts/parallel.svg");
    }
}
