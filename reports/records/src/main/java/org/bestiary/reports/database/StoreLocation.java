package org.bestiary.reports.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a store is.
 *
 * <p>By default it is the H2 file {@code store.mv.db} in the runs directory, which several processes of one machine may
 * open at once. {@code jdbc:postgresql://host/database} names a store that several machines share, {@code jdbc:h2:PATH} a
 * file elsewhere. User and password of a URL come from the URL itself, from {@value #USER_VARIABLE} and {@value
 * #PASSWORD_VARIABLE}, or from {@code ~/.pgpass}.
 */
public final class StoreLocation {
    /** The environment variable that names the store when no option does. */
    public static final String VARIABLE = "BESTIARY_STORE";
    /** The environment variable with the user of the database. */
    public static final String USER_VARIABLE = "BESTIARY_STORE_USER";
    /** The environment variable with that user's password. */
    public static final String PASSWORD_VARIABLE = "BESTIARY_STORE_PASSWORD";

    private static final String H2 = "jdbc:h2:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    /** Without WRITE_DELAY=0 H2 acknowledges commits that a killed process then takes with it. */
    private static final String SHARED_FILE = ";AUTO_SERVER=TRUE;WRITE_DELAY=0;TRACE_LEVEL_FILE=0";

    private static final Pattern PASSWORD = Pattern.compile("(?i)\\b(\\w*password|passwd|pwd)=[^&;\\s\"']*");
    private static final Pattern CREDENTIALS = Pattern.compile("//[^/@\\s]*:[^/@\\s]*@");

    private final String url;
    private final Optional<String> user;
    private final Optional<String> password;
    private final Optional<Path> file;
    private final Path runs;
    private final boolean besideRuns;

    private StoreLocation(
            String url,
            Optional<String> user,
            Optional<String> password,
            Optional<Path> file,
            Path runs,
            boolean besideRuns) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.file = file;
        this.runs = runs.toAbsolutePath().normalize();
        this.besideRuns = besideRuns;
    }

    /**
     * The store that an option or the environment names, or else the one beside the runs.
     *
     * @param url the option's JDBC URL, if it was given
     * @param environment variables of the process
     * @param runs directory of all runs
     * @throws StoreException if the URL is none that Bestiary can use
     */
    public static StoreLocation choose(Optional<String> url, Map<String, String> environment, Path runs) {
        Optional<String> given = url.or(() -> variable(environment, VARIABLE));
        return given.map(u ->
                        at(u, variable(environment, USER_VARIABLE), variable(environment, PASSWORD_VARIABLE), runs))
                .orElseGet(() -> beside(runs));
    }

    /**
     * The file in the runs directory.
     *
     * @throws StoreException if the path has a semicolon, which H2 takes for the end of it
     */
    public static StoreLocation beside(Path runs) {
        Path base = runs.toAbsolutePath().normalize().resolve("store");
        if (base.toString().indexOf(';') >= 0) {
            throw new StoreException("the path of a store must have no semicolon, got " + base
                    + "; name another place with --store jdbc:h2:PATH");
        }
        return new StoreLocation(
                H2 + "file:" + base + SHARED_FILE,
                Optional.empty(),
                Optional.empty(),
                Optional.of(databaseFile(base)),
                runs,
                true);
    }

    /**
     * The store at a JDBC URL.
     *
     * @param url {@code jdbc:postgresql://...} or {@code jdbc:h2:...}
     * @param user user of the database, if the URL does not say
     * @param password that user's password
     * @param runs directory of the runs of this machine
     * @throws StoreException if the URL is none that Bestiary can use
     */
    public static StoreLocation at(String url, Optional<String> user, Optional<String> password, Path runs) {
        String trimmed = url.strip();
        if (trimmed.startsWith(POSTGRESQL)) {
            return new StoreLocation(trimmed, user, password, Optional.empty(), runs, false);
        }
        if (!trimmed.startsWith(H2)) {
            throw new StoreException("a store must be jdbc:postgresql://HOST/DATABASE or jdbc:h2:PATH, got "
                    + redacted(trimmed) + "; correct --store or " + VARIABLE);
        }
        String rest = trimmed.substring(H2.length());
        if (rest.startsWith("mem:") || rest.startsWith("tcp:") || rest.startsWith("ssl:")) {
            return new StoreLocation(trimmed, user, password, Optional.empty(), runs, false);
        }
        String path = rest.replaceFirst("^file:", "").replaceFirst(";.*", "");
        if (path.isBlank()) {
            throw new StoreException("a store's H2 URL must have a path, got " + redacted(trimmed)
                    + "; write jdbc:h2:PATH, without the ending .mv.db");
        }
        Path base = path.startsWith("~")
                ? Path.of(System.getProperty("user.home") + path.substring(1))
                : Path.of(path).toAbsolutePath().normalize();
        String options = rest.contains(";") ? rest.substring(rest.indexOf(';')) : "";
        String missing = options.toUpperCase(Locale.ROOT).contains("AUTO_SERVER=") ? "" : SHARED_FILE;
        return new StoreLocation(
                H2 + "file:" + base + missing + options, user, password, Optional.of(databaseFile(base)), runs, false);
    }

    private static Path databaseFile(Path base) {
        return base.resolveSibling(base.getFileName() + ".mv.db");
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(v -> !v.isBlank());
    }

    /** Any text without the passwords of URLs in it. */
    public static String redacted(String text) {
        String quiet = PASSWORD.matcher(text).replaceAll("$1=***");
        return CREDENTIALS.matcher(quiet).replaceAll("//***@");
    }

    /** The directory of the runs that are kept here by this machine. */
    public Path runs() {
        return runs;
    }

    /** Whether this is the file in the runs directory, which holds those runs and no others. */
    public boolean isBesideRuns() {
        return besideRuns;
    }

    /** The file of an embedded store; empty for a server. */
    public Optional<Path> file() {
        return file;
    }

    /** Whether this is a file that does not exist yet. */
    public boolean isMissing() {
        return file.isPresent() && !Files.exists(file.get());
    }

    /** Whether only the process that opens it can use it: in memory, or a file that is not shared. */
    public boolean isPrivate() {
        return url.startsWith(H2 + "mem:")
                || file.isPresent() && url.toUpperCase(Locale.ROOT).contains("AUTO_SERVER=FALSE");
    }

    /** The environment variables with which another process finds this store, the password among them. */
    public Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(VARIABLE, url);
        user.ifPresent(u -> variables.put(USER_VARIABLE, u));
        password.ifPresent(p -> variables.put(PASSWORD_VARIABLE, p));
        return variables;
    }

    /**
     * Renames the file of an embedded store, so that a new one can be made.
     *
     * @return its new name
     * @throws StoreException if it cannot be renamed
     */
    public Path putAside() {
        Path old = file.orElseThrow(() -> new StoreException("only a file can be put aside, got " + this));
        String time =
                DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).format(LocalDateTime.now());
        try {
            return Files.move(old, old.resolveSibling(old.getFileName() + ".damaged-" + time));
        } catch (IOException e) {
            throw new StoreException(
                    "cannot rename the store " + old + ": " + e.getMessage() + "; check its rights", e);
        }
    }

    boolean isPostgresql() {
        return url.startsWith(POSTGRESQL);
    }

    String url() {
        return url;
    }

    Optional<String> user() {
        return user;
    }

    Optional<String> password() {
        return password;
    }

    /** The place for people, without a password. */
    @Override
    public String toString() {
        return file.map(Path::toString).orElseGet(() -> redacted(url));
    }
}
