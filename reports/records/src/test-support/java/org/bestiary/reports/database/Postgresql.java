package org.bestiary.reports.database;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A PostgreSQL server on loopback for the tests of this JVM, from the system's package. Every test gets a schema of its
 * own. The server ends with the JVM, however that ends.
 */
public final class Postgresql {
    private static final String SUPERUSER = "postgres";
    private static final AtomicInteger SCHEMAS = new AtomicInteger();
    private static Optional<Postgresql> server = Optional.empty();

    private final Path binaries;
    private final int port;

    private Postgresql(Path binaries, int port) {
        this.binaries = binaries;
        this.port = port;
    }

    /** The URL of a new, empty schema; the test that asks is skipped where PostgreSQL is not installed. */
    public static synchronized String url() {
        if (server.isEmpty()) {
            Optional<Path> binaries = binaries();
            assumeTrue(binaries.isPresent(), "skipped: PostgreSQL's server is not installed (apt install postgresql)");
            server = Optional.of(start(binaries.orElseThrow()));
        }
        String url = "jdbc:postgresql://127.0.0.1:" + server.get().port + "/postgres?user=" + SUPERUSER;
        String schema = "test" + SCHEMAS.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("create schema " + schema);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return url + "&currentSchema=" + schema;
    }

    /** Debian keeps the programs of the server off the path. */
    private static Optional<Path> binaries() {
        List<Path> places = new ArrayList<>();
        Path debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (Stream<Path> versions = Files.list(debian)) {
                versions.map(v -> v.resolve("bin"))
                        .sorted(Comparator.reverseOrder())
                        .forEach(places::add);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        Stream.of(System.getenv("PATH").split(":")).map(Path::of).forEach(places::add);
        return places.stream()
                .filter(p -> Files.isExecutable(p.resolve("initdb")))
                .findFirst();
    }

    private static Postgresql start(Path binaries) {
        try {
            int port;
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = socket.getLocalPort();
            }
            Postgresql starting = new Postgresql(binaries, port);
            Path home = Files.createTempDirectory("bestiary-postgresql");
            if (isRoot()) {
                run("chown", SUPERUSER, home.toString());
            }
            Path data = home.resolve("data");
            run(starting.asOwner("initdb", "-D", data, "-A", "trust", "-E", "UTF8", "--no-locale", "-U", SUPERUSER));
            String options = "-c listen_addresses=127.0.0.1 -p " + port + " -c unix_socket_directories=" + home;
            run(starting.asOwner("pg_ctl", "-D", data, "-w", "-l", home.resolve("log"), "-o", options, "start"));
            starting.stopWithThisJvm(home, data);
            return starting;
        } catch (IOException e) {
            throw new AssertionError("PostgreSQL does not start", e);
        }
    }

    /** The pipe to this shell closes when the JVM is gone. */
    private void stopWithThisJvm(Path home, Path data) throws IOException {
        String stop = String.join(" ", asOwner("pg_ctl", "-D", data, "-m", "immediate", "stop"));
        new ProcessBuilder("sh", "-c", "cat >/dev/null; " + stop + " >/dev/null 2>&1; rm -rf " + home).start();
    }

    private String[] asOwner(Object... command) {
        List<String> words = new ArrayList<>(isRoot() ? List.of("runuser", "-u", SUPERUSER, "--") : List.of());
        words.add(binary(command[0].toString()));
        Stream.of(command).skip(1).map(Object::toString).forEach(words::add);
        return words.toArray(String[]::new);
    }

    private String binary(String name) {
        return binaries.resolve(name).toString();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static void run(String... command) {
        try {
            Path log = Files.createTempFile("bestiary-postgresql", ".log");
            Process process = new ProcessBuilder(command)
                    .directory(new java.io.File("/"))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + Files.readString(log));
            }
            Files.delete(log);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
