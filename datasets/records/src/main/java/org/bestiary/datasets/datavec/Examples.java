package org.bestiary.datasets.datavec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bestiary.datasets.DataException;
import org.bestiary.datasets.datavec.RecordSource.RawRecord;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;

/** Takes records and keeps what they say: the label and the values of an image each. */
final class Examples implements RecordSource.Sink {
    private final Optional<RecordTransform> transform;
    private final Function<RawRecord, RecordForm> first;
    private final List<String> labels = new ArrayList<>();
    private final List<float[]> numbers = new ArrayList<>();
    private final List<byte[]> pixels = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private RecordForm form;
    private int filtered;

    /**
     * @param transform what is done to each record before it is kept
     * @param first finds out the form of the records at the first one that was read
     */
    Examples(Optional<RecordTransform> transform, Function<RawRecord, RecordForm> first) {
        this.transform = transform;
        this.first = first;
    }

    /** The form of the records; empty if there were none. */
    Optional<RecordForm> form() {
        return Optional.ofNullable(form);
    }

    /** Labels in the order of the records. */
    List<String> labels() {
        return labels;
    }

    /** Values of each image in HWC order; none if they are pixels. */
    List<float[]> numbers() {
        return numbers;
    }

    /** Pixels of each image in HWC order; none if they are other numbers. */
    List<byte[]> pixels() {
        return pixels;
    }

    /** What was no record, a sentence each. */
    List<String> problems() {
        return problems;
    }

    /** How many records the transform's filters left out. */
    int filtered() {
        return filtered;
    }

    @Override
    public void bad(String problem) {
        problems.add(problem);
    }

    @Override
    public void add(RawRecord raw) {
        if (form == null) {
            form = first.apply(raw);
        }
        try {
            Optional<RawRecord> record =
                    transform.isEmpty() ? Optional.of(raw) : transform.get().apply(raw, form.sequence());
            record.ifPresentOrElse(this::keep, () -> filtered++);
        } catch (DataException e) {
            problems.add(e.getMessage());
        }
    }

    private void keep(RawRecord record) {
        RecordColumns columns = form.columns();
        List<List<Writable>> steps = record.steps();
        if (form.sequence() && steps.size() != form.shape().width()) {
            throw new DataException(
                    record.origin() + " must have " + form.shape().width() + " steps, got " + steps.size() + ".");
        }
        String label = record.label().map(String::strip).orElse("");
        int features = columns.features().size();
        boolean bytes = form.options().pixels();
        float[] values = new float[bytes ? 0 : form.shape().values()];
        byte[] shades = new byte[bytes ? form.shape().values() : 0];
        for (int s = 0; s < steps.size(); s++) {
            List<Writable> step = steps.get(s);
            String origin = form.sequence() ? record.origin() + " step " + (s + 1) : record.origin();
            if (step.size() != columns.width()) {
                throw new DataException(origin + " must have " + columns.width() + " values, got " + step.size() + ".");
            }
            label = columns.label() < 0 ? label : label(step.get(columns.label()), s == 0 ? "" : label, origin);
            for (int f = 0; f < features; f++) {
                int place = columns.features().get(f);
                int target = form.target(s * features + f);
                if (bytes) {
                    shades[target] = pixel(step.get(place), columns, place, origin);
                } else {
                    values[target] = number(step.get(place), columns, place, origin);
                }
            }
        }
        if (label.isEmpty()) {
            throw new DataException(record.origin() + " has no label.");
        }
        List<String> classes = form.options().classes();
        if (!classes.isEmpty() && !ClassNames.given(classes).has(label)) {
            throw new DataException(record.origin() + " must have one of the labels " + String.join(", ", classes)
                    + ", got '" + label + "'.");
        }
        labels.add(label);
        if (bytes) {
            pixels.add(shades);
        } else {
            numbers.add(values);
        }
    }

    /** A label, which must be the same in all steps of a sequence. */
    private static String label(Writable value, String before, String origin) {
        String label = value.toString().strip();
        if (!before.isEmpty() && !label.equals(before)) {
            throw new DataException(
                    origin + " must have the label of the steps before, '" + before + "', got '" + label + "'.");
        }
        return label;
    }

    private static byte pixel(Writable value, RecordColumns columns, int place, String origin) {
        double pixel = parse(value);
        if (!(pixel >= 0 && pixel <= 255 && pixel == Math.rint(pixel))) {
            throw new DataException(origin + ": " + columns.called(place)
                    + " must be a whole number from 0 to 255, got '" + value + "'.");
        }
        return (byte) (int) pixel;
    }

    private static float number(Writable value, RecordColumns columns, int place, String origin) {
        float number = (float) parse(value);
        if (!Float.isFinite(number)) {
            throw new DataException(
                    origin + ": " + columns.called(place) + " must be a finite number, got '" + value + "'.");
        }
        return number;
    }

    /** The number that a value is; NaN if it is none. */
    private static double parse(Writable value) {
        try {
            return value instanceof Text ? Double.parseDouble(value.toString()) : value.toDouble();
        } catch (NumberFormatException | UnsupportedOperationException e) {
            return Double.NaN;
        }
    }
}
