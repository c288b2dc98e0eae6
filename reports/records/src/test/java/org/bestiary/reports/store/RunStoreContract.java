package org.bestiary.reports.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.bestiary.reports.SampleRun;
import org.bestiary.reports.database.StoreException;
import org.bestiary.reports.database.StoreLocation;
import org.bestiary.reports.run.RunRecord;
import org.bestiary.reports.run.RunStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store of runs does. */
abstract class RunStoreContract {
    private static final int MANY = 10_000;

    /** Conditions, and the runs of {@link #three} for which they hold, newest first. */
    private static final String CHOICES = """
            model=resnet20                                   | resnet20-s2 resnet20-s1
            model=resnet20 and testAccuracy>90               | resnet20-s1
            model=resnet20 or model=lenet5                   | resnet20-s2 resnet20-s1 lenet5-mnist-s1
            model~resnet*                                    | resnet20-s2 resnet20-s1
            model~RESNET?0                                   | resnet20-s2 resnet20-s1
            model~resnet                                     |
            id=lenet5-mnist-s1                               | lenet5-mnist-s1
            testAccuracy>=90 and testAccuracy<95             | lenet5-mnist-s1
            testAccuracy!=90                                 | resnet20-s2 resnet20-s1
            not testAccuracy>90                              | resnet20-s2 lenet5-mnist-s1
            not (testAccuracy>90 or model=lenet5)            | resnet20-s2
            testAccuracy=none                                | resnet20-s2
            testAccuracy!=none                               | resnet20-s1 lenet5-mnist-s1
            TESTACCURACY > 94.5                              | resnet20-s1
            status=running                                   | resnet20-s2
            status~*ed                                       | resnet20-s1 lenet5-mnist-s1
            training.batch=128                               | resnet20-s2 resnet20-s1
            training.optimizer.learningRate<=0.05            | resnet20-s2 lenet5-mnist-s1
            training.optimizer.learningRate=1e-1             | resnet20-s1
            training.optimizer.type=adam and training.batch!=128 | lenet5-mnist-s1
            training.optimizer.type~'ad*' and epochs>4       | resnet20-s1
            test.top1Low>85                                  | resnet20-s1
            test.top1=none                                   | resnet20-s2
            started<2026-03-02                               | lenet5-mnist-s1
            started>=2026-03-02 and started<2026-03-03       | resnet20-s1
            started=2026-03-02                               | resnet20-s1
            started!=2026-03-02                              | resnet20-s2 lenet5-mnist-s1
            started>2026-03-02                               | resnet20-s2
            started<=2026-03-02                              | resnet20-s1 lenet5-mnist-s1
            started=2026-03-01T12:00:00Z                     | lenet5-mnist-s1
            finished=none and seed>=30                       | resnet20-s2 resnet20-s1
            experiment="resnet20-sample" and not status=running | resnet20-s1
            cpu~'*epyc*' and threads=2 and seconds<49        | resnet20-s2 resnet20-s1 lenet5-mnist-s1
            """;

    @TempDir
    Path folder;

    Path runs;
    StoreLocation location;
    RunStore store;

    /** A new, empty store of the runs in a directory. */
    abstract StoreLocation fresh(Path runsDirectory);

