package org.bestiary.experiments.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.bestiary.common.catalog.FlatForm;
import org.bestiary.experiments.optimizer.Optimizer;
import org.bestiary.experiments.optimizer.Optimizers;

class OptimizerChoiceTest extends ChoiceContract<Optimizer> {
    @Override
    protected FlatForm<Optimizer> form() {
        return Optimizers.FORM;
    }

    @Override
    protected Map<String, Map<String, Object>> rows() {
        return Map.of(
                "sgd", Map.of("learningRate", 0.5),
                "momentum", Map.of("learningRate", 0.5, "momentum", 0.8),
                "nesterov", Map.of("learningRate", 0.5, "momentum", 0.8),
                "rmsprop", Map.of("learningRate", 0.5, "rho", 0.99, "epsilon", 1e-4),
                "adam", Map.of("learningRate", 0.5, "beta1", 0.8),
                "adamw", Map.of("learningRate", 0.5, "beta2", 0.99),
                "amsgrad", Map.of("learningRate", 0.5, "epsilon", 1e-4));
    }

    @Override
    protected Optimizer throughASpec(String flat) {
        SpecReader.Located located = SpecReader.parse(
                "{name: t, model: {id: lenet5}, data: {id: strokes}, training: {epochs: 3, optimizer: " + flat + "}}",
                "t.yaml",
                Map.of());
        return SpecReader.recorded(located.tree(), "run.json").training().optimizer();
    }

    @Override
    protected JsonNode properties() {
        return SchemaTree.ROOT.at("/$defs/training/properties/optimizer/properties");
    }

    @Override
    protected String documented() {
        return SpecLibrary.text("example");
    }
}
