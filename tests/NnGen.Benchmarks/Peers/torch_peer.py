"""Trains the networks that jobs.json names, and prints how long a step takes.

First a line of what its linear algebra comes from: the library that a product of matrices has loaded.

For each job: a few steps from given parameters, whose result is written for comparison, then timed steps at a rate that leaves the
parameters where they are. One line a job: its key, then the median, the tenth and the ninetieth percentile in nanoseconds.
"""
import json
import sys
import time
from array import array
from pathlib import Path

import torch

torch.set_num_threads(1)
folder = Path(sys.argv[1])


def read(name, kind, shape):
    values = torch.frombuffer(bytearray((folder / name).read_bytes()), dtype=kind)
    return values.reshape(shape).clone()


def activation(name):
    return {"relu": torch.relu, "sigmoid": torch.sigmoid, "tanh": torch.tanh}[name]


def run(job):
    sizes, rows, key = job["sizes"], job["rows"], job["key"]
    hidden = activation(job["hidden"])
    inputs = read(key + ".inputs", torch.float32, (rows, sizes[0]))
    parameters = []
    for index, (fan_in, fan_out) in enumerate(zip(sizes, sizes[1:])):
        parameters.append(read(f"{key}.{2 * index}", torch.float32, (fan_out, fan_in)).requires_grad_())
        parameters.append(read(f"{key}.{2 * index + 1}", torch.float32, (fan_out,)).requires_grad_())
    labels = read(key + ".labels", torch.int32, (rows,)).long()
    targets = torch.nn.functional.one_hot(labels, sizes[-1]).float()

    def optimizer(rate):
        return (torch.optim.Adam if job["adam"] else torch.optim.SGD)(parameters, lr=rate)

    def step(optimizer):
        value = inputs
        for layer in range(0, len(parameters), 2):
            value = torch.nn.functional.linear(value, parameters[layer], parameters[layer + 1])
            if layer + 2 < len(parameters):
                value = hidden(value)
        if job["last"] == "softmax":
            loss = torch.nn.functional.cross_entropy(value, labels)
        else:
            loss = torch.nn.functional.binary_cross_entropy_with_logits(value, targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    check = optimizer(job["rateOfCheck"])
    for _ in range(job["steps"]):
        step(check)
    for index, parameter in enumerate(parameters):
        (folder / f"{key}.{index}.trained").write_bytes(array("f", parameter.detach().flatten().tolist()).tobytes())

    timed = optimizer(job["rateOfTiming"])
    end = time.perf_counter() + job["seconds"] / 4
    while time.perf_counter() < end:
        step(timed)
    times = []
    end = time.perf_counter() + job["seconds"]
    while time.perf_counter() < end or len(times) < 9:
        start = time.perf_counter_ns()
        step(timed)
        times.append(time.perf_counter_ns() - start)
    times.sort()
    last = len(times) - 1
    print(key, times[len(times) // 2], times[round(0.1 * last)], times[round(0.9 * last)], flush=True)


def blas():
    """The file of the library behind a product of matrices, links followed; nothing where it is part of PyTorch itself."""
    torch.mm(torch.ones(64, 64), torch.ones(64, 64))
    names = ("libblas", "libopenblas", "libmkl_rt", "libmkl_core", "libblis", "libatlas", "libcblas", "libnvpl_blas", "libarmpl")
    paths = {line.split()[-1] for line in Path("/proc/self/maps").read_text().splitlines() if "/" in line}
    return sorted({str(Path(path).resolve()) for path in paths if Path(path).name.startswith(names)})


print("blas", "MKL" if torch.backends.mkl.is_available() else " ".join(blas()) or "built in", flush=True)
if len(sys.argv) > 2:
    sys.exit()

for job in json.loads((folder / "jobs.json").read_text()):
    run(job)
