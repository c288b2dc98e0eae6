package org.bestiary.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A standalone Spark cluster on loopback: a master and workers, each a process of its own from Spark's jars. */
final class Cluster implements AutoCloseable {
    private static final Pattern STARTED = Pattern.compile("Starting Spark master at (spark://\\S+)");
    private static final Pattern REGISTERED = Pattern.compile("Successfully registered with master");
    private static final int START_SECONDS = 90;

    private final Path home;
    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final List<Process> workers = new ArrayList<>();
    private final String url;

    /**
     * Starts it and waits until every worker has registered.
     *
     * @param home folder with Spark's {@code jars}
     * @param folder for logs and the workers' files
     */
    Cluster(Path home, Path folder, int workerCount) throws IOException, InterruptedException {
        this.home = home;
        this.folder = folder;
        start(
                "master",
                "org.apache.spark.deploy.master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--webui-port",
                "0");
        url = await("master", STARTED).group(1);
        for (int i = 0; i < workerCount; i++) {
            workers.add(start(
                    "worker-" + i,
                    "org.apache.spark.deploy.worker.Worker",
                    "--host",
                    "127.0.0.1",
                    "--webui-port",
                    "0",
                    "--cores",
                    "2",
                    "--memory",
                    "2g",
                    "--work-dir",
                    folder.resolve("work-" + i).toString(),
                    url));
        }
        for (int i = 0; i < workerCount; i++) {
            await("worker-" + i, REGISTERED);
        }
    }

    private Process start(String name, String... program) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        for (String opened :
                List.of("java.lang", "java.lang.invoke", "java.net", "java.nio", "java.util", "sun.nio.ch")) {
            command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        command.add("-cp");
        command.add(home.resolve("jars") + File.separator + "*");
        command.addAll(List.of(program));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(name).toFile());
        builder.environment()
                .putAll(Map.of(
                        "SPARK_HOME", home.toString(),
                        "SPARK_SCALA_VERSION", "2.12",
                        "SPARK_LOCAL_IP", "127.0.0.1"));
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private Path log(String name) {
        return folder.resolve(name + ".log");
    }

    private Matcher await(String name, Pattern line) throws IOException, InterruptedException {
        for (int i = 0; i < START_SECONDS * 10; i++) {
            Matcher found = line.matcher(Files.readString(log(name)));
            if (found.find()) {
                return found;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IllegalStateException(name + " does not start: " + Files.readString(log(name)));
    }

    /** The address of the master. */
    String url() {
        return url;
    }

    /** The processes of a worker's executors and of what they have started. */
    List<ProcessHandle> descendants(int worker) {
        return workers.get(worker).descendants().toList();
    }

    /** Ends a worker and everything that it has started, as when its machine fails. */
    void killWithEverything(int worker) throws InterruptedException {
        List<ProcessHandle> all = descendants(worker);
        workers.get(worker).destroyForcibly().waitFor();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        for (Process process : processes) {
            List<ProcessHandle> all = process.descendants().toList();
            process.destroyForcibly().onExit().join();
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
