package org.bestiary.experiments.explain;

/** Is told how far work that takes a while has come. */
public interface Progress {
    /**
     * @param what is being done
     * @param share that is done, from 0 to 1
     */
    void at(String what, double share);
}
