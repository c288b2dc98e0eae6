package org.bestiary.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program, as a user starts it, with a real cluster on loopback. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "processes are told apart through /proc")
class SparkSweepTest {
    private static final Path PROGRAM =
            Path.of("..", "app", "target", "bestiary.jar").toAbsolutePath().normalize();
    private static final int TRIALS = 5;
    private static final int EPOCHS = 2;
    private static final String SWEEP = """
            name: on-spark
            model: {id: lenet5}
            data: {id: strokes, limit: 1000, validation: 0.2}
            training:
              epochs: %d
              optimizer: {type: adam}
            search:
              space:
                training.optimizer.learningRate: {log-uniform: [0.0003, 0.03]}
              budget: {trials: %d}
              parallel: 2
            """.formatted(EPOCHS, TRIALS);

    @TempDir
    private Path folder;

    @BeforeEach
    void theProgramIsBuilt() throws IOException {
        assumeTrue(Files.exists(PROGRAM), "the program's jar is missing; mvn verify builds it before this test");
        Files.writeString(folder.resolve("sweep.yaml"), SWEEP);
    }

    private Process sweep(String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:disable",
                "-XX:+UseSerialGC",
                "-jar",
                PROGRAM.toString(),
                "sweep",
                folder.resolve("sweep.yaml").toString(),
                "--runs-dir",
                folder.resolve("runs").toString(),
                "--json",
                "--engine",
                "spark"));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().remove("BESTIARY_STORE");
        return builder.start();
    }

    private String err() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    @Test
    @Timeout(value = 9, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aSweepWhoseWorkerIsKilledEndsWithEveryTrialAccountedFor()
            throws IOException, InterruptedException, SQLException {
        Path logs = Files.createDirectory(folder.resolve("cluster"));
        try (Cluster cluster = new Cluster(PROGRAM.resolveSibling("spark"), logs, 2)) {
            Process program = sweep("--master", cluster.url());
            try {
                cluster.killWithEverything(workerWithATrial(cluster, program));
                assertThat(program.waitFor(8, TimeUnit.MINUTES)).as(err()).isTrue();
            } finally {
                program.destroyForcibly();
            }
            assertThat(program.exitValue()).as(err()).isZero();
        }
        JsonNode document = new ObjectMapper().readTree(folder.resolve("out").toFile());
        JsonNode trials = document.get("trials");
        assertThat(trials).hasSize(TRIALS);
        for (int i = 0; i < TRIALS; i++) {
            assertThat(trials.get(i).get("number").asInt()).isEqualTo(i);
            assertThat(trials.get(i).get("status").asText()).as(err()).isEqualTo("completed");
            assertThat(trials.get(i).get("epochs").asInt()).isEqualTo(EPOCHS);
            assertThat(trials.get(i).get("value").asDouble()).isBetween(5.0, 100.0);
        }
        assertThat(document.get("best").get("value").asDouble()).isGreaterThan(20);
        checkStore(document.get("study").asText());
    }

    /** Waits until one of the workers trains, and says which. */
    private int workerWithATrial(Cluster cluster, Process program) throws IOException, InterruptedException {
        while (program.isAlive()) {
            for (int worker = 0; worker < 2; worker++) {
                if (cluster.descendants(worker).stream().anyMatch(SparkSweepTest::trains)) {
                    return worker;
                }
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IllegalStateException("the sweep has ended before a trial began: " + err());
    }

    /** Whether it is the process of a trial. Java itself leaves out arguments where a command is as long as ours. */
    private static boolean trains(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .endsWith("\0trial\0");
        } catch (IOException e) {
            // It has ended meanwhile.
            return false;
        }
    }

    private void checkStore(String study) throws SQLException {
        String url = "jdbc:sqlite:" + folder.resolve("runs").resolve("store.sqlite");
        try (Connection store = DriverManager.getConnection(url);
                Statement statement = store.createStatement()) {
            try (ResultSet trials = statement.executeQuery(
                    "select count(*), sum(attempts) from trials where study = '" + study + "'")) {
                trials.next();
                assertThat(trials.getInt(1)).isEqualTo(TRIALS);
                assertThat(trials.getInt(2))
                        .as("the trial of the killed worker was claimed again")
                        .isGreaterThan(TRIALS);
            }
            try (ResultSet epochs =
                    statement.executeQuery("select count(*) from trial_values where study = '" + study + "'")) {
                epochs.next();
                assertThat(epochs.getInt(1)).isEqualTo(TRIALS * EPOCHS);
            }
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatCannotRunOnAClusterIsOneClearLine() throws IOException, InterruptedException {
        refused("a Spark master must answer at spark://127.0.0.1:1, but none does", "--master", "spark://127.0.0.1:1");
        refused("--engine spark needs the address of a cluster; add --master spark://HOST:PORT");
        refused("--master must be spark://HOST:PORT of a standalone cluster", "--master", "yarn");
        refused("must have the path of a file", "--master", "local[1]", "--store", "jdbc:h2:mem:x");
        refused("which start with 'spark.', but got 'cores'", "--master", "local[1]", "--spark", "cores=1");
    }

    private void refused(String message, String... more) throws IOException, InterruptedException {
        Process program = sweep(more);
        assertThat(program.waitFor()).isEqualTo(2);
        List<String> last =
                err().lines().filter(l -> l.startsWith("bestiary: ")).toList();
        assertThat(last).hasSize(1).first().asString().contains(message);
        assertThat(folder.resolve("runs").resolve("store.sqlite")).doesNotExist();
    }
}
