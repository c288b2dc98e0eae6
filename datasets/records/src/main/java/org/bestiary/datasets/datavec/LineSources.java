package org.bestiary.datasets.datavec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bestiary.datasets.DataException;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.reader.impl.LineRecordReader;
import org.datavec.api.records.reader.impl.csv.CSVRecordReader;
import org.datavec.api.records.reader.impl.misc.SVMLightRecordReader;
import org.datavec.api.split.FileSplit;

/** Opens files with a record per line. */
final class LineSources {
    private LineSources() {}

    /** A file of separated values. */
    static RecordSource csv(Path file, RecordsOptions options) {
        char delimiter = options.delimiter(RecordFormat.ending(file).equals("tsv") ? '\t' : ',');
        char quote = options.quote();
        Optional<List<String>> names = Header.names(file, options, delimiter, quote);
        int skip = options.skip() + (names.isPresent() ? 1 : 0);
        return new LineSource(
                file,
                names,
                "line of separated values",
                () -> opened(new CSVRecordReader(skip, delimiter, quote), file));
    }

    /**
     * A file of JSON objects.
     *
     * @param wanted the fields; empty for those of the first line
     */
    static RecordSource json(Path file, Optional<List<String>> wanted) {
        List<String> names = wanted.orElseGet(() -> {
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                int number = 1;
                String line = lines.readLine();
                while (line != null && line.isBlank()) {
                    line = lines.readLine();
                    number++;
                }
                if (line == null) {
                    throw new DataException(file + " has no records.");
                }
                return ShadedJson.fields(line, file + " line " + number);
            } catch (IOException e) {
                throw LineSource.unreadable(file, e);
            }
        });
        return new LineSource(file, Optional.of(names), "JSON object", () -> opened(ShadedJson.reader(names), file));
    }

    /**
     * A file of labels and the values that are not 0.
     *
     * @param range of the indices of all files
     */
    static RecordSource libSvm(Path file, IndexRange range) {
        Configuration configuration = new Configuration();
        configuration.setInt(SVMLightRecordReader.NUM_FEATURES, range.count());
        configuration.setBoolean(SVMLightRecordReader.ZERO_BASED_INDEXING, range.least() == 0);
        Supplier<LineRecordReader> open = () -> {
            try {
                SVMLightRecordReader reader = new SVMLightRecordReader();
                reader.initialize(configuration, new FileSplit(file.toFile()));
                return reader;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        return new LineSource(file, Optional.empty(), "line of LABEL INDEX:VALUE INDEX:VALUE", open);
    }

    private static <R extends LineRecordReader> R opened(R reader, Path file) {
        try {
            reader.initialize(new FileSplit(file.toFile()));
            return reader;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Which indices occur in LibSVM files.
     *
     * @param least 0 or 1, where values are counted from
     * @param most the largest one
     */
    record IndexRange(int least, int most) {
        /** How many values a record has. */
        int count() {
            return most - least + 1;
        }

        /**
         * Reads files for their indices. They count from 1 unless a 0 occurs.
         *
         * @param atLeast so many values, though the last may be 0 in all records
         */
        static IndexRange of(List<Path> files, int atLeast) {
            int least = 1;
            int most = 0;
            for (Path file : files) {
                try (BufferedReader lines = Files.newBufferedReader(file)) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        for (String token : line.replaceFirst("#.*", "").split("[ \t]")) {
                            if (token.matches("\\d{1,9}:.*")) {
                                int index = Integer.parseInt(token.substring(0, token.indexOf(':')));
                                least = Math.min(least, index);
                                most = Math.max(most, index);
                            }
                        }
                    }
                } catch (MalformedInputException e) {
                    throw new DataException(file + " cannot be read: it is no text.", e);
                } catch (IOException e) {
                    throw LineSource.unreadable(file, e);
                }
            }
            return new IndexRange(least, atLeast > 0 ? least + atLeast - 1 : most);
        }
    }
}
