package org.bestiary.experiments.train;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which program this is.
 *
 * @param version release, {@code 0.1.0-SNAPSHOT}
 * @param commit commit that it was built from, with {@code -dirty} where the tree had changes; {@code unknown} when it was
 *     not built from a checkout
 */
public record ProgramVersion(String version, String commit) {
    private static final String RESOURCE = "/org/bestiary/experiments/build.properties";

    /** The program that is running. */
    public static ProgramVersion current() {
        Properties build = new Properties();
        try (InputStream in = ProgramVersion.class.getResourceAsStream(RESOURCE)) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String commit = build.getProperty("git.commit.id.full", "unknown");
        boolean dirty = Boolean.parseBoolean(build.getProperty("git.dirty", "false"));
        return new ProgramVersion(build.getProperty("git.build.version", "unknown"), commit + (dirty ? "-dirty" : ""));
    }
}
