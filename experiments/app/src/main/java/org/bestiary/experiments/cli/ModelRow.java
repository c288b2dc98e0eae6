package org.bestiary.experiments.cli;

import org.bestiary.zoo.Architecture;
import org.bestiary.zoo.ModelTable;
import org.bestiary.zoo.analysis.Analysis;

/**
 * One network in {@code models}; the components are the JSON fields.
 *
 * @param id how specs call it
 * @param family the family it belongs to
 * @param paper authors, title and year
 * @param input C x H x W
 * @param classes number of classes
 * @param learnableParameters parameters that training changes
 * @param totalParameters the same with running statistics
 * @param multiplyAdds for one image
 * @param denseParameters learnable parameters in dense layers
 */
record ModelRow(
        String id,
        String family,
        String paper,
        String input,
        int classes,
        long learnableParameters,
        long totalParameters,
        long multiplyAdds,
        long denseParameters) {

    static ModelRow of(Architecture a, Analysis analysis) {
        return new ModelRow(
                a.id(),
                a.card().family(),
                a.card().paper().citation(),
                analysis.network().input().toString(),
                analysis.network().classes(),
                analysis.learnableParameters(),
                analysis.totalParameters(),
                analysis.multiplyAdds(),
                analysis.denseParameters());
    }

    static ModelRow of(ModelTable.NetworkRow r) {
        return new ModelRow(
                r.id(),
                r.family(),
                r.paper(),
                r.input().toString(),
                r.classes(),
                r.learnableParameters(),
                r.totalParameters(),
                r.multiplyAdds(),
                r.denseParameters());
    }
}
