package org.bestiary.experiments.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The specs that ship with the program: one YAML file each in the resource folder {@code experiments}, those of the lecture
 * ledger in its folder {@code lecture}.
 */
public final class SpecLibrary {
    private static final String FOLDER = "/experiments";
    private static final String SWEEPS = "/sweeps";
    private static final String ENDING = ".yaml";

    private SpecLibrary() {}

    /** Names of the shipped specs, sorted; {@code lecture/NAME} for those of the ledger. */
    public static List<String> names() {
        return names(FOLDER);
    }

    /** Names of the shipped sweeps, sorted. */
    public static List<String> sweepNames() {
        return names(SWEEPS);
    }

    private static List<String> names(String folder) {
        try {
            URI uri = SpecLibrary.class.getResource(folder).toURI();
            if (!uri.getScheme().equals("jar")) {
                return names(Path.of(uri));
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return names(jar.getPath(folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.map(f -> folder.relativize(f).toString().replace('\\', '/'))
                    .filter(f -> f.endsWith(ENDING))
                    .map(f -> f.substring(0, f.length() - ENDING.length()))
                    .sorted()
                    .toList();
        }
    }

    /** The YAML text of a shipped spec. */
    public static String text(String name) {
        return text(FOLDER, name);
    }

    private static String text(String folder, String name) {
        try (InputStream in = SpecLibrary.class.getResourceAsStream(folder + "/" + name + ENDING)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The shipped spec of this name, or the user's file.
     *
     * @param nameOrFile a name of {@link #names()}, or a path of a YAML file
     * @param overrides values by path
     * @throws SpecException if there is neither, or it breaks a rule
     */
    public static SpecReader.Located open(String nameOrFile, Map<String, String> overrides) {
        List<String> names = names();
        if (names.contains(nameOrFile)) {
            return SpecReader.parse(text(nameOrFile), nameOrFile, overrides);
        }
        Path file = Path.of(nameOrFile);
        if (Files.isRegularFile(file)) {
            return SpecReader.read(file, overrides);
        }
        if (Files.isDirectory(file)) {
            throw new SpecException("a spec must be a file, but " + nameOrFile + " is a directory");
        }
        throw new SpecException("no experiment or file is called '" + nameOrFile + "'" + Names.hint(nameOrFile, names));
    }

    /**
     * The shipped sweep of this name, or the user's file.
     *
     * @param nameOrFile a name of {@link #sweepNames()}, or a path of a YAML file
     * @param overrides values by path
     * @throws SpecException if there is neither, or it breaks a rule
     */
    public static SweepSource openSweep(String nameOrFile, Map<String, String> overrides) {
        List<String> names = sweepNames();
        if (names.contains(nameOrFile)) {
            return SweepSource.parse(text(SWEEPS, nameOrFile), nameOrFile, overrides);
        }
        Path file = Path.of(nameOrFile);
        if (Files.isRegularFile(file)) {
            return SweepSource.parse(YamlTree.text(file, DocumentKind.SPEC), nameOrFile, overrides);
        }
        if (Files.isDirectory(file)) {
            throw new SpecException("a sweep must be a file, but " + nameOrFile + " is a directory");
        }
        throw new SpecException("no sweep or file is called '" + nameOrFile + "'" + Names.hint(nameOrFile, names));
    }
}
