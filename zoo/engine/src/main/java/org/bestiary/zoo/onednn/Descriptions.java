package org.bestiary.zoo.onednn;

import org.bestiary.zoo.kernel.Act;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.javacpp.LongPointer;

/** Memory descriptions and attributes in the words of oneDNN. */
final class Descriptions {

    private Descriptions() {}

    /** A feature map, logically N, C, H, W and in memory [N, H, W, C]. */
    static memory.desc nhwc(int n, int h, int w, int c) {
        return described(memory.format_tag.nhwc, n, c, h, w);
    }

    /** Dense floats in a named order. */
    static memory.desc described(memory.format_tag tag, long... sizes) {
        return new memory.desc(sizes, memory.data_type.f32, tag);
    }

    /** Floats with given steps between neighbours along each axis. */
    static memory.desc strided(long[] sizes, long[] strides) {
        return new memory.desc(sizes, memory.data_type.f32, strides);
    }

    /** A list of sizes for a primitive's constructor. */
    static LongPointer sizes(long... values) {
        return new LongPointer(values);
    }

    /** Attributes that fuse an activation behind a primitive. */
    static primitive_attr followedBy(Act act) {
        primitive_attr attributes = new primitive_attr();
        if (act != Act.IDENTITY) {
            post_ops after = new post_ops();
            after.append_eltwise(1f, forward(act), alpha(act), beta(act));
            attributes.set_post_ops(after);
        }
        return attributes;
    }

    /** oneDNN's number of an activation. */
    static int forward(Act act) {
        return switch (act) {
            case RELU -> dnnl.dnnl_eltwise_relu;
            case RELU6 -> dnnl.dnnl_eltwise_clip_v2;
            case TANH -> dnnl.dnnl_eltwise_tanh;
            case SIGMOID -> dnnl.dnnl_eltwise_logistic;
            case SWISH -> dnnl.dnnl_eltwise_swish;
            case HARD_SWISH -> dnnl.dnnl_eltwise_hardswish;
            case HARD_SIGMOID -> dnnl.dnnl_eltwise_clip_v2; // of a line: see Elementwise
            case IDENTITY -> throw new IllegalArgumentException("identity needs no operation");
        };
    }

    /** oneDNN's number of an activation for its gradient, in terms of the output where that is possible. */
    static int backward(Act act) {
        return switch (act) {
            case RELU -> dnnl.dnnl_eltwise_relu_use_dst_for_bwd;
            case RELU6 -> dnnl.dnnl_eltwise_clip_v2_use_dst_for_bwd;
            case TANH -> dnnl.dnnl_eltwise_tanh_use_dst_for_bwd;
            case SIGMOID -> dnnl.dnnl_eltwise_logistic_use_dst_for_bwd;
            case SWISH -> dnnl.dnnl_eltwise_swish;
            case HARD_SWISH -> dnnl.dnnl_eltwise_hardswish;
            case HARD_SIGMOID -> dnnl.dnnl_eltwise_clip_v2_use_dst_for_bwd;
            case IDENTITY -> throw new IllegalArgumentException("identity needs no operation");
        };
    }

    static float alpha(Act act) {
        return act == Act.SWISH ? 1f : 0f;
    }

    static float beta(Act act) {
        return switch (act) {
            case RELU6 -> 6f;
            case HARD_SIGMOID -> 1f;
            default -> 0f;
        };
    }
}
