package org.bestiary.reports.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.bestiary.reports.store.Condition;
import org.bestiary.reports.store.RunStore;
import org.bestiary.reports.study.Direction;
import org.bestiary.reports.study.IntermediateValue;
import org.bestiary.reports.study.Study;
import org.bestiary.reports.study.StudyStatus;
import org.bestiary.reports.study.StudyStore;
import org.bestiary.reports.study.Trial;
import org.bestiary.reports.study.TrialStatus;
import org.h2.api.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** H2 files of before: one that a Bestiary wrote, and others that nobody should open. */
class CarryOverTest {
    private static final String STUDY = "lenet5-lr";

    @TempDir
    private Path runs;

    private Path former() {
        return runs.resolve("store.mv.db");
    }

    private Path kept() {
        return runs.resolve("store.mv.db.carried-over");
    }

    private void golden() throws IOException {
        try (InputStream in =
                new GZIPInputStream(CarryOverTest.class.getResourceAsStream("store-of-before.mv.db.gz"))) {
            Files.write(former(), in.readAllBytes());
        }
    }

    @Test
    void studiesAreCarriedOverWithAllThatTheyHold() throws IOException {
        golden();
        try (StudyStore store = StudyStore.open(StoreLocation.beside(runs))) {
            assertThat(store.list(10)).extracting(Study::id).containsExactlyInAnyOrder(STUDY, "empty");
            Study empty = store.find("empty").orElseThrow();
            assertThat(empty.draft().seed()).isEqualTo(-9_000_000_000L);
            assertThat(empty.draft().direction()).isEqualTo(Direction.MINIMIZE);
            assertThat(empty.status()).isEqualTo(StudyStatus.STOPPED);
            assertThat(empty.reason()).contains("by the user");
            Study study = store.find(STUDY).orElseThrow();
            assertThat(study.created()).isEqualTo("2026-12-01T00:57:44.969241Z");
            assertThat(study.draft().spec())
                    .startsWith("name: lenet5-gr\u00f6\u00dfe \ud83d\ude00\n")
                    .hasSize(
                            "name: lenet5-gr\u00f6\u00dfe \ud83d\ude00\n".length() + 3000 * "# a long text\n".length());
            checkTrials(store.trials(STUDY));
            assertThat(store.values(STUDY))
                    .containsExactly(
                            new IntermediateValue(0, 1, 81.5),
                            new IntermediateValue(0, 2, Double.NaN),
                            new IntermediateValue(0, 3, Double.POSITIVE_INFINITY),
                            new IntermediateValue(0, 4, 0),
                            new IntermediateValue(0, 5, 1),
                            new IntermediateValue(0, 6, -2.5e-300),
                            new IntermediateValue(1, 1, 10),
                            new IntermediateValue(5, 1, 55));
        }
        assertThat(former()).doesNotExist();
        assertThat(kept()).exists();
    }

    private static void checkTrials(List<Trial> trials) {
        assertThat(trials)
                .extracting(Trial::status)
                .containsExactly(
                        TrialStatus.COMPLETED,
                        TrialStatus.PRUNED,
                        TrialStatus.COMPLETED,
                        TrialStatus.FAILED,
                        TrialStatus.WAITING,
                        TrialStatus.RUNNING,
                        TrialStatus.WAITING);
        Trial first = trials.get(0);
        assertThat(first.value()).hasValue(90.25);
        assertThat(first.details().path("note").asText()).isEqualTo("x".repeat(70_000));
        assertThat(first.runIds()).containsExactly("run-a", "run-b");
        assertThat(trials.get(1).reason()).contains("below the median");
        assertThat(trials.get(2).value()).hasValue(Double.NEGATIVE_INFINITY);
        assertThat(trials.get(3).failures()).isEqualTo(2);
        assertThat(trials.get(5).leaseExpires().orElseThrow()).isEqualTo("2026-12-01T01:02:45.213624Z");
        assertThat(trials.get(6).worker()).isEmpty();
    }

    @Test
    void runsAreCarriedOverAndCanBeAskedFor() throws IOException {
        golden();
        try (RunStore store = RunStore.open(StoreLocation.beside(runs))) {
            assertThat(store.count(Condition.ALL)).isEqualTo(3);
            assertThat(store.count(Condition.parse("testAccuracy=95 and training.batch=128 and tag=paper")))
                    .isEqualTo(1);
            assertThat(store.find("latest").id()).isEqualTo("lenet5-diverged-s1");
            assertThat(store.record(store.find("resnet20-s1")).epochs()).hasSize(5);
        }
    }

    @Test
    void itHappensOnce() throws IOException {
        golden();
        StoreLocation location = StoreLocation.beside(runs);
        StudyStore.open(location).close();
        golden();
        try (StudyStore store = StudyStore.open(location)) {
            store.remove(STUDY);
        }
        try (StudyStore store = StudyStore.open(location)) {
            assertThat(store.find(STUDY)).isEmpty();
        }
        assertThat(former()).as("nobody has asked for it").exists();
    }

    @Test
    void theUrlOfBeforeLeadsToIt() throws IOException {
        golden();
        String url = "jdbc:h2:" + runs.resolve("store");
        try (StudyStore store =
                StudyStore.open(StoreLocation.at(url, Optional.empty(), Optional.empty(), runs.resolve("other")))) {
            assertThat(store.count(STUDY)).isEqualTo(7);
        }
        assertThat(runs.resolve("store.sqlite")).exists();
    }

