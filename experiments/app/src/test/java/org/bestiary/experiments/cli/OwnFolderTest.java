package org.bestiary.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.experiments.config.SpecLibrary;
import org.bestiary.experiments.train.ExperimentRunner;
import org.bestiary.experiments.train.StopSignal;
import org.bestiary.experiments.train.TrainingView;
import org.bestiary.experiments.train.ValidationRun;
import org.bestiary.reports.run.EpochMetrics;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real runs on folders of images: what they were begun with is remembered, and classes are matched by name. */
class OwnFolderTest {
    private static final int EACH = 40;
    private static final Map<String, Integer> BRIGHTNESS = Map.of("dark", 40, "mid", 128, "bright", 215);

    @TempDir
    private static Path folder;

    private static Path photos;
    private static RunDirectory run;

    @BeforeAll
    static void train() throws IOException {
        photos = folder.resolve("photos");
        for (String name : List.of("dark", "mid", "bright")) {
            images(photos.resolve(name), name, EACH);
        }
        Files.writeString(photos.resolve("mid/broken.png"), "not an image");
        run = run("three", relative(photos), "--skip-bad", "--set", "data.classes=[mid, bright, dark]");
    }

    private static void images(Path where, String brightness, int count) throws IOException {
        Files.createDirectories(where);
        Random noise = new Random(brightness.hashCode());
        for (int i = 0; i < count; i++) {
            BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
            for (int at = 0; at < 28 * 28; at++) {
                image.getRaster().setSample(at % 28, at / 28, 0, BRIGHTNESS.get(brightness) + noise.nextInt(60) - 30);
            }
            ImageIO.write(image, "png", where.resolve(i + ".png").toFile());
        }
    }

    /** As somebody who stands elsewhere would write it. */
    private static String relative(Path path) {
        return Path.of("").toAbsolutePath().relativize(path).toString();
    }

