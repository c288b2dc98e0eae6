package org.bestiary.experiments.cli;

import org.bestiary.experiments.train.Machine;
import org.bestiary.experiments.train.MemoryLimit;

/** Limits of native memory, set before the first native class is loaded. */
final class NativeSettings {
    private NativeSettings() {}

    /**
     * JavaCPP's default is the size of the heap, which has nothing to do with what a network needs: half of the machine for
     * arrays. Its second limit, on the whole process, reads a file of the system for every array, which small networks
     * feel; it stays off. What the user sets wins.
     */
    static void apply() {
        long machine = Machine.memoryMiB();
        setIfMissing(MemoryLimit.PROPERTY, machine / 2 + "m");
        setIfMissing("org.bytedeco.javacpp.maxphysicalbytes", "0");
        // ND4J's own choice of a logger prints to standard output, which belongs to the command.
        setIfMissing("org.nd4j.log.initialization", "false");
    }

    /**
     * Takes the user's own limit, as long as no native class has been loaded.
     *
     * @throws BadInput if it is no size, or more than the machine has
     */
    static void limit(String size) {
        long bytes = MemoryLimit.parse(size)
                .orElseThrow(() -> new BadInput("--memory must be a size such as 800m or 6g, but got " + size));
        long machine = Machine.memoryMiB();
        if (bytes >> 20 > machine) {
            throw new BadInput("--memory must be at most what the machine has (" + machine + "m), but got " + size);
        }
        System.setProperty(MemoryLimit.PROPERTY, Long.toString(bytes));
    }

    private static void setIfMissing(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