    /** Runs as H2 opens a database that has it. */
    public static final class Evil implements Trigger {
        static final AtomicInteger RUN = new AtomicInteger();

        @Override
        public void init(Connection c, String schema, String trigger, String table, boolean before, int type) {
            RUN.incrementAndGet();
        }

        @Override
        public void fire(Connection c, Object[] before, Object[] after) {
            RUN.incrementAndGet();
        }
    }

    private Connection h2() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:file:" + runs.resolve("store") + ";WRITE_DELAY=0", "sa", "");
    }

    private static void makeTables(Statement sql) throws SQLException, IOException {
        for (String version : List.of("V1__runs.sql", "V2__studies.sql")) {
            try (InputStream in = Database.class.getResourceAsStream("migration/" + version)) {
                sql.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    private static void addStudy(Statement sql, String id) throws SQLException {
        sql.execute("insert into studies values ('" + id + "', 'spec', '{}', '{}', 1, 'maximize', 2, 5, 'open', null,"
                + " timestamp with time zone '2026-03-01 12:00:00.5+05:30')");
    }

    @Test
    void codeInTheFileIsNeverRun() throws SQLException, IOException {
        try (Connection c = h2();
                Statement sql = c.createStatement()) {
            makeTables(sql);
            addStudy(sql, "a-study");
            sql.execute("create trigger evil before select on studies call '" + Evil.class.getName() + "'");
            sql.execute("create alias evil for 'java.lang.System.exit(int)'");
            sql.execute("create view trials_of_all as select * from trials");
        }
        Evil.RUN.set(0);
        h2().close();
        assertThat(Evil.RUN).as("H2 itself runs it").hasPositiveValue();
        Evil.RUN.set(0);
        try (StudyStore store = StudyStore.open(StoreLocation.beside(runs))) {
            assertThat(store.find("a-study").orElseThrow().created()).isEqualTo("2026-03-01T06:30:00.500Z");
        }
        assertThat(Evil.RUN).hasValue(0);
    }

    @Test
    void whatWasNotCommittedIsNotCarriedOver() throws SQLException, IOException {
        Path copy = runs.resolve("copy");
        try (Connection c = h2();
                Statement sql = c.createStatement();
                Connection other = h2();
                Statement unfinished = other.createStatement()) {
            makeTables(sql);
            addStudy(sql, "committed");
            addStudy(sql, "removed");
            other.setAutoCommit(false);
            addStudy(unfinished, "uncommitted");
            unfinished.execute("update studies set status = 'stopped' where id = 'committed'");
            unfinished.execute("delete from studies where id = 'removed'");
            sql.execute("checkpoint sync");
            // As a killed process would leave it.
            Files.createDirectories(copy);
            Files.copy(former(), copy.resolve("store.mv.db"));
        }
        try (StudyStore store = StudyStore.open(StoreLocation.beside(copy))) {
            assertThat(store.list(10)).extracting(Study::id).containsExactlyInAnyOrder("committed", "removed");
            assertThat(store.find("committed").orElseThrow().status()).isEqualTo(StudyStatus.OPEN);
        }
    }

    @Test
    @SuppressWarnings("try") // the lock is only held
    void oneThatIsOpenElsewhereIsLeftAlone() throws IOException {
        golden();
        try (FileChannel channel = FileChannel.open(former(), StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThatThrownBy(() -> StudyStore.open(StoreLocation.beside(runs)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("another process has it open; let that Bestiary end first")
                    .hasMessageNotContaining("\n");
        }
        assertThat(former()).exists();
        assertThat(runs.resolve("store.sqlite")).doesNotExist();
    }

    @Test
    void oneThatIsNoneIsPutAsideByRebuild() throws IOException {
        Files.writeString(former(), "this is no database ".repeat(1000));
        StoreLocation location = StoreLocation.beside(runs);
        assertThatThrownBy(() -> StudyStore.open(location))
                .isInstanceOf(DamagedStoreException.class)
                .hasMessageContaining(former() + ", cannot be carried over")
                .hasMessageContaining("bestiary runs rebuild")
                .hasMessageNotContaining("\n");
        assertThat(runs.resolve("store.sqlite")).doesNotExist();
        RunStore.openOrReplace(location, line -> assertThat(line).contains("store.mv.db.damaged-"))
                .close();
        assertThat(former()).doesNotExist();
    }

    /** Some of these files are as good as sound, others are refused; none does anything else. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void aDamagedOneIsReadOrRefused(int seed) throws IOException {
        golden();
        SplittableRandom random = new SplittableRandom(seed);
        try (RandomAccessFile file = new RandomAccessFile(former().toFile(), "rw")) {
            if (seed % 4 == 0) {
                file.setLength(random.nextLong(file.length()));
            }
            for (int i = 0; i < 1 + seed * 10; i++) {
                file.seek(random.nextLong(Math.max(1, file.length())));
                file.write(random.nextInt(256));
            }
        }
        try {
            StudyStore.open(StoreLocation.beside(runs)).close();
            assertThat(kept()).exists();
        } catch (StoreException e) {
            assertThat(e.getMessage()).doesNotContain("\n").contains("store.mv.db");
            assertThat(former()).exists();
        }
    }
}