    private static Path spec(String name, String path) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), """
                name: %s
                model: {id: mnist-dense}
                data: {id: "image-folder:%s?side=28&channels=1", limit: 60, validation: 0.2}
                training: {epochs: 30, batch: 4, optimizer: {type: adam, learningRate: 0.001}}
                """.formatted(name, path));
    }

    private static RunDirectory run(String name, String path, String... more) throws IOException {
        Typed typed = command(
                "run",
                Stream.concat(Stream.of(spec(name, path).toString(), "--json"), Stream.of(more))
                        .toArray(String[]::new));
        assertThat(typed.code()).as(typed.err()).isZero();
        return RunDirectory.open(
                Path.of(typed.json().get("runs").get(0).get("directory").asText()));
    }

    private static Typed command(String command, String... arguments) {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(List.of(arguments));
        words.addAll(List.of("--runs-dir", folder.resolve("runs").toString()));
        words.addAll(List.of("--data-dir", folder.resolve("data").toString()));
        return Typed.command(words.toArray(String[]::new));
    }

    private static Typed evaluate(String... more) {
        return command(
                "evaluate",
                Stream.concat(Stream.of("--run", run.id(), "--json"), Stream.of(more))
                        .toArray(String[]::new));
    }

    private static void assertOneLine(Typed typed, String message) {
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()
                        .strip()
                        .lines()
                        .filter(line -> !line.equals("reading Images in " + folder.resolve("mine"))))
                .singleElement()
                .asString()
                .contains(message);
    }

    @Test
    void theRecordSaysWhatTheRunWasBegunWith() {
        RunRecord record = run.read();
        assertThat(record.spec().at("/data/id").asText()).isEqualTo("image-folder:" + photos + "?side=28&channels=1");
        assertThat(record.spec().at("/data/skipBad").asBoolean()).isTrue();
        assertThat(record.dataset().classNames()).containsExactly("mid", "bright", "dark");
        assertThat(record.dataset().train()).isEqualTo(48);
        assertThat(record.dataset().validation()).isEqualTo(12);
        assertThat(record.test().orElseThrow().top1()).isGreaterThan(90);
    }

    @Test
    void anEvaluationNeedsNoMoreThanTheRun() {
        Typed again = evaluate();
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.json().get("accuracy").asDouble())
                .isEqualTo(run.read().test().orElseThrow().top1());
        assertThat(again.json().get("dataSha256").asText())
                .isEqualTo(run.read().test().orElseThrow().dataSha256().orElseThrow());
    }

    @Test
    void allSplitsAreThoseOfTheRun() {
        assertThat(evaluate("--split", "train").json().get("examples").asInt()).isEqualTo(48);
        JsonNode validation = evaluate("--split", "validation").json();
        assertThat(validation.get("examples").asInt()).isEqualTo(12);
        assertThat(validation.get("accuracy").asDouble())
                .isEqualTo(run.read().best().orElseThrow().validationAccuracy().orElseThrow());
    }

    @Test
    void theSameClassesInAnotherOrderAreScoredRight() {
        Typed other = evaluate("--data", "image-folder:" + photos);
        assertThat(other.code()).as(other.err()).isZero();
        assertThat(other.err())
                .contains("are in another order than the network's and are matched by name")
                .contains("1 image of " + photos + " could not be decoded and was left out");
        assertThat(other.json().get("accuracy").asDouble())
                .isEqualTo(run.read().test().orElseThrow().top1());
        assertThat(other.json().get("perClass"))
                .extracting(row -> row.get("name").asText())
                .containsExactly("mid", "bright", "dark");
    }

    @Test
    void fewerClassesAreScoredAloneAndUnknownOnesRefused() throws IOException {
        Path two = folder.resolve("two");
        images(two.resolve("bright"), "bright", 10);
        images(two.resolve("mid"), "mid", 10);
        Typed few = evaluate("--data", "image-folder:" + two + "?test-share=0.5");
        assertThat(few.code()).as(few.err()).isZero();
        assertThat(few.err()).contains("has no images of dark, which the network knows too: only its 2 of 3 classes");
        assertThat(few.json().get("examples").asInt()).isEqualTo(10);
        assertThat(few.json().get("accuracy").asDouble()).isGreaterThan(90);
        images(two.resolve("night"), "dark", 10);
        assertOneLine(
                evaluate("--data", "image-folder:" + two),
                "Classes are matched by name and must be known to the network, but image-folder:" + two
                        + "?side=28&channels=1 has night, and the network knows mid, bright, dark; choose another data set.");
        assertOneLine(evaluate("--data", "strokes"), "has 0, 1, 2, 3, 4 and 5 more, and the network knows");
    }

    @Test
    void predictionsLeaveOutWhatTrainingLeftOut() {
        Typed typed = Typed.command(
                "predict",
                "--json",
                "--run",
                run.path().toString(),
                "--input",
                photos.resolve("mid").toString());
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(typed.err()).contains("left out:").contains("broken.png");
        assertThat(typed.json()).hasSize(EACH);
    }

    @Test
    void aTrialLeavesOutWhatTheSweepDid() throws IOException {
        Map<String, String> set = Map.of("data.skipBad", "true", "training.epochs", "1");
        try (StopSignal never = StopSignal.listen()) {
            RunRecord record = new ValidationRun(
                            SpecLibrary.open(spec("trial", photos.toString()).toString(), set)
                                    .each(),
                            new DataDirectory(folder.resolve("data")),
                            "a test",
                            TrainingView.SILENT)
                    .run(folder.resolve("runs"), "trial-1", 0, 1, never);
            assertThat(record.status()).isEqualTo(RunStatus.COMPLETED);
        }
    }

    @Test
    void withoutTheOptionABadImageIsNamed() throws IOException {
        Typed typed = command("run", spec("strict", photos.toString()).toString());
        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains("broken.png").contains("--skip-bad");
    }

    private static RunDirectory stopped(String name, Path images) throws IOException {
        try (StopSignal stop = StopSignal.listen()) {
            TrainingView impatient = new TrainingView() {
                @Override
                public void epochFinished(EpochMetrics metrics, int of, boolean best) {
                    stop.request();
                }
            };
            Map<String, String> set = Map.of("data.skipBad", "true");
            ExperimentRunner runner = new ExperimentRunner(
                    folder.resolve("runs"), new DataDirectory(folder.resolve("data")), "a test", impatient);
            ExperimentRunner.Outcome outcome = runner.run(
                            SpecLibrary.open(spec(name, relative(images)).toString(), set), stop)
                    .get(0);
            assertThat(outcome.record().status()).isEqualTo(RunStatus.INTERRUPTED);
            return RunDirectory.open(outcome.directory());
        }
    }

    @Test
    void aRunGoesOnWithWhatItWasBegunWith() throws IOException {
        RunDirectory half = stopped("half", photos);
        Typed typed = command("run", "--resume", half.id());
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(half.read().status()).isEqualTo(RunStatus.COMPLETED);
    }

    @Test
    void aRunWhoseClassesHaveChangedDoesNotGoOn() throws IOException {
        Path mine = folder.resolve("mine");
        images(mine.resolve("bright"), "bright", 60);
        images(mine.resolve("mid"), "mid", 60);
        RunDirectory half = stopped("changed", mine);
        Files.move(mine.resolve("mid"), mine.resolve("middle"));
        assertOneLine(
                command("run", "--resume", half.id()),
                "a run goes on with the data that it began with, but the classes of image-folder:" + mine
                        + "?side=28&channels=1 were bright, mid and are now bright, middle; start the experiment again");
    }

    @Test
    void validationImagesOfAFolderAreUsed() throws IOException {
        Path split = folder.resolve("split");
        for (String name : List.of("dark", "mid")) {
            images(split.resolve("Training").resolve(name), name, 35);
            images(split.resolve("valid").resolve(name), name, 8);
            images(split.resolve("Test").resolve(name), name, 6);
        }
        RunRecord own = run("own", split.toString()).read();
        assertThat(own.dataset().train()).isEqualTo(60);
        assertThat(own.dataset().validation()).isEqualTo(16);
        assertThat(own.dataset().test()).isEqualTo(12);
        RunRecord share = run("share", split.toString(), "--set", "data.ownValidation=false")
                .read();
        assertThat(share.dataset().train()).isEqualTo(48);
        assertThat(share.dataset().validation()).isEqualTo(12);
        assertThat(share.dataset().sha256()).isEqualTo(own.dataset().sha256());
    }

    @Test
    void classesAreMerged() throws IOException {
        RunRecord merged = run(
                        "merged",
                        photos.toString(),
                        "--skip-bad",
                        "--set",
                        "data.classes=[{light: [mid, bright]}, dark]")
                .read();
        assertThat(merged.dataset().classNames()).containsExactly("light", "dark");
        assertThat(merged.test().orElseThrow().perClass())
                .extracting(row -> row.support())
                .containsExactly(16L, 8L);
        assertThat(merged.spec().at("/data/classes")).hasToString("[{\"light\":[\"mid\",\"bright\"]},\"dark\"]");
    }
}
