/**
 * Fast DL4J layers: NHWC from end to end, computed by {@link org.bestiary.zoo.kernel.Kernels}, with the parameters of DL4J's
 * own layers in their order. They are ordinary layers: JSON, ModelSerializer, transfer learning, listeners and the rest of
 * DL4J treat them as its own. Class names and settings are part of the JSON format and do not change once released.
 *
 * <p>Read first: {@link org.bestiary.zoo.layer.FastConvolution} (a configuration) and {@code FastConvolutionLayer} (the
 * running layer that it makes). {@link org.bestiary.zoo.layer.KernelChoice} says which kernels a process runs on. Beside
 * the layers are {@link org.bestiary.zoo.layer.FoldedNetwork} (batch normalisation folded away for inference) and {@link
 * org.bestiary.zoo.layer.Inspection} (activations and gradients of a network in evaluation mode, for saliency maps).
 *
 * <h2>Where the time of a step goes</h2>
 *
 * Processor time in milliseconds per step of one thread, on a busy machine with AVX-512 at 2.1 GHz; "before" is the same
 * layers with DL4J's updater and without folding.
 *
 * <table>
 * <caption>Profile of a step</caption>
 * <tr><th></th><th>ResNet-20, batch 128, training before</th><th>after</th><th>inference before</th><th>after</th></tr>
 * <tr><td>convolution forward</td><td>66</td><td>67</td><td>62</td><td>58</td></tr>
 * <tr><td>convolution backward data</td><td>65</td><td>67</td><td></td><td></td></tr>
 * <tr><td>convolution backward weights</td><td>72</td><td>73</td><td></td><td></td></tr>
 * <tr><td>batch normalisation + ReLU</td><td>55</td><td>57</td><td>13</td><td>0</td></tr>
 * <tr><td>sum + ReLU</td><td>20</td><td>20</td><td>7</td><td>5</td></tr>
 * <tr><td>everything else</td><td>26</td><td>21</td><td>4</td><td>4</td></tr>
 * <tr><td>all</td><td>307</td><td>312</td><td>86</td><td>67</td></tr>
 * </table>
 *
 * The convolutions alone take 171 of these milliseconds when nothing else runs. LeNet-5 at batch 64: everything but the
 * kernels 2.0 of 6.3 before, 0.9 of 4.8 after. What is left outside the kernels is mostly the graph's own addition of
 * the gradients of a block's two branches (about 2% of a step) and DL4J's bookkeeping per vertex (about 50 microseconds).
 *
 * <p>What was gained and how: activations behind convolutions and dense layers, ReLU behind batch normalisation and behind
 * sums are computed in the pass before; the first convolution computes no gradient of the image unless asked; both
 * inputs of a sum share one gradient array where that is provably safe; the loss is plain Java on a small copy; updates
 * take one pass. DL4J's updater does not recognise its own network's gradient (it compares a fresh view with the
 * array) and so rebuilds views of every parameter in every step.
 *
 * <p>Batch normalisation of channels that are no multiple of eight has no fast kernel in oneDNN; it is folded (neighbouring
 * pixels are taken for one of more channels). DenseNet-40 with 12 maps a layer, batch 32, one thread of a processor with
 * AVX-512: 17 to 18 images/s in training before, 25 to 36 after, 49 to 56 and 175 to 219 in inference; PyTorch 1.13 on the same
 * thread 12 to 15 and 44 to 110.
 *
 * <p>Threads that wait by spinning are ruinous when the machine is busy (a tenth of the speed and less with two threads):
 * set {@code GOMP_SPINCOUNT} to a small number or {@code OMP_WAIT_POLICY=passive}. A limit on
 * {@code org.bytedeco.javacpp.maxphysicalbytes} makes every small array read a file of the operating system; that costs
 * about 1% of a ResNet-20 step and more of a LeNet's.
 */
package org.bestiary.zoo.layer;
