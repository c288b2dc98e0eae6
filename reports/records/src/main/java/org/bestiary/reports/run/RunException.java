package org.bestiary.reports.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.bestiary.common.BestiaryException;

/** A run could not be read or written. The message is one line: the rule, what was given, what to do. */
public final class RunException extends BestiaryException {
    private static final long serialVersionUID = 1;

    /** With a message of one line. */
    public RunException(String message) {
        super(message);
    }

    /** With a message of one line and what lies behind it. */
    public RunException(String message, Throwable cause) {
        super(message, cause);
    }

    /** A file of a run could not be written. */
    public static RunException cannotWrite(Path file, IOException cause) {
        return new RunException(
                "cannot write " + file + ": " + describe(cause) + "; free space or choose another place", cause);
    }

    /** What went wrong with a file, in words and on one line; the exceptions of the JDK often hold only the path. */
    static String describe(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof NotDirectoryException) {
            return "not a directory";
        }
        String message = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
