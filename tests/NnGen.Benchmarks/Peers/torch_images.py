"""Runs networks of images in PyTorch, on one thread, as it is asked line by line.

hello             what it is
load FILE         a job in JSON: "predict" computes all images from "inputs", so many at once, and writes what comes out; "train" makes a step
                  and writes the parameters after it
time TIMES KEY    does the job of that name so many times: nanoseconds, and bytes that a garbage collector would have to collect, of which there are none
"""
import json
import sys
import time
from array import array
from pathlib import Path

import torch

torch.set_num_threads(1)


def read(name, shape, kind=torch.float32):
    return torch.frombuffer(bytearray(Path(name).read_bytes()), dtype=kind).reshape(shape).clone()


def write(name, values):
    Path(name).write_bytes(array("f", values.detach().flatten().tolist()).tobytes())


def module(layer, shapes):
    """A layer, and how many of the parameters are its own."""
    nn = torch.nn
    op = layer["op"]
    if op == "conv":
        filters, channels = shapes[0][0], shapes[0][1] * layer["groups"]
        return nn.Conv2d(channels, filters, layer["kernel"], layer["stride"], layer["padding"], 1, layer["groups"], layer["hasBias"])
    if op == "norm":
        return nn.BatchNorm2d(shapes[0][0])
    if op == "dense":
        return nn.Linear(shapes[0][1], shapes[0][0])
    if op == "mean":
        return nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())
    return {"relu": nn.ReLU, "pool": lambda: nn.MaxPool2d(2), "flatten": nn.Flatten, "softmax": lambda: nn.Softmax(-1)}[op]()


def network(job):
    layers = job["layers"]
    if job["train"]:
        # The loss takes the values before the softmax.
        layers = layers[:-1]
    modules, parameters = [], []
    for layer in layers:
        made = module(layer, layer["shapes"])
        own = [p for p in made.state_dict().values() if p.dtype == torch.float32]
        for values, shape in zip(own, layer["shapes"]):
            values.copy_(read(f"{job['folder']}/{job['key']}.{len(parameters)}", shape))
            parameters.append(values)
        modules.append(made)
    return torch.nn.Sequential(*modules), parameters


def prediction(job):
    net, _ = network(job)
    net.eval()
    inputs = read(job["inputs"], (-1, job["rows"], *job["input"]))
    with torch.inference_mode():
        write(f"{job['folder']}/{job['key']}.outputs", torch.cat([net(block) for block in inputs]))
    state = {"next": 0}

    def run():
        with torch.inference_mode():
            net(inputs[state["next"]])
        state["next"] = (state["next"] + 1) % len(inputs)

    return run


def training(job):
    net, parameters = network(job)
    net.train()
    inputs = read(job["inputs"], (job["rows"], *job["input"]))
    labels = read(job["labels"], (job["rows"],), torch.int32).long()

    def step(optimizer):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(net(inputs), labels).backward()
        optimizer.step()

    step(torch.optim.SGD(net.parameters(), lr=job["rateOfCheck"]))
    for index, parameter in enumerate(parameters):
        write(f"{job['folder']}/{job['key']}.{index}.trained", parameter)
    timed = torch.optim.SGD(net.parameters(), lr=job["rateOfTiming"])
    return lambda: step(timed)


def answer(jobs, words):
    if words[0] == "hello":
        return f"the same, convolutions from {'oneDNN' if torch.backends.mkldnn.is_available() else 'its own loops'}"
    if words[0] == "load":
        job = json.loads(Path(words[1]).read_text())
        jobs[job["key"]] = training(job) if job["train"] else prediction(job)
        return ""
    run = jobs[words[2]]
    start = time.perf_counter_ns()
    for _ in range(int(words[1])):
        run()
    return f"{time.perf_counter_ns() - start} 0"


def main():
    jobs = {}
    for line in sys.stdin:
        try:
            print("ok", answer(jobs, line.strip().split(" ", 2)), flush=True)
        except Exception as exception:  # The report says which job failed and goes on or ends.
            print("error", " ".join(repr(exception).split()), flush=True)


if __name__ == "__main__":
    main()