    @BeforeEach
    void open() {
        runs = folder.resolve("runs");
        location = fresh(runs);
        store = RunStore.open(location);
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
        }
    }

    private void save(RunRecord record) {
        store.save(record, MadeRuns.write(runs, record));
    }

    /** Three runs: a good old LeNet-5, a better ResNet-20, and a newer one that is under way. */
    private void three() {
        save(MadeRuns.completed(MadeRuns.started("lenet5-mnist-s1", "lenet5", 0, 64, 0.001), 3, 90));
        save(MadeRuns.completed(MadeRuns.started("resnet20-s1", "resnet20", 30, 128, 0.1), 5, 95));
        save(MadeRuns.started("resnet20-s2", "resnet20", 60, 128, 0.05));
    }

    private List<String> ids(String condition) {
        return store.list(RunQuery.newest(Condition.parse(condition), 100)).stream()
                .map(RunRow::id)
                .toList();
    }

    @Test
    void aRunIsKeptWithEverythingThatIsAskedFor() {
        RunRecord record = MadeRuns.completed(MadeRuns.started("lenet5-mnist-s1", "lenet5", 2, 64, 0.001), 3, 90);
        save(record);
        RunRow row = store.find("lenet5-mnist-s1");
        assertThat(row.model()).isEqualTo("lenet5");
        assertThat(row.experiment()).isEqualTo("lenet5-sample");
        assertThat(row.status()).isEqualTo(RunStatus.COMPLETED);
        assertThat(row.epochs()).isEqualTo(3);
        assertThat(row.testAccuracy()).hasValue(90);
        assertThat(row.validationAccuracy()).hasValue(89);
        assertThat(row.started()).isEqualTo(MadeRuns.FIRST_START.plusSeconds(7200));
        assertThat(row.finished()).isEmpty();
        assertThat(row.directory()).isEqualTo(runs.resolve("lenet5-mnist-s1").toAbsolutePath());
        assertThat(row.isHere()).isTrue();
        assertThat(store.record(row)).isEqualTo(record);
    }

    @Test
    void everyKindOfNumberComesBack() {
        RunRecord golden = SampleRun.golden();
        save(golden);
        RunRow row = store.find(golden.id());
        assertThat(row.trainLoss()).isPresent();
        assertThat(row.trainLoss().getAsDouble()).isNaN();
        assertThat(store.record(row)).isEqualTo(golden);
        List<Double> losses = new ArrayList<>();
        store.eachEpoch(
                Condition.ALL, (run, epoch) -> losses.add(epoch.validationLoss().orElseThrow()));
        assertThat(losses).containsExactly(2.4, Double.POSITIVE_INFINITY, Double.NaN);
        assertThat(ids("test.loss=NaN")).containsExactly(golden.id());
    }

    @Test
    void savingAgainReplaces() {
        RunRecord begun = MadeRuns.started("resnet20-s1", "resnet20", 1, 128, 0.1);
        Path directory = MadeRuns.write(runs, begun);
        store.save(begun, directory);
        store.save(begun, directory);
        RunRecord ended = MadeRuns.completed(begun, 4, 97);
        store.save(ended, directory);
        assertThat(store.count(Condition.ALL)).isEqualTo(1);
        assertThat(store.find("resnet20-s1").testAccuracy()).hasValue(97);
        List<Integer> epochs = new ArrayList<>();
        store.eachEpoch(Condition.ALL, (run, epoch) -> epochs.add(epoch.epoch()));
        assertThat(epochs).containsExactly(1, 2, 3, 4);
    }

    @Test
    void conditionsChoose() {
        three();
        for (String line : CHOICES.lines().toList()) {
            String[] parts = line.split("\\|", 2);
            String expected = parts[1].strip();
            assertThat(ids(parts[0].strip()))
                    .as(line)
                    .containsExactly(expected.isEmpty() ? new String[0] : expected.split(" "));
        }
    }

    @Test
    void sortingPutsRunsWithoutTheFieldLast() {
        three();
        assertThat(sorted("testAccuracy")).containsExactly("resnet20-s1", "lenet5-mnist-s1", "resnet20-s2");
        assertThat(sorted("+testAccuracy")).containsExactly("lenet5-mnist-s1", "resnet20-s1", "resnet20-s2");
        assertThat(sorted("+training.optimizer.learningRate"))
                .containsExactly("lenet5-mnist-s1", "resnet20-s2", "resnet20-s1");
        assertThat(sorted("test.top1High")).containsExactly("resnet20-s1", "lenet5-mnist-s1", "resnet20-s2");
        assertThat(store.list(RunQuery.newest(Condition.ALL, 2))).hasSize(2);
    }

    private List<String> sorted(String order) {
        return store.list(RunQuery.sorted(Condition.ALL, Optional.of(order), 10)).stream()
                .map(RunRow::id)
                .toList();
    }

    @Test
    void anEntryThatNoRunHasIsNamedWithItsNeighbours() {
        three();
        assertThatThrownBy(() -> ids("training.bacth=128"))
                .isInstanceOf(ConditionException.class)
                .hasMessage("there is no entry 'training.bacth' in the specification of any run; did you mean"
                        + " training.batch?");
        assertThatThrownBy(() -> ids("test.topp=1")).hasMessageContaining("did you mean top1");
        assertThatThrownBy(() -> sorted("training.bacth")).hasMessageContaining("training.batch");
    }

    @Test
    void textIsNeverSql() {
        three();
        assertThat(ids("model='x'' or 1=1 --'")).isEmpty();
        assertThat(ids("model~'%'")).isEmpty();
        assertThat(ids("model~'resnet__'")).isEmpty();
        assertThat(store.count(Condition.ALL)).isEqualTo(3);
    }

    @Test
    void aRunIsFoundByTheBeginningOfItsId() {
        three();
        assertThat(store.find("lenet").id()).isEqualTo("lenet5-mnist-s1");
        assertThat(store.find("latest").id()).isEqualTo("resnet20-s2");
        assertThat(store.find("resnet20-s1").id()).isEqualTo("resnet20-s1");
        assertThat(store.find("resnet20-sample").id())
                .as("the newest of an experiment")
                .isEqualTo("resnet20-s2");
        assertThatThrownBy(() -> store.find("resnet"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("got 'resnet' for resnet20-s2, resnet20-s1; write more of it");
        assertThatThrownBy(() -> store.find("vgg")).hasMessageContaining("no run has an id that begins with 'vgg'");
        assertThatThrownBy(() -> store.find("")).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> store.find("%")).hasMessageContaining("begins with '%'");
    }

    @Test
    void tagsAreKeptInTheDirectoryAndInTheStore() {
        three();
        RunRow run = store.find("lenet");
        TagFile.write(run.directory(), Set.of("baseline", "paper"));
        store.setTags(run, Set.of("paper", "baseline"));
        assertThat(store.find("lenet").tags()).containsExactly("baseline", "paper");
        assertThat(ids("tag=baseline")).containsExactly("lenet5-mnist-s1");
        assertThat(ids("tag~base*")).containsExactly("lenet5-mnist-s1");
        assertThat(ids("tag!=baseline")).containsExactly("resnet20-s2", "resnet20-s1");
        assertThat(ids("tag=none")).containsExactly("resnet20-s2", "resnet20-s1");
        store.setTags(run, Set.of());
        store.rebuild();
        assertThat(store.find("lenet").tags()).as("from the directory").containsExactly("baseline", "paper");
        assertThatThrownBy(() -> store.setTags(run, Set.of("a,b"))).hasMessageContaining("a tag must be");
    }

    @Test
    void aLostStoreIsMadeAgainFromTheDirectories() throws IOException {
        three();
        for (RunRow row : store.list(RunQuery.newest(Condition.ALL, 10))) {
            store.remove(row);
        }
        assertThat(store.count(Condition.ALL)).isZero();
        Files.createDirectories(runs.resolve("broken"));
        Files.writeString(runs.resolve("broken").resolve("run.json"), "{");
        RunStore.Reading reading = store.rebuild();
        assertThat(reading.read()).isEqualTo(3);
        assertThat(reading.problems()).singleElement().asString().contains("broken", "must be whole and valid");
        assertThat(ids("testAccuracy>90")).containsExactly("resnet20-s1");
    }

    /** Each of them by itself, as the only one that is new, and all together. */
    @Test
    void oneDirectoryThatCannotBeReadHidesNoOther() throws IOException {
        three();
        Path sound = runs.resolve("resnet20-s1").resolve("run.json");
        String record = Files.readString(sound);
        bad("nested", "[".repeat(200_000));
        assertThat(store.refresh().problems()).singleElement().asString().contains("nested");
        bad("copy", record);
        bad(
                "far-off",
                record.replaceFirst("resnet20-s1", "far-off")
                        .replaceFirst("\"startedAt\" : \"[^\"]*\"", "\"startedAt\" : \"+999999999-01-01T00:00:00Z\""));
        bad("other-schema", record.replaceFirst("\"schema\" : \\d+", "\"schema\" : 99"));
        bad("no-text", "\u0000\u0001");
        bad("tags", record.replaceFirst("resnet20-s1", "tags"));
        Files.write(runs.resolve("tags").resolve("tags.txt"), new byte[] {(byte) 0xff, (byte) 0xfe});
        RunStore.Reading reading = store.rebuild();
        assertThat(reading.read()).isEqualTo(3);
        for (String name : List.of("nested", "copy", "far-off", "other-schema", "no-text", "tags")) {
            assertThat(reading.problems())
                    .filteredOn(p -> p.contains(runs.resolve(name).toString()))
                    .as(name)
                    .singleElement()
                    .asString()
                    .doesNotContain("\n");
        }
        assertThat(ids("testAccuracy>90")).containsExactly("resnet20-s1");
        assertThat(store.count(Condition.ALL)).isEqualTo(3);
    }

    private void bad(String name, String record) throws IOException {
        Files.writeString(Files.createDirectories(runs.resolve(name)).resolve("run.json"), record);
    }

    @Test
    void refreshReadsOnlyWhatHasChanged() throws IOException {
        three();
        assertThat(store.refresh().read()).isZero();
        Path directory = runs.resolve("resnet20-s2");
        RunRecord ended = MadeRuns.completed(store.record(store.find("resnet20-s2")), 2, 99);
        org.bestiary.reports.run.RunDirectory.open(directory).write(ended);
        Files.setLastModifiedTime(directory.resolve("run.json"), FileTime.fromMillis(1_800_000_000_000L));
        MadeRuns.write(runs, MadeRuns.any("new-one"));
        assertThat(store.refresh().read()).isEqualTo(2);
        assertThat(store.find("resnet20-s2").testAccuracy()).isEqualTo(OptionalDouble.of(99));
        assertThat(store.count(Condition.ALL)).isEqualTo(4);
    }

    @Test
    void aNameThatIsTooLongForItsColumnIsCutThere() {
        RunRecord run = MadeRuns.started("long-name", "x".repeat(300), 1, 32, 0.1);
        store.save(run, runs.resolve(run.id()));
        assertThat(store.find("long-name").model()).isEqualTo("x".repeat(200));
        assertThat(store.record(store.find("long-name"))).isEqualTo(run);
    }

    @Test
    void tenThousandRunsAreListedByThePage() {
        List<RunRecord> page = new ArrayList<>();
        long begun = System.nanoTime();
        JdbcRunStore jdbc = (JdbcRunStore) store;
        for (int i = 0; i < MANY; i++) {
            String model = i % 2 == 0 ? "lenet5" : "resnet20";
            page.add(MadeRuns.completed(
                    MadeRuns.started("run-" + i, model, i, 32 + i % 5, 0.001 * (1 + i % 9)), 2, 1 + i % 99));
            if (page.size() == 500) {
                jdbc.saveAll(page, runs);
                page.clear();
            }
        }
        double saved = seconds(begun);
        begun = System.nanoTime();
        List<RunRow> newest = store.list(RunQuery.newest(Condition.ALL, 20));
        double listed = seconds(begun);
        begun = System.nanoTime();
        Condition condition = Condition.parse("model=resnet20 and testAccuracy>97 and training.batch=33");
        List<RunRow> best = store.list(RunQuery.sorted(condition, Optional.of("testAccuracy"), 20));
        double filtered = seconds(begun);
        System.out.printf(
                "%s: %,d runs saved in %.1f s, a page listed in %.3f s, filtered and sorted in %.3f s%n",
                getClass().getSimpleName(), MANY, saved, listed, filtered);
        assertThat(newest).hasSize(20).extracting(RunRow::id).startsWith("run-9999", "run-9998");
        assertThat(best).hasSize(20).allSatisfy(r -> {
            assertThat(r.model()).isEqualTo("resnet20");
            assertThat(r.testAccuracy().orElseThrow()).isGreaterThan(97);
        });
        assertThat(store.count(Condition.ALL)).isEqualTo(MANY);
        long[] seen = {0};
        store.each(Condition.parse("model=lenet5"), r -> seen[0]++);
        assertThat(seen[0]).isEqualTo(MANY / 2);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
