package org.bestiary.spark;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.spark.SparkFiles;
import org.apache.spark.api.java.function.Function;

/**
 * Runs one trial on an executor, as the program in a process of its own: its libraries do not meet Spark's, and its native
 * memory dies with it. Safe to repeat: which trial it is is settled by a claim in the store, and the claim of an executor that
 * vanished expires.
 *
 * <p>The process lives as long as its standard input is open, so that it ends in good order when the executor does not.
 */
final class SparkTrial implements Function<Integer, String> {
    /** What a line of the program starts with that is its answer. */
    static final String MARK = "@cluster ";
    /** Answer: the study has more to do. */
    static final String MORE = "more";
    /** Answer: the study is complete. */
    static final String COMPLETE = "complete";
    /** What an answer starts with that is the reason of a failure. */
    static final String FAILED = "failed: ";

    private static final long serialVersionUID = 1L;
    private static final int END_SECONDS = 60;

    private final ArrayList<String> jars;
    private final ArrayList<String> arguments;
    private final HashMap<String, String> environment;

    /**
     * @param jars names of the files that make up the program, sent by Spark, in the order of the class path
     * @param arguments options of the JVM, main class and its arguments
     * @param environment variables for the process
     */
    SparkTrial(List<String> jars, List<String> arguments, Map<String, String> environment) {
        this.jars = new ArrayList<>(jars);
        this.arguments = new ArrayList<>(arguments);
        this.environment = new HashMap<>(environment);
    }

    /** Returns one of the answers; a failure of the program is an answer, too, since repeating the task would not help. */
    @Override
    public String call(Integer slot) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String answer = "";
        String last = "it said nothing";
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(MARK)) {
                    answer = line.substring(MARK.length());
                } else if (!line.isBlank()) {
                    System.err.println(line);
                    last = line.strip();
                }
            }
        } finally {
            process.getOutputStream().close();
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        return answer.isEmpty() ? FAILED + last : answer;
    }

    private List<String> command() {
        Path files = Path.of(SparkFiles.getRootDirectory());
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-cp");
        command.add(jars.stream()
                .map(jar -> files.resolve(jar).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator)));
        command.addAll(arguments);
        return command;
    }
}
