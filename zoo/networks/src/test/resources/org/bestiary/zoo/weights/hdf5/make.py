# Makes the files beside it, in all ways in which h5py stores a tensor: python3 make.py (with numpy and h5py)
import h5py
import numpy as np

KERNEL = np.arange(3 * 3 * 2 * 4, dtype=np.float32).reshape(3, 3, 2, 4) - 10
BIAS = np.array([1.5, -2, 3, 0.25], np.float32)
WAYS = {
    "plain": dict(),
    "chunked": dict(chunks=(2, 2, 2, 4)),
    "gzip": dict(compression="gzip"),
    "gzip-shuffle": dict(compression="gzip", shuffle=True, chunks=(3, 2, 1, 4)),
    "lzf": dict(compression="lzf"),
    "lzf-shuffle-sums": dict(compression="lzf", shuffle=True, fletcher32=True),
}


def write(name, way, libver="earliest", **attributes):
    with h5py.File(name + ".h5", "w", libver=libver) as f:
        f.attrs["layer_names"] = np.array([b"conv", b"top"])
        for key, value in attributes.items():
            f.attrs[key] = value
        g = f.create_group("conv")
        g.attrs["weight_names"] = np.array([b"conv/kernel:0", b"conv/bias:0"])
        g.create_dataset("conv/kernel:0", data=KERNEL, **way)
        g.create_dataset("conv/bias:0", data=BIAS)
        g = f.create_group("top")
        g.attrs["weight_names"] = np.array([b"top/kernel:0"])
        g.create_dataset("top/kernel:0", data=KERNEL[0, :, 0])


for name, way in WAYS.items():
    write(name, way)
write("latest", WAYS["gzip"], libver="latest")
write("theano", {}, backend=b"theano", keras_version=b"2.0.8")
write("theano-text", {}, backend="theano")
write("cntk", {}, backend=b"cntk")
