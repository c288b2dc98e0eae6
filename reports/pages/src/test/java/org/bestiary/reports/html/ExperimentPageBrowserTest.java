package org.bestiary.reports.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bestiary.reports.SampleRun;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.run.RunRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentPageBrowserTest {
    @TempDir
    Path runs;

    private RunDirectory stored(RunRecord run) {
        RunDirectory directory = RunDirectory.create(runs, run.id());
        directory.write(run);
        return directory;
    }

    @Test
    void showsMeanAndRangeOfTheCompletedSeeds(@TempDir Path profile) {
        Browser.assumeInstalled();
        List<RunDirectory> directories = new ArrayList<>();
        for (int seed = 1; seed <= 3; seed++) {
            directories.add(stored(SampleRun.completed("digits-s" + seed, SampleRun.DIGITS, 5 + seed, seed)));
        }
        directories.add(stored(SampleRun.diverged()));
        double[] top1 = directories.stream()
                .flatMap(directory -> directory.read().test().stream())
                .mapToDouble(test -> test.top1())
                .sorted()
                .toArray();
        Path page = runs.resolve("digits.html");

        ExperimentPage.write(directories, page);

        try (Browser browser = Browser.start(profile)) {
            browser.open(page, 360, true);
            browser.isSound(page);
            assertThat(browser.text("#mean"))
                    .isEqualTo(String.format(Locale.ROOT, "%.2f", (top1[0] + top1[1] + top1[2]) / 3));
            assertThat(browser.text("#range")).isEqualTo(String.format(Locale.ROOT, "%.2f to %.2f", top1[0], top1[2]));
            assertThat(browser.text(".notice")).isEqualTo("Not counted: lenet5-diverged-s1 (diverged)");
            assertThat(browser.text("#runs tbody tr:last-child td:nth-of-type(2)"))
                    .isEqualTo("diverged");
            assertThat(browser.run("return document.querySelector('#runs a').getAttribute('href')"))
                    .isEqualTo("./digits-s1/report.html");
            assertThat(browser.number("document.querySelectorAll('#chart-accuracy .s path[fill-opacity]').length"))
                    .as("the band over seeds")
                    .isEqualTo(1);
            assertThat(browser.number("document.querySelectorAll('.key[data-chart=chart-accuracy]').length"))
                    .as("mean and each seed")
                    .isEqualTo(5);
        }
    }

    @Test
    void aCrossValidationIsAboutTheImagesThatWereHeldOut(@TempDir Path profile) {
        Browser.assumeInstalled();
        List<RunDirectory> directories = new ArrayList<>();
        int[] right = {80, 82, 87};
        for (int fold = 1; fold <= 3; fold++) {
            directories.add(stored(
                    SampleRun.fold(SampleRun.compared("net-fold" + fold, "Net", 10, 1, right[fold - 1], 0.1), fold, 3)
                            .record()));
        }
        Path page = runs.resolve("folds.html");

        ExperimentPage.write(directories, page);

        try (Browser browser = Browser.start(profile)) {
            browser.open(page, 360, true);
            browser.isSound(page);
            assertThat(browser.text("#mean")).isEqualTo("84.00");
            assertThat(browser.text(".label")).isEqualTo("mean validation accuracy");
            assertThat(browser.text("#range")).isEqualTo("81.00 to 88.00");
            assertThat(browser.text(".interval")).contains("lowest to highest of 3 folds");
            assertThat(browser.text("#deviation")).isEqualTo("3.61");
            assertThat(browser.text("#runs-title")).isEqualTo("Fold by fold");
            assertThat(browser.text("#runs-title + .lead")).contains("every training image was validated with once");
            assertThat(browser.text("#test-mean")).isEqualTo("83.00");
            assertThat(browser.text("#runs tbody tr:last-child"))
                    .contains("net-fold3")
                    .contains("88.00%")
                    .contains("87.00%");
            assertThat(browser.run("return [...document.querySelectorAll('.key[data-chart=chart-accuracy]')]"
                            + ".map(k => k.textContent.trim()).join('; ')"))
                    .isEqualTo("mean; fold 1, seed 1; fold 2, seed 1; fold 3, seed 1");
        }
    }

    @Test
    void ofSomeFoldsItDoesNotSayThatEveryImageWasSeen() throws Exception {
        List<RunDirectory> directories = new ArrayList<>();
        for (int fold = 1; fold <= 2; fold++) {
            directories.add(stored(SampleRun.fold(SampleRun.compared("net-fold" + fold, "Net", 10, 1, 80, 0.1), fold, 3)
                    .record()));
        }
        Path page = runs.resolve("some.html");

        ExperimentPage.write(directories, page);

        assertThat(Files.readString(page))
                .contains("lowest to highest of 2 of 3 folds", "of its own run. A fold")
                .doesNotContain("validated with once");
    }

    @Test
    void saysWhenNothingWasCompleted() throws Exception {
        Path page = runs.resolve("none.html");

        ExperimentPage.write(List.of(stored(SampleRun.diverged())), page);

        assertThat(Files.readString(page)).contains("no run has been completed");
    }

    @Test
    void refusesAnEmptyList() {
        assertThatThrownBy(() -> ExperimentPage.write(List.of(), runs.resolve("page.html")))
                .isInstanceOf(RunException.class)
                .hasMessage("the page of an experiment must have at least one run, got none; name some");
    }
}
