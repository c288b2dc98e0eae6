# Makes a file beside it: the logits that torchvision gives with weights which any program can make up from their names
# (the rule is in GeneratedTensors). With torch, torchvision and numpy (Debian: python3-torchvision):
#
#     python3 make.py resnet18 resnet18 96      our id, torchvision's name, rows and columns of the two images
import json
import sys

import numpy as np
import torch
import torchvision


def uniform(name, count):
    value = 0xCBF29CE484222325
    for byte in name.encode():
        value = (value ^ byte) * 0x100000001B3 % 2**64
    with np.errstate(over="ignore"):
        z = np.uint64(value) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
    return (z >> np.uint64(40)).astype(np.float64) / 2**24


def weights(name, shape):
    u = uniform(name, int(np.prod(shape)))
    if name.endswith("running_var") or (len(shape) == 1 and name.endswith("weight")):
        u = 0.5 + u
    else:
        u = (2 * u - 1) * (np.sqrt(3 / np.prod(shape[1:])) if len(shape) > 1 else 0.1)
    return torch.from_numpy(u.astype(np.float32).reshape(shape))


def main(model, theirs, size):
    build = getattr(torchvision.models, theirs)
    # Without what the published files do not need: the random start of the Inceptions, and heads for training alone.
    spare = {"googlenet": dict(aux_logits=False), "inception_v3": dict(aux_logits=False)}.get(theirs, {})
    if spare:
        spare["init_weights"] = False
    net = build(weights=None, **spare).eval()
    tensors = {n: tuple(t.shape) for n, t in net.state_dict().items() if not n.endswith("num_batches_tracked")}
    state = net.state_dict()
    for name, tensor in tensors.items():
        state[name].copy_(weights(name, tensor))  # not load_state_dict, which some networks refuse for a missing version
    shape = (2, 3, size, size)
    images = (2 * uniform("input", int(np.prod(shape))) - 1).astype(np.float32).reshape(shape)
    with torch.no_grad():
        logits = net(torch.from_numpy(images)).numpy()
    about = (
        f"logits of torchvision.models.{theirs} in evaluation mode, weights and input from the rule in GeneratedTensors;"
        f" torchvision {torchvision.__version__}, torch {torch.__version__}"
    )
    lines = [
        "{",
        f'"about": {json.dumps(about)},',
        f'"model": {json.dumps(model)},',
        f'"input": {json.dumps(shape)},',
        f'"learnableParameters": {sum(p.numel() for p in net.parameters())},',
        '"tensors": {',
        ",\n".join(f"{json.dumps(n)}: {json.dumps(s, separators=(',', ':'))}" for n, s in tensors.items()) + "},",
        '"logits": [',
        ",\n".join("[" + ",".join(f"{v:.7g}" for v in row) + "]" for row in logits) + "]",
        "}",
    ]
    with open(f"{model}-{size}.json", "w") as file:
        file.write("\n".join(lines) + "\n")


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
