/**
 * How gradients become steps: optimisers, weight decay, clipping and accumulation over micro-batches, in one pass over a
 * network's parameters and on top of either layer set. Read first: {@link org.bestiary.zoo.update.FusedUpdater} (drives
 * everything) and {@link org.bestiary.zoo.update.UpdateRules} (what a recipe asks of it).
 *
 * <h2>The optimisers, beside torch and Keras</h2>
 *
 * With g the mean gradient of the batch (plus c p where weight decay c is coupled), r the learning rate, t the step from 1:
 *
 * <table>
 * <caption>What a step subtracts from the parameters p</caption>
 * <tr><th>configuration</th><th>step</th><th>beside torch and Keras</th></tr>
 * <tr><td>{@code Sgd}</td><td>r g</td><td>the same</td></tr>
 * <tr><td>{@link org.bestiary.zoo.update.HeavyBall}</td><td>v = m v + g; r v</td><td>torch's {@code SGD(momentum=m)}.
 * Keras keeps v = m v - r g, which is the same while r is constant</td></tr>
 * <tr><td>{@code Nesterovs}</td><td>v = m v - r g; r g - m v</td><td>Keras' {@code nesterov=True}; torch keeps v without
 * r, the same while r is constant</td></tr>
 * <tr><td>{@code RmsProp}</td><td>s = d s + (1 - d) g^2; r g / (sqrt(s) + e)</td><td>torch's (alpha = d), but s starts at e
 * instead of 0; Keras 3 has sqrt(s + e)</td></tr>
 * <tr><td>{@code Adam}</td><td>r sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + e)</td><td>Keras', and the second form of the
 * paper; torch's e counts 1 / sqrt(1 - b2^t) times as much, 31 times in the first step with b2 = 0.999</td></tr>
 * <tr><td>{@code AMSGrad}</td><td>as Adam, with the largest v so far</td><td>as Adam</td></tr>
 * </table>
 *
 * AdamW is Adam with decoupled {@code org.bestiary.zoo.graph.Decay}. DL4J's native Adam takes e for the rate when the rate
 * is 0, as in the first step of a warm-up; the fused pass takes 0.
 */
package org.bestiary.zoo.update;
