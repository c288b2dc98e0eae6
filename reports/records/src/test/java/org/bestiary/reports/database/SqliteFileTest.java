package org.bestiary.reports.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bestiary.reports.store.Condition;
import org.bestiary.reports.store.MadeRuns;
import org.bestiary.reports.store.RunQuery;
import org.bestiary.reports.store.RunStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of an embedded store: what it asks of the machine, and what files from elsewhere can do with it. */
class SqliteFileTest {
    @TempDir
    private Path folder;

    private StoreLocation location;

    @BeforeEach
    void choose() {
        location = StoreLocation.beside(folder.resolve("runs"));
    }

    private Path file() {
        return location.file().orElseThrow();
    }

    private void made() {
        Database.open(location).close();
    }

    /** Changes the file as anybody could who has it. */
    private void elsewhere(String... statements) throws SQLException {
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement sql = c.createStatement()) {
            for (String statement : statements) {
                sql.execute(statement);
            }
        }
    }

    private void refused(String message) {
        assertThatThrownBy(() -> RunStore.open(location))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(file().toString())
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            create trigger evil after insert on runs begin delete from runs; end  | another trigger evil
            create view evil as select * from runs                               | another view evil
            create table evil (x)                                                | another table evil
            create index evil on runs (abs(threads))                             | another index evil
            create virtual table evil using fts5 (x)                             | evil
            alter table tags add column evil text as (hex(zeroblob(1000000)))    | another table tags
            alter table tags rename to evil                                      | evil
            drop index runs_by_spec                                              | no index runs_by_spec
            pragma application_id = 7                                            | something else
            """)
    void whatBestiaryDidNotMakeIsRefusedBeforeARowIsRead(String statement, String message) throws SQLException {
        made();
        elsewhere(statement);
        refused(message);
    }

    @Test
    void aTableThatIsAViewIsRefused() throws SQLException {
        made();
        elsewhere(
                "drop table trial_runs",
                "create view trial_runs as with recursive n(i) as (select 1 union all select i + 1 from n)"
                        + " select i as study, i as number, i as run_id, i as attempt from n");
        refused("another view trial_runs");
    }

    @Test
    void aFileOfAnotherProgramIsRefusedAndLeftAsItIs() throws SQLException, IOException {
        Files.createDirectories(file().getParent());
        elsewhere("create table bookmarks (url text)", "insert into bookmarks values ('x')");
        byte[] before = Files.readAllBytes(file());
        refused("something else");
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    void theConnectionTrustsNothingInTheFile() throws IOException {
        Path other = Files.createFile(folder.resolve("other.db"));
        try (Database database = Database.open(location)) {
            assertThat(pragma(database, "trusted_schema")).isZero();
            assertThat(pragma(database, "foreign_keys")).isEqualTo(1);
            assertThat(pragma(database, "synchronous")).as("full").isEqualTo(2);
            assertThatThrownBy(() -> database.read(
                            c -> Statements.list(c, "select load_extension('evil')", List.of(), row -> row.getInt(1))))
                    .hasMessageContaining("not authorized");
            assertThatThrownBy(() -> database.change(c -> {
                        SqliteEngine.run(c, "commit");
                        SqliteEngine.run(c, "attach database '" + other + "' as other");
                    }))
                    .hasMessageContaining("too many attached databases");
        }
    }

    private static int pragma(Database database, String name) {
        return database.read(c -> Statements.first(c, "pragma " + name, List.of(), row -> row.getInt(1))
                .orElseThrow());
    }

    @Test
    void noPortIsOpenedAndNothingIsLeftBesideTheFile() throws IOException {
        Path sockets = Path.of("/proc/self/net/tcp");
        assumeTrue(Files.isReadable(sockets), "only Linux tells of its sockets in files");
        Set<String> before = listening();
        try (Database database = Database.open(location)) {
            database.change(c -> Statements.update(c, "delete from runs"));
            assertThat(listening()).isEqualTo(before);
        }
        try (Stream<Path> files = Files.list(file().getParent())) {
            assertThat(files).containsExactly(file());
        }
    }

    /** The sockets of this process that others may connect to. */
    private static Set<String> listening() throws IOException {
        Set<String> own;
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            own = descriptors
                    .map(SqliteFileTest::target)
                    .filter(t -> t.startsWith("socket:["))
                    .map(t -> t.replaceAll("\\D", ""))
                    .collect(Collectors.toSet());
        }
        Set<String> inodes = new TreeSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            Path path = Path.of("/proc/self/net", table);
            if (Files.isReadable(path)) {
                Files.readAllLines(path).stream()
                        .map(line -> line.strip().split("\\s+"))
                        .filter(fields -> fields.length > 9 && fields[3].equals("0A") && own.contains(fields[9]))
                        .forEach(fields -> inodes.add(fields[9]));
            }
        }
        return inodes;
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"077", "027", "022"})
    void theFilesHaveTheRightsThatTheUserGives(String umask) throws IOException, InterruptedException {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "only POSIX has such rights");
        Process process = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "umask " + umask + "; exec \"$0\" \"$@\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holding.class.getName(),
                        location.runs().toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                .as("rights of the file, the changes on their way into it, and their index")
                .endsWith(
                        rights(0666, umask) + " store.sqlite",
                        rights(0666, umask) + " store.sqlite-shm",
                        rights(0666, umask) + " store.sqlite-wal");
        assertThat(process.waitFor()).isZero();
    }

    private static String rights(int most, String umask) {
        int mode = most & ~Integer.parseInt(umask, 8);
        StringBuilder rights = new StringBuilder();
        for (int bit = 8; bit >= 0; bit--) {
            rights.append((mode >> bit & 1) == 0 ? '-' : "xwr".charAt(bit % 3));
        }
        return rights.toString();
    }

    /** A process that prints the rights of the files of a store while it has it open. */
    static final class Holding {
        private Holding() {}

        public static void main(String[] args) throws IOException {
            Path runs = Path.of(args[0]);
            try (Database database = Database.open(StoreLocation.beside(runs))) {
                database.change(c -> Statements.update(c, "delete from runs"));
                try (Stream<Path> files = Files.list(runs).sorted()) {
                    for (Path file : files.toList()) {
                        System.out.println(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + " "
                                + file.getFileName());
                    }
                }
            }
        }
    }

    @Test
    void aPathIsAPathWhateverIsInIt() {
        StoreLocation odd = StoreLocation.beside(folder.resolve("50% off? #1;x=y&mode=memory größe"));
        try (Database database = Database.open(odd)) {
            assertThat(database.location().file().orElseThrow()).exists();
        }
        StoreLocation resource =
                StoreLocation.at("jdbc:sqlite:mode=memory", Optional.empty(), Optional.empty(), folder);
        assertThat(resource.file()).hasValueSatisfying(p -> assertThat(p).isAbsolute());
    }

    @Test
    void aFileThatIsRemovedWhileItIsOpenIsMadeAgain() throws IOException {
        try (RunStore store = RunStore.open(location)) {
            store.save(MadeRuns.completed(MadeRuns.started("a", "lenet5", 1, 64, 0.1), 2, 90), folder.resolve("a"));
            Files.delete(file());
            store.save(MadeRuns.completed(MadeRuns.started("b", "lenet5", 1, 64, 0.1), 2, 90), folder.resolve("b"));
            assertThat(store.find("b").epochs()).isEqualTo(2);
        }
        try (RunStore again = RunStore.open(location)) {
            assertThat(again.count(Condition.ALL)).isEqualTo(1);
        }
    }

    @Test
    void lettersBeyondZAreTheSameInBothCases() {
        try (RunStore store = RunStore.open(location)) {
            store.save(MadeRuns.started("a", "größe", 1, 64, 0.1), folder.resolve("a"));
            assertThat(store.count(Condition.parse("model~'GRÖ*'"))).isEqualTo(1);
            assertThat(store.count(Condition.parse("model~'GRO*'"))).isZero();
        }
    }

    /** Some of these files are as good as sound, others are refused; none does anything else. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void aDamagedFileIsReadOrRefused(int seed) throws IOException {
        try (RunStore store = RunStore.open(location)) {
            for (int i = 0; i < 20; i++) {
                store.save(
                        MadeRuns.completed(MadeRuns.started("run-" + i, "lenet5", i, 64, 0.1), 5, 90),
                        folder.resolve("run-" + i));
            }
        }
        SplittableRandom random = new SplittableRandom(seed);
        try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
            if (seed % 4 == 0) {
                bytes.setLength(random.nextLong(bytes.length()));
            }
            for (int i = 0; i < seed * 10; i++) {
                bytes.seek(random.nextLong(Math.max(1, bytes.length())));
                bytes.write(random.nextInt(256));
            }
        }
        try (RunStore store = RunStore.open(location)) {
            store.list(RunQuery.newest(Condition.ALL, 100));
            store.eachEpoch(Condition.ALL, (run, epoch) -> {});
            store.save(MadeRuns.started("new", "lenet5", 1, 64, 0.1), folder.resolve("new"));
        } catch (StoreException e) {
            assertThat(e.getMessage()).doesNotContain("\n").contains(file().toString());
        }
    }
}
