package org.bestiary.experiments.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.bestiary.reports.run.RunException;

/**
 * The files of this program and, beside them, those of Spark where a build has them.
 *
 * @param program the program's jar
 * @param spark folder of Spark, laid out as a Spark distribution is
 */
record SparkHome(Path program, Path spark) {
    private static final String DRIVER_JAR = "bestiary-spark.jar";
    private static final String DRIVER = "org.bestiary.spark.SparkDriver";
    private static final String HEAP = "-Xmx768m";

    /** What Spark's own starter opens on Java 17 (org.apache.spark.launcher.JavaModuleOptions). */
    private static final List<String> OPENED = List.of(
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.lang.reflect",
            "java.base/java.io",
            "java.base/java.net",
            "java.base/java.nio",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/jdk.internal.ref",
            "java.base/sun.nio.ch",
            "java.base/sun.nio.cs",
            "java.base/sun.security.action",
            "java.base/sun.util.calendar",
            "java.security.jgss/sun.security.krb5");

    /**
     * @throws RunException if this build is without Spark, or the program is not run from its jar
     */
    static SparkHome find() {
        return at(ownJar());
    }

    /** That of a program's jar. */
    static SparkHome at(Path program) {
        Path spark = program.resolveSibling("spark");
        if (!Files.exists(spark.resolve(DRIVER_JAR))) {
            throw new RunException("--engine spark needs a build with Spark, and this one is without; start with:"
                    + " BESTIARY_MAVEN_ARGS=-Pspark ./bestiary sweep ... --engine spark");
        }
        if (!Files.isRegularFile(program)) {
            throw new RunException("--engine spark sends the program's jar to the executors, but the program runs from "
                    + program + "; start it with ./bestiary");
        }
        return new SparkHome(program, spark);
    }

    /** The launcher puts the program's jar first. */
    private static Path ownJar() {
        return Path.of(System.getProperty("java.class.path").split(File.pathSeparator)[0]);
    }

    /** The program's jar and its libraries, in the order of the class path. */
    List<Path> jars() {
        List<Path> jars = new ArrayList<>(List.of(program));
        try (JarFile jar = new JarFile(program.toFile())) {
            String classPath = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            for (String name : classPath.split(" ")) {
                jars.add(program.resolveSibling(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jars;
    }

    /** The command that starts the driver. */
    List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(HEAP);
        command.add("-XX:+IgnoreUnrecognizedVMOptions");
        OPENED.forEach(o -> command.add("--add-opens=" + o + "=ALL-UNNAMED"));
        command.add("-cp");
        command.add(spark.resolve(DRIVER_JAR) + File.pathSeparator + spark.resolve("jars") + File.separator + "*");
        command.add(DRIVER);
        return command;
    }
}
