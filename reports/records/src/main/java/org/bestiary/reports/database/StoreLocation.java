package org.bestiary.reports.database;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a store is.
 *
 * <p>By default it is the SQLite file {@code store.sqlite} in the runs directory, which several processes of one machine may
 * open at once. {@code jdbc:postgresql://host/database} names a store that several machines share, {@code jdbc:sqlite:PATH} a
 * file elsewhere. User and password of a server come from the URL itself, from {@value #USER_VARIABLE} and {@value
 * #PASSWORD_VARIABLE}, or from {@code ~/.pgpass}.
 *
 * <p>{@code jdbc:h2:PATH}, as stores were named before, means the file {@code PATH.sqlite} now, into which {@code
 * PATH.mv.db} is carried over.
 */
public final class StoreLocation {
    /** The environment variable that names the store when no option does. */
    public static final String VARIABLE = "BESTIARY_STORE";
    /** The environment variable with the user of the database. */
    public static final String USER_VARIABLE = "BESTIARY_STORE_USER";
    /** The environment variable with that user's password. */
    public static final String PASSWORD_VARIABLE = "BESTIARY_STORE_PASSWORD";

    /** Where a process is told which machine has the file of its store. */
    private static final String HOST_VARIABLE = "BESTIARY_STORE_HOST";

    /** What a store may be, for messages. */
    static final String FORMS = "a store must be jdbc:postgresql://HOST/DATABASE or jdbc:sqlite:PATH";

    private static final String SQLITE = "jdbc:sqlite:";
    private static final String H2 = "jdbc:h2:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String SUFFIX = ".sqlite";
    private static final String FORMER_SUFFIX = ".mv.db";
    private static final Pattern NO_FILE = Pattern.compile("(?i):.*|(mem|tcp|ssl|zip|nio\\w*|split|cluster):.*");

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

    /** The file in the runs directory. */
    public static StoreLocation beside(Path runs) {
        return embedded(runs.toAbsolutePath().normalize().resolve("store" + SUFFIX), runs, true);
    }

    private static StoreLocation embedded(Path file, Path runs, boolean besideRuns) {
        return new StoreLocation(
                SQLITE + file, Optional.empty(), Optional.empty(), Optional.of(file), runs, besideRuns);
    }

    /**
     * The store at a JDBC URL.
     *
     * @param url {@code jdbc:postgresql://...} or {@code jdbc:sqlite:PATH}
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
        if (trimmed.startsWith(SQLITE)) {
            return embedded(path(trimmed, SQLITE, "?"), runs, false);
        }
        if (trimmed.startsWith(H2)) {
            Path base = path(trimmed, H2, ";");
            return embedded(base.resolveSibling(base.getFileName() + SUFFIX), runs, false);
        }
        throw new StoreException(FORMS + ", got " + redacted(trimmed) + "; correct --store or " + VARIABLE);
    }

    /** The path in the URL of an embedded store, which has nothing else in it: no server, no memory, no options. */
    private static Path path(String url, String scheme, String options) {
        String rest = url.substring(scheme.length()).replaceFirst("^file:", "");
        if (rest.isBlank() || NO_FILE.matcher(rest).matches()) {
            throw new StoreException("the URL of an embedded store must have the path of a file, got " + redacted(url)
                    + "; write jdbc:sqlite:PATH");
        }
        if (rest.contains(options)) {
            throw new StoreException("the URL of an embedded store must have a path and no options, got "
                    + redacted(url) + "; write " + scheme + "PATH");
        }
        String path = rest.startsWith("~/") ? System.getProperty("user.home") + rest.substring(1) : rest;
        try {
            return Path.of(path).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new StoreException(
                    "the URL of an embedded store must have the path of a file, got one with " + e.getReason()
                            + "; write jdbc:sqlite:PATH",
                    e);
        }
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

    /** Whether this is a file that does not exist yet, and is not to take the place of an older one. */
    public boolean isMissing() {
        return file.isPresent() && !Files.exists(file.get()) && former().isEmpty();
    }

    /**
     * Whether this is a file that a process of another machine has open, from which these variables come. Even on a disk
     * that both have, two machines would spoil it: they share no memory, through which its users agree.
     */
    public boolean isElsewhere(Map<String, String> environment) {
        return file.isPresent()
                && variable(environment, HOST_VARIABLE)
                        .filter(host -> !host.equals(Host.NAME))
                        .isPresent();
    }

    /** The H2 file that an embedded store takes the place of, if it is there. */
    Optional<Path> former() {
        return file.filter(f -> f.getFileName().toString().endsWith(SUFFIX))
                .map(f -> {
                    String name = f.getFileName().toString();
                    return f.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + FORMER_SUFFIX);
                })
                .filter(Files::isRegularFile);
    }

    /** The environment variables with which another process finds this store, the password among them. */
    public Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(VARIABLE, url);
        file.ifPresent(f -> variables.put(HOST_VARIABLE, Host.NAME));
        user.ifPresent(u -> variables.put(USER_VARIABLE, u));
        password.ifPresent(p -> variables.put(PASSWORD_VARIABLE, p));
        return variables;
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
