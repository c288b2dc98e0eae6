package org.bestiary.experiments.search.study;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import org.bestiary.experiments.config.SpecReader;
import org.bestiary.experiments.search.method.Observation;
import org.bestiary.experiments.search.prune.Pruner;
import org.bestiary.experiments.search.space.Assignment;
import org.bestiary.reports.run.RunException;
import org.bestiary.reports.study.Lease;
import org.bestiary.reports.study.LeaseLostException;
import org.bestiary.reports.study.Trial;
import org.bestiary.reports.study.TrialStatus;

/** Runs claimed trials: starts the process, keeps what it says, decides after each epoch, and ends the trial in the store. */
final class TrialRunner {
    private final OpenStudy study;
    private final LeaseFiles leases;
    private final Map<Lease, TrialSession> held = new ConcurrentHashMap<>();
    private volatile boolean failed;

    TrialRunner(OpenStudy study) {
        this.study = study;
        this.leases = new LeaseFiles(study.place().folder());
    }

    /** The trials that are run now. */
    Map<Lease, TrialSession> held() {
        return held;
    }

    /** Asks all trials to checkpoint and end. */
    void stopAll() {
        held.values().forEach(TrialSession::stop);
    }

    /** Whether a slot ended by an error, after which the others should not begin anything new. */
    boolean hasFailed() {
        return failed;
    }

    /** Runs a trial to its end, or until it is stopped. */
    void run(Lease lease) {
        Assignment point = StudyHistory.parameters(lease.parameters());
        study.view().started(lease.number(), lease.attempt(), point);
        leases.keep(lease);
        try (TrialSession session = new TrialSession(study.launcher(), task(lease, point), log(lease))) {
            held.put(lease, session);
            One trial = new One(lease, point);
            TrialMessage last = session.converse(trial::onMessage);
            held.remove(lease);
            trial.end(last);
        } catch (LeaseLostException e) {
            study.view().note("trial " + lease.number() + " was taken over by another worker");
        } catch (IOException e) {
            failed = true;
            study.store().release(lease);
            throw new RunException("cannot start the process of a trial: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            failed = true;
            throw e;
        } finally {
            Optional.ofNullable(held.remove(lease)).ifPresent(TrialSession::kill);
            leases.drop(lease);
        }
    }

    private TrialTask task(Lease lease, Assignment point) {
        return new TrialTask(
                study.id(),
                lease.number(),
                lease.attempt(),
                study.sweep().trial(point).each().stream()
                        .map(SpecReader.Located::tree)
                        .toList(),
                study.sweep().seeds(),
                study.place().folder().toAbsolutePath(),
                study.place().data().toAbsolutePath(),
                study.place().command());
    }

    private Path log(Lease lease) {
        return study.place().folder().resolve("trial-" + lease.number() + ".log");
    }

    /** One trial while it is run. */
    private final class One {
        private final Lease lease;
        private final Assignment point;
        private final int epochs;
        /** Until then the trial goes on whatever the pruner would say: it was promoted. */
        private final int sparedUntil;
        /** Epochs that were told before this attempt: a process that goes on tells them again. */
        private final int reached;

        private Optional<String> pruned = Optional.empty();

        One(Lease lease, Assignment point) {
            this.lease = lease;
            this.point = point;
            this.epochs = study.history().epochs(point);
            this.reached = study.store().values(study.id(), lease.number()).size();
            this.sparedUntil = study.store()
                    .trial(study.id(), lease.number())
                    .map(Trial::sparedUntil)
                    .orElse(0);
        }

        TrialMessage.Reply onMessage(TrialMessage message) {
            if (message instanceof TrialMessage.Run run) {
                study.store().addRun(lease, run.id());
            }
            return message instanceof TrialMessage.Epoch epoch ? onEpoch(epoch) : TrialMessage.Reply.GO;
        }

        private TrialMessage.Reply onEpoch(TrialMessage.Epoch epoch) {
            double value = study.sweep().objective().value(epoch.metrics());
            int of = epochs * study.sweep().runsPerTrial();
            int number = epoch.run() * epochs + epoch.metrics().epoch();
            study.store().report(lease, number, value);
            study.view().epoch(lease.number(), number, of, value);
            if (number < of) {
                pruned = study.overdue();
                boolean mayBePruned = epoch.run() == 0 && number < epochs && number > sparedUntil;
                if (pruned.isEmpty() && mayBePruned && number >= reached) {
                    pruned = prunedByOthers();
                }
            }
            return pruned.isPresent() || study.isStopped() ? TrialMessage.Reply.STOP : TrialMessage.Reply.GO;
        }

        private Optional<String> prunedByOthers() {
            if (study.pruner() == Pruner.NONE) {
                return Optional.empty();
            }
            List<Observation> others = new ArrayList<>(study.history().observations());
            Observation mine = others.remove(lease.number());
            if (!study.pruner().stops(mine, others)) {
                return Optional.empty();
            }
            boolean alone = others.stream().noneMatch(other -> other.epochs() >= mine.epochs());
            return Optional.of(
                    (alone ? "no other to compare with" : "not among the best") + " after epoch " + mine.epochs());
        }

        void end(TrialMessage last) {
            OptionalDouble value = study.history().value(lease.number(), point);
            ObjectNode details = JsonNodeFactory.instance.objectNode();
            if (last instanceof TrialMessage.Completed && value.isPresent()) {
                study.store().complete(lease, value.getAsDouble(), details);
                study.view().ended(lease.number(), TrialStatus.COMPLETED, value, Optional.empty());
            } else if (last instanceof TrialMessage.Completed) {
                failed("no epoch has a " + study.sweep().objective().metric().id());
            } else if (last instanceof TrialMessage.Diverged diverged) {
                Optional<String> reason = Optional.of("diverged: " + diverged.reason());
                study.store().prune(lease, OptionalDouble.empty(), reason.get(), details);
                study.view().ended(lease.number(), TrialStatus.PRUNED, OptionalDouble.empty(), reason);
            } else if (last instanceof TrialMessage.Stopped && pruned.isPresent()) {
                study.store().prune(lease, value, pruned.get(), details);
                study.view().ended(lease.number(), TrialStatus.PRUNED, value, pruned);
            } else if (last instanceof TrialMessage.Stopped || study.isStopped()) {
                study.store().release(lease);
                study.view().ended(lease.number(), TrialStatus.WAITING, value, Optional.of("stopped"));
            } else if (last instanceof TrialMessage.Failed f) {
                failed(f.reason());
            }
        }

        private void failed(String reason) {
            study.view()
                    .ended(
                            lease.number(),
                            study.store().fail(lease, reason),
                            OptionalDouble.empty(),
                            Optional.of(reason));
        }
    }
}
