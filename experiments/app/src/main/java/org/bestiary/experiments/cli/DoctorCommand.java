package org.bestiary.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.bestiary.common.table.Column;
import org.bestiary.common.table.Table;
import org.bestiary.datasets.DataDirectory;
import org.bestiary.datasets.ImageDataset;
import org.bestiary.datasets.catalog.Datasets;
import org.bestiary.experiments.train.Machine;
import org.bestiary.experiments.train.ProgramVersion;
import org.bestiary.reports.database.StoreException;
import org.bestiary.reports.database.StoreLocation;
import org.bestiary.reports.store.Condition;
import org.bestiary.reports.store.RunStore;
import org.bestiary.zoo.layer.KernelChoice;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code doctor}. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Checks whether this machine is ready: Java, native code, threads, memory, data, runs, store.",
        footer = {
            "",
            "Exit codes: 0 everything works; 1 something does not.",
            "",
            "Example:",
            "  bestiary doctor --json"
        })
final class DoctorCommand implements Callable<Integer> {
    private static final int LEAST_MEMORY_MIB = 2048;

    @Mixin
    private Places.Data data;

    @Mixin
    private Places.Runs runs;

    @Mixin
    private Places.Store store;

    @Mixin
    private Output output;

    /** One check; the components are the JSON fields. */
    record Check(String name, boolean ok, String detail) {}

    /** The document of {@code --json}. */
    record Document(List<Check> checks) {}

    @Override
    public Integer call() {
        List<Check> checks = new ArrayList<>();
        checks.add(new Check(
                "program",
                true,
                "bestiary " + ProgramVersion.current().version() + ", commit "
                        + ProgramVersion.current().commit()));
        checks.add(new Check("java", Runtime.version().feature() >= 17, Machine.java()));
        checks.add(new Check("machine", true, Machine.cpu() + ", " + Machine.os()));
        checks.add(backend());
        checks.add(oneDnn());
        checks.add(cuda());
        checks.add(threads());
        checks.add(memory());
        checks.add(dataSets(data.directory()));
        checks.add(runsDirectory(runs.directory()));
        checks.add(store());
        if (output.json()) {
            output.print(new Document(checks));
        } else {
            Table.of(
                            Column.left("check", Check::name),
                            Column.<Check>left("ok", c -> c.ok() ? "yes" : "NO"),
                            Column.left("detail", Check::detail))
                    .print(checks, output.out());
        }
        return checks.stream().allMatch(Check::ok) ? 0 : 1;
    }

    /** Loads the native code and multiplies two matrices with it. */
    private static Check backend() {
        if (Backend.problem().isPresent()) {
            return new Check("backend", false, Backend.problem().get());
        }
        try {
            INDArray product = Nd4j.ones(2, 3).mmul(Nd4j.ones(3, 2));
            boolean right = product.sumNumber().intValue() == 12;
            return new Check(
                    "backend",
                    right,
                    Nd4j.getBackend().getClass().getSimpleName()
                            + (right ? "" : ": 2x3 times 3x2 of ones is " + product));
        } catch (ExceptionInInitializerError | NoClassDefFoundError | UnsatisfiedLinkError | RuntimeException e) {
            return new Check("backend", false, "native code cannot be loaded: " + e);
        }
    }

    /** Which kernels the fast layers run on; anything but oneDNN is right but slow. */
    private static Check oneDnn() {
        if (Backend.problem().isPresent()) {
            return new Check("onednn", false, "not tried, see backend");
        }
        try {
            String kernels = KernelChoice.description();
            return new Check("onednn", true, "fast layers run on " + kernels);
        } catch (ExceptionInInitializerError | NoClassDefFoundError | UnsatisfiedLinkError | RuntimeException e) {
            return new Check("onednn", false, "fast layers cannot be loaded: " + e);
        }
    }

    private static Check cuda() {
        if (!Backend.isCuda()) {
            return new Check("cuda", true, "not in this build; -Pcuda adds it for NVIDIA GPUs from Kepler to Ada");
        }
        return new Check(
                "cuda",
                Backend.problem().isEmpty(),
                Backend.problem().orElse("CUDA 11.6 for compute capability 3.7 to 8.9; Hopper and later are too new"));
    }

    private static Check threads() {
        int processors = Runtime.getRuntime().availableProcessors();
        int threads = Machine.threads();
        return new Check(
                "threads",
                threads <= processors,
                threads + " on " + processors + " processors"
                        + (threads <= processors
                                ? ""
                                : "; more threads than processors are slow, lower OMP_NUM_THREADS"));
    }

    private static Check memory() {
        long machine = Machine.memoryMiB();
        return new Check(
                "memory",
                machine >= LEAST_MEMORY_MIB,
                machine + " MiB, heap up to " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB, arrays up to "
                        + System.getProperty("org.bytedeco.javacpp.maxbytes"));
    }

    private static Check dataSets(DataDirectory directory) {
        String here = Datasets.standard().all().stream()
                .filter(d -> d.availability(directory).problems().isEmpty())
                .map(ImageDataset::id)
                .collect(Collectors.joining(", "));
        return new Check("data", true, directory.path() + ": " + here);
    }

    /** Opens the store and counts; one beside the runs that is not there yet is made with the first run. */
    private Check store() {
        try {
            StoreLocation location = store.location(runs.directory());
            if (location.isMissing()) {
                return new Check("store", true, location + ": not there yet, made with the first run");
            }
            try (RunStore open = RunStore.open(location)) {
                return new Check("store", true, location + ": " + open.count(Condition.ALL) + " runs");
            }
        } catch (StoreException e) {
            return new Check("store", false, e.getMessage());
        }
    }

    private static Check runsDirectory(Path directory) {
        Path existing = directory.toAbsolutePath();
        while (!Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing)) {
            return new Check("runs", false, existing + " is a file; name a directory with --runs-dir");
        }
        try {
            Files.delete(Files.createTempFile(existing, ".bestiary", null));
            return new Check("runs", true, directory.toAbsolutePath().toString());
        } catch (IOException e) {
            return new Check("runs", false, existing + " cannot be written; name another with --runs-dir");
        }
    }
}
