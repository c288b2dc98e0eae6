package org.bestiary.experiments.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is told when a run goes on elsewhere. */
class ArithmeticTest {
    private final Arithmetic began = new Arithmetic("one processor", 2);

    @Test
    void saysNothingWhereNothingHasChanged() {
        assertThat(began.changedTo(new Arithmetic("one processor", 2))).isEmpty();
    }

    @Test
    void namesThreadsAndProcessor() {
        assertThat(began.changedTo(new Arithmetic("another", 1)))
                .contains(
                        "the parameters will not be bit for bit those of a run that was never stopped: 2 threads then, 1"
                                + " now (set OMP_NUM_THREADS=2); one processor then, another now");
    }
}
