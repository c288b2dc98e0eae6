package org.bestiary.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.spark.SparkConf;

/**
 * What the driver is told, on its standard input: a properties file, up to an empty line. A password may be in it, which is why
 * it comes neither as arguments nor as a file.
 *
 * @param slots trials at a time
 * @param patienceSeconds how long to wait for an executor
 * @param conf entries {@code conf.KEY}: Spark's configuration
 * @param jars entries {@code jar.N}: the program's class path
 * @param arguments entries {@code argument.N}: options of the JVM, main class and its arguments
 * @param environment entries {@code environment.NAME}
 */
record Order(
        int slots,
        int patienceSeconds,
        Map<String, String> conf,
        List<Path> jars,
        List<String> arguments,
        Map<String, String> environment) {
    static Order read(BufferedReader in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            text.append(line).append('\n');
        }
        Properties entries = new Properties();
        entries.load(new StringReader(text.toString()));
        return new Order(
                Integer.parseInt(entries.getProperty("slots")),
                Integer.parseInt(entries.getProperty("patienceSeconds")),
                map(entries, "conf."),
                list(entries, "jar.").stream().map(Path::of).toList(),
                list(entries, "argument."),
                map(entries, "environment."));
    }

    private static Map<String, String> map(Properties entries, String prefix) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String name : entries.stringPropertyNames()) {
            if (name.startsWith(prefix)) {
                map.put(name.substring(prefix.length()), entries.getProperty(name));
            }
        }
        return map;
    }

    private static List<String> list(Properties entries, String prefix) {
        Map<Integer, String> sorted = new TreeMap<>();
        map(entries, prefix).forEach((n, value) -> sorted.put(Integer.parseInt(n), value));
        return new ArrayList<>(sorted.values());
    }

    SparkConf sparkConf() {
        SparkConf spark = new SparkConf();
        conf.forEach(spark::set);
        return spark;
    }

    SparkTrial task() {
        return new SparkTrial(jars.stream().map(j -> j.getFileName().toString()).toList(), arguments, environment);
    }
}
