package org.bestiary.experiments.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bestiary.reports.run.RunException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be known of a cluster without one; the rest is tested in the module spark. */
class SparkEngineTest {
    @TempDir
    private Path folder;

    @Test
    void aBuildWithoutSparkSaysHowToHaveIt() throws IOException {
        Path program = Files.createFile(folder.resolve("bestiary.jar"));
        assertThatThrownBy(() -> SparkHome.at(program))
                .isInstanceOf(RunException.class)
                .hasMessage("--engine spark needs a build with Spark, and this one is without; start with:"
                        + " BESTIARY_MAVEN_ARGS=-Pspark ./bestiary sweep ... --engine spark");
        Files.createDirectory(folder.resolve("spark"));
        Files.createFile(folder.resolve("spark").resolve("bestiary-spark.jar"));
        assertThat(SparkHome.at(program).spark()).isEqualTo(folder.resolve("spark"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yarn", "spark://host", "spark://:7077", "host:7077", "local[0]", "", "spark://a:1,b"})
    void whatIsNoMasterIsRefused(String url) {
        assertThatThrownBy(() -> new SparkMaster(url))
                .isInstanceOf(RunException.class)
                .hasMessage("--master must be spark://HOST:PORT of a standalone cluster, or local[N], but got '" + url
                        + "'");
    }

    @Test
    void oneOfSeveralMastersMustAnswer() throws IOException {
        String mine;
        try (ServerSocket master = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            mine = "127.0.0.1:" + master.getLocalPort();
            new SparkMaster("spark://127.0.0.1:1," + mine).check();
            new SparkMaster("local[2]").check();
        }
        assertThatThrownBy(() -> new SparkMaster("spark://" + mine).check())
                .isInstanceOf(RunException.class)
                .hasMessageContaining("a Spark master must answer at spark://" + mine + ", but none does");
    }
}
