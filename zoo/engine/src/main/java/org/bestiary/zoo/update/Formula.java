package org.bestiary.zoo.update;

/** The arithmetic of one optimiser in one step. */
@FunctionalInterface
interface Formula {

    /**
     * Turns gradients into what is subtracted from the parameters, and moves the optimiser's state on.
     *
     * @param g gradients, overwritten
     * @param state arrays of state beside them, overwritten
     * @param n how many
     */
    void apply(float[] g, float[][] state, int n);

    /**
     * The weights of a moving mean.
     *
     * @param old of the mean so far
     * @param fresh of the new value: 1 - old, rounded once (in floats 1 - 0.999 is off by 5e-5 of its value)
     */
    record Mean(float old, float fresh) {
        static Mean keeping(double share) {
            return new Mean((float) share, (float) (1 - share));
        }
    }

    static void descend(float rate, float[] g, int n) {
        for (int i = 0; i < n; i++) {
            g[i] *= rate;
        }
    }

    static void heavyBall(float rate, float momentum, float[] g, float[] v, int n) {
        for (int i = 0; i < n; i++) {
            v[i] = momentum * v[i] + g[i];
            g[i] = rate * v[i];
        }
    }

    static void nesterov(float rate, float momentum, float[] g, float[] v, int n) {
        for (int i = 0; i < n; i++) {
            float next = momentum * v[i] - rate * g[i];
            g[i] = momentum * v[i] - (1 + momentum) * next;
            v[i] = next;
        }
    }

    static void rmsProp(float rate, Mean square, float epsilon, float[] g, float[] s, int n) {
        for (int i = 0; i < n; i++) {
            s[i] = square.old * s[i] + square.fresh * g[i] * g[i];
            g[i] = rate * g[i] / ((float) Math.sqrt(s[i]) + epsilon);
        }
    }

    static void adam(float corrected, Mean first, Mean second, float epsilon, float[] g, float[] m, float[] v, int n) {
        for (int i = 0; i < n; i++) {
            m[i] = first.old * m[i] + first.fresh * g[i];
            v[i] = second.old * v[i] + second.fresh * g[i] * g[i];
            g[i] = corrected * m[i] / ((float) Math.sqrt(v[i]) + epsilon);
        }
    }

    static void amsGrad(float corrected, Mean first, Mean second, float epsilon, float[] g, float[][] state, int n) {
        float[] m = state[0];
        float[] v = state[1];
        float[] largest = state[2];
        for (int i = 0; i < n; i++) {
            m[i] = first.old * m[i] + first.fresh * g[i];
            v[i] = second.old * v[i] + second.fresh * g[i] * g[i];
            largest[i] = Math.max(largest[i], v[i]);
            g[i] = corrected * m[i] / ((float) Math.sqrt(largest[i]) + epsilon);
        }
    }
}
