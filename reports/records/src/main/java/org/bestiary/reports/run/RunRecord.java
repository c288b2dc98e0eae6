package org.bestiary.reports.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Everything that is kept of one run: what was asked, with what it was done and what came out. The components are the
 * fields of {@code run.json}.
 *
 * <p>Accuracies are in percent. What does not exist (yet) is empty here and {@code null} in JSON. JSON has no NaN; a
 * diverged loss is written as the string {@code "NaN"}, {@code "Infinity"} or {@code "-Infinity"} and read back as that
 * number, because "not measured" and "no longer a number" are different findings.
 *
 * @param schema version of this layout; {@value #SCHEMA}, whatever was read
 * @param id name of the run and of its directory: letters, digits, dots, hyphens and underscores
 * @param experiment name of the experiment that the run is one seed (and fold) of
 * @param status where the run stands
 * @param statusDetail one line on why, where there is something to say
 * @param seed the seed from which every random stream is derived
 * @param spec the experiment's specification with every default filled in
 * @param specHash its hash, see {@link SpecHash}
 * @param model the network
 * @param dataset the data
 * @param input how an image file becomes the network's input; empty in records of earlier versions
 * @param provenance where the run comes from
 * @param epochs what each epoch did, in order
 * @param best the epoch whose parameters were kept; empty before the first is
 * @param test the final evaluation; empty until then
 * @param parametersSha256 digest of the final parameters
 * @param bestParametersSha256 digest of the best parameters
 */
public record RunRecord(
        int schema,
        String id,
        String experiment,
        RunStatus status,
        Optional<String> statusDetail,
        long seed,
        JsonNode spec,
        String specHash,
        ModelSummary model,
        DatasetSummary dataset,
        Optional<InputSummary> input,
        Provenance provenance,
        List<EpochMetrics> epochs,
        Optional<BestEpoch> best,
        Optional<TestEvaluation> test,
        Optional<String> parametersSha256,
        Optional<String> bestParametersSha256) {
    /** The layout that this version writes; it reads those before it too, and what they lack is empty. */
    public static final int SCHEMA = 2;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

    public RunRecord {
        Rules.require(
                readable(schema),
                "schema must be from 1 to " + SCHEMA + ", got " + schema
                        + "; read the record with the Bestiary that wrote it or a newer one");
        // What is read from an earlier layout is of this one from then on.
        schema = SCHEMA;
        checkId(id);
        Rules.text("experiment", experiment);
        Rules.present("status", status);
        statusDetail = Rules.orEmpty(statusDetail);
        Rules.present("spec", spec);
        Rules.sha256("specHash", specHash);
        Rules.present("model", model);
        Rules.present("dataset", dataset);
        input = Rules.orEmpty(input);
        Rules.present("provenance", provenance);
        epochs = Rules.list("epochs", epochs);
        for (int i = 1; i < epochs.size(); i++) {
            int before = epochs.get(i - 1).epoch();
            int epoch = epochs.get(i).epoch();
            Rules.require(
                    epoch > before,
                    () -> "epochs must be in rising order, got " + epoch + " after " + before
                            + "; keep one entry per epoch");
        }
        best = Rules.orEmpty(best);
        test = Rules.orEmpty(test);
        parametersSha256 = Rules.sha256("parametersSha256", parametersSha256);
        bestParametersSha256 = Rules.sha256("bestParametersSha256", bestParametersSha256);
    }

    /** Whether records of this layout can be read. */
    static boolean readable(int schema) {
        return schema >= 1 && schema <= SCHEMA;
    }

    /** The record of a run that has just begun. */
    public static RunRecord started(
            String id,
            String experiment,
            long seed,
            JsonNode spec,
            ModelSummary model,
            DatasetSummary dataset,
            Provenance provenance) {
        return new RunRecord(
                SCHEMA,
                id,
                experiment,
                RunStatus.RUNNING,
                Optional.empty(),
                seed,
                spec,
                SpecHash.of(spec),
                model,
                dataset,
                Optional.empty(),
                provenance,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The fold of the training images that was held out; empty if the run is none of a cross-validation. */
    public Optional<Fold> fold() {
        return Fold.of(spec);
    }

    /** The record with another status and the reason for it. */
    public RunRecord withStatus(RunStatus newStatus, Optional<String> detail) {
        return copy(input, newStatus, detail, provenance, epochs, best, test, parametersSha256, bestParametersSha256);
    }

    /** The record with how an image file becomes the network's input. */
    public RunRecord withInput(InputSummary newInput) {
        return copy(
                Optional.of(newInput),
                status,
                statusDetail,
                provenance,
                epochs,
                best,
                test,
                parametersSha256,
                bestParametersSha256);
    }

    /** The record with other times in its provenance. */
    public RunRecord withProvenance(Provenance newProvenance) {
        return copy(
                input, status, statusDetail, newProvenance, epochs, best, test, parametersSha256, bestParametersSha256);
    }

    /** The record with these epochs and the best of them. */
    public RunRecord withEpochs(List<EpochMetrics> newEpochs, Optional<BestEpoch> newBest) {
        return copy(
                input,
                status,
                statusDetail,
                provenance,
                newEpochs,
                newBest,
                test,
                parametersSha256,
                bestParametersSha256);
    }

    /** The record with the final evaluation. */
    public RunRecord withTest(TestEvaluation evaluation) {
        return copy(
                input,
                status,
                statusDetail,
                provenance,
                epochs,
                best,
                Optional.of(evaluation),
                parametersSha256,
                bestParametersSha256);
    }

    /** The record with the digests of the final and of the best parameters. */
    public RunRecord withParameters(Optional<String> finalSha256, Optional<String> bestSha256) {
        return copy(input, status, statusDetail, provenance, epochs, best, test, finalSha256, bestSha256);
    }

    /** A run's id is a directory's name, so it must not be able to leave the runs directory. */
    static String checkId(String id) {
        Rules.require(
                id != null && ID.matcher(id).matches(),
                "a run id must be letters, digits, dots, hyphens and"
                        + " underscores, at most 200, and start with a letter or digit, got " + Rules.quote(id)
                        + "; choose another");
        return id;
    }

    private RunRecord copy(
            Optional<InputSummary> newInput,
            RunStatus newStatus,
            Optional<String> newDetail,
            Provenance newProvenance,
            List<EpochMetrics> newEpochs,
            Optional<BestEpoch> newBest,
            Optional<TestEvaluation> newTest,
            Optional<String> newParameters,
            Optional<String> newBestParameters) {
        return new RunRecord(
                schema,
                id,
                experiment,
                newStatus,
                newDetail,
                seed,
                spec,
                specHash,
                model,
                dataset,
                newInput,
                newProvenance,
                newEpochs,
                newBest,
                newTest,
                newParameters,
                newBestParameters);
    }
}
