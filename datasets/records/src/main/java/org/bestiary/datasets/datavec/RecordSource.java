package org.bestiary.datasets.datavec;

import java.util.List;
import java.util.Optional;
import org.datavec.api.writable.Writable;

/** Records that one of DataVec's readers reads, in a fixed order. */
interface RecordSource {
    /** Names of the values of a record, where the source gives names. */
    Optional<List<String>> names();

    /** Reads all records from the first on. */
    void read(Sink sink);

    /** Takes what is read, in order. */
    interface Sink {
        /** A record. */
        void add(RawRecord record);

        /**
         * Something that is no record.
         *
         * @param problem a sentence that begins with file and line
         */
        void bad(String problem);
    }

    /**
     * A record as it was read.
     *
     * @param origin file and line, as a sentence about it begins
     * @param steps one list of values, or one for each step of a sequence
     * @param label where it is not one of the values
     */
    record RawRecord(String origin, List<List<Writable>> steps, Optional<String> label) {
        /** Values of a record that is no sequence. */
        RawRecord(String origin, List<Writable> values) {
            this(origin, List.of(values), Optional.empty());
        }
    }
}
