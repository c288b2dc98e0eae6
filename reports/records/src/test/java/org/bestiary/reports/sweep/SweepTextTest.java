package org.bestiary.reports.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.bestiary.reports.SampleSweep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTextTest {
    @TempDir
    Path folder;

    /** The expected files are beside this class in the test resources; the message shows what is written now. */
    @Test
    void theTextsAreThoseOfTheGoldenFiles() throws IOException {
        SweepReport report = SampleSweep.of(26);
        assertThat(SweepText.markdown(report)).isEqualTo(golden("sweep.md"));
        assertThat(SweepText.csv(report).replace("\r\n", "\n")).isEqualTo(golden("sweep.csv"));
    }

    private static String golden(String name) throws IOException {
        try (var in = SweepTextTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        }
    }

    @Test
    void aSweepWithoutAResultHasTextsToo() {
        SweepReport nothing = SampleSweep.report(
                "a|b",
                SampleSweep.axes(),
                List.of(SampleSweep.trial(0, "failed", OptionalDouble.of(Double.NaN), List.of())));
        assertThat(SweepText.markdown(nothing))
                .startsWith("## a\\|b\n\n1 trial (1 failed), 0 epochs")
                .doesNotContain("NaN");
        assertThat(SweepText.csv(nothing).lines()).hasSize(2).last().asString().startsWith("0,failed,NaN,0,");
    }

    /** What is not a number is written and read back as that. */
    @Test
    void aReportIsReadBackAsItWas() {
        SweepReport report = SampleSweep.report(
                "odd",
                SampleSweep.axes(),
                List.of(
                        SampleSweep.trial(0, "completed", OptionalDouble.of(Double.NaN), List.of(1.5, Double.NaN)),
                        SampleSweep.trial(1, "waiting", OptionalDouble.empty(), List.of())));
        SweepJson.write(report, folder.resolve("study.json"));
        assertThat(SweepJson.read(folder.resolve("study.json"))).isEqualTo(report);
    }
}
