package org.bestiary.reports.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** A dashboard for tests, started once it has read every run directory: what it does before depends on the machine. */
final class Served {
    private Served() {}

    static Dashboard start(DashboardSettings settings) {
        Dashboard dashboard = Dashboard.start(settings);
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!dashboard.isComplete()) {
            assertThat(System.nanoTime()).as("time until all is read").isLessThan(deadline);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return dashboard;
    }
}
