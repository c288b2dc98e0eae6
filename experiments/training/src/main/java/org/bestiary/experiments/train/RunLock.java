package org.bestiary.experiments.train;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bestiary.reports.run.RunDirectory;
import org.bestiary.reports.run.RunException;

/**
 * Sees to it that one process at a time writes a run. The system takes the lock from a process that ends, however it does
 * so; the empty file stays.
 */
public final class RunLock implements AutoCloseable {
    private static final String FILE = ".lock";

    private final FileChannel channel;
    private final FileLock lock;

    private RunLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes the lock.
     *
     * @throws RunException if another process has it, or the directory cannot be written
     */
    static RunLock of(RunDirectory directory) {
        Path file = directory.path().resolve(FILE);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = take(channel);
            if (lock != null) {
                return new RunLock(channel, lock);
            }
            channel.close();
        } catch (IOException e) {
            throw RunException.cannotWrite(file, e);
        }
        throw new RunException("a run is written by one process at a time, but another one is at work on "
                + directory.id() + "; wait for its end or stop it");
    }

    /**
     * Whether nobody is at work on a run: one that is recorded as running was killed then.
     *
     * @param directory of the run, on this machine
     */
    public static boolean isFree(Path directory) {
        try (FileChannel channel = FileChannel.open(directory.resolve(FILE), StandardOpenOption.WRITE);
                FileLock lock = take(channel)) {
            return lock != null;
        } catch (NoSuchFileException e) {
            return true; // never taken, or the directory is gone
        } catch (IOException e) {
            return false; // who may not look does not know
        }
    }

    private static FileLock take(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another thread of this JVM has it
        }
    }

    @Override
    public void close() {
        try (channel) {
            lock.release();
        } catch (IOException ignored) {
            // The directory may be gone; the end of the process takes the lock away in any case.
        }
    }
}
