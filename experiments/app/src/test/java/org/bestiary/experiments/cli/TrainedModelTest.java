package org.bestiary.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.bestiary.reports.run.Prediction;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.zoo.weights.NpyFile;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What becomes of a run's network afterwards: predictions, export, a report made again. */
class TrainedModelTest {
    @TempDir
    private static Path folder;

    private static RunDirectory run;

    @BeforeAll
    static void train() {
        Typed typed = Typed.command(
                "run",
                "quickstart",
                "--json",
                "--set",
                "training.epochs=1",
                "--set",
                "data.augment=mnist",
                "--runs-dir",
                folder.resolve("runs").toString());
        JsonNode row = typed.json().get("runs").get(0);
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(row.get("status").asText()).isEqualTo("completed");
        assertThat(row.get("testAccuracy").asDouble()).isBetween(50.0, 100.0);
        assertThat(row.get("seconds").asDouble()).isPositive();
        run = RunDirectory.open(Path.of(row.get("directory").asText()));
        assertThat(run.id()).isEqualTo(row.get("id").asText());
    }

    private static Prediction sample() {
        return run.readPredictions().orElseThrow().random().get(0);
    }

    private static Path picture(Prediction p) throws IOException {
        BufferedImage image = new BufferedImage(p.width(), p.height(), BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, p.width(), p.height(), p.pixels());
        Path file = folder.resolve("digit.png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    @Test
    void anImageGetsTheAnswerThatTheEvaluationRecorded() throws IOException {
        Prediction recorded = sample();
        Path logits = folder.resolve("logits.npy");
        JsonNode answer = Typed.command(
                        "predict",
                        "--run",
                        run.path().toString(),
                        "--input",
                        picture(recorded).toString(),
                        "--top",
                        "3",
                        "--logits",
                        logits.toString(),
                        "--json")
                .json()
                .get(0);
        assertThat(answer.get("top")).hasSize(3);
        assertThat(answer.get("top").get(0).get("class").asText()).isEqualTo(Integer.toString(recorded.predicted()));
        assertThat(answer.get("top").get(0).get("probability").asDouble())
                .isEqualTo(recorded.probability(), within(1e-4));
        assertThat(NpyFile.read(logits).shape()).containsExactly(1, 10);
    }

    @Test
    void theExportAnswersTheSameInPlainDl4j() throws IOException {
        Path zip = folder.resolve("stock.zip");
        assertThat(Typed.command("export", run.path().toString(), "-o", zip.toString())
                        .code())
                .isZero();
        ComputationGraph stock = ModelSerializer.restoreComputationGraph(zip.toFile());
        assertThat(stock.getConfiguration().toJson()).doesNotContain("org.bestiary");

        Path input = folder.resolve("x.npy");
        Path output = folder.resolve("y.npy");
        INDArray images = Nd4j.randn(3, 1, 28, 28);
        new NpyFile(new long[] {3, 1, 28, 28}, images.dup('c').data().asFloat()).write(input);
        Typed typed = Typed.command(
                "predict",
                "--run",
                run.path().toString(),
                "--input",
                input.toString(),
                "--logits",
                output.toString(),
                "--json");
        assertThat(typed.json()).hasSize(3);
        float[] fast = NpyFile.read(output).values();
        INDArray logits = stock.feedForward(new INDArray[] {images}, false).get("logits");
        assertThat(logits.dup('c').data().asFloat()).containsExactly(fast, within(1e-4f));
    }

    @Test
    void theReportIsMadeAgainFromTheRecord() throws IOException {
        Path page = folder.resolve("again.html");
        assertThat(Typed.command("report", run.path().toString(), "-o", page.toString())
                        .code())
                .isZero();
        assertThat(page).hasSameTextualContentAs(run.reportFile());
    }

    @Test
    void whatIsNoImageOrNoFittingArrayIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("text.png"), "not an image");
        Path wrong = folder.resolve("wrong.npy");
        new NpyFile(new long[] {1, 3, 8, 8}, new float[192]).write(wrong);
        for (String[] rowOf : List.of(
                new String[] {text.toString(), "whatever its name says"},
                new String[] {wrong.toString(), "images must be N x 1x28x28"},
                new String[] {folder.resolve("none.png").toString(), "there is no file"})) {
            Typed typed = Typed.command("predict", "--run", run.path().toString(), "--input", rowOf[0]);
            assertThat(typed.code()).isEqualTo(2);
            assertThat(typed.err().strip().lines()).hasSize(1);
            assertThat(typed.err()).contains(rowOf[1]);
        }
    }

    @Test
    void theRunIsKnownByItsIdInTheRunsDirectory() {
        assertThat(Places.Runs.choose(Optional.empty(), Map.of("BESTIARY_RUNS", "elsewhere")))
                .isEqualTo(Path.of("elsewhere"));
        Typed typed = Typed.command(
                "report",
                run.id(),
                "--json",
                "--runs-dir",
                run.path().getParent().toString());
        assertThat(typed.json().get(0).get("id").asText()).isEqualTo(run.id());
    }
}
