package org.bestiary.experiments.window;

import org.bestiary.experiments.train.TrainingWindow;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.ui.api.UIServer;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;

/**
 * DL4J's training page on loopback: score, ratios of updates to parameters, histograms of every layer. Statistics are taken
 * every ten steps, since collecting them costs about as much as a step.
 */
public final class Dl4jPage implements TrainingWindow {
    private static final int EVERY_STEPS = 10;

    private final StatsStorage storage = new InMemoryStatsStorage();
    private UIServer server;

    @Override
    public String open() {
        server = UIServer.getInstance();
        server.attach(storage);
        return server.getAddress();
    }

    @Override
    public TrainingListener listener() {
        return new StatsListener(storage, EVERY_STEPS);
    }

    @Override
    public void close() {
        if (server != null) {
            try {
                server.stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            server = null;
        }
    }
}
