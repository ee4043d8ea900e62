"""Trains a recurrent layer and a dense one, or predicts with a transformer, in PyTorch, on one thread, as it is asked line by line.

hello                                        what it is
load transformer UNITS STEPS ROWS            a job of that name: two causal blocks of 4 heads, normalised first, predicted
load KIND UNITS STEPS ROWS                   a job of that name, gru or lstm: a step of forward, squared error of the last step's output, backward and SGD
time TIMES KIND UNITS STEPS ROWS             so many steps of it: nanoseconds, and bytes that a garbage collector would have to collect, of which there are none
"""
import sys
import time

import torch

torch.set_num_threads(1)


class Net(torch.nn.Module):
    def __init__(self, kind, units):
        super().__init__()
        self.layer = {"gru": torch.nn.GRU, "lstm": torch.nn.LSTM}[kind](units, units, batch_first=True)
        self.dense = torch.nn.Linear(units, 1)

    def forward(self, x):
        return self.dense(self.layer(x)[0][:, -1])


def transformer(units, steps, rows):
    layer = torch.nn.TransformerEncoderLayer(units, 4, 4 * units, dropout=0.0, activation="gelu", batch_first=True, norm_first=True)
    net = torch.nn.TransformerEncoder(layer, 2).eval()
    inputs = torch.rand(rows, steps, units) - 0.5
    mask = torch.nn.Transformer.generate_square_subsequent_mask(steps)

    def predict():
        with torch.inference_mode():
            net(inputs, mask)

    return predict


def job(kind, units, steps, rows):
    torch.manual_seed(1)
    if kind == "transformer":
        return transformer(int(units), int(steps), int(rows))

    net = Net(kind, int(units))
    inputs, targets = torch.rand(int(rows), int(steps), int(units)) - 0.5, torch.zeros(int(rows), 1)
    optimizer = torch.optim.SGD(net.parameters(), lr=1e-7)

    def step():
        optimizer.zero_grad()
        torch.nn.functional.mse_loss(net(inputs), targets).backward()
        optimizer.step()

    return step


def main():
    jobs = {}
    for line in sys.stdin:
        words = line.split()
        try:
            if words[0] == "hello":
                answer = f"PyTorch {torch.__version__}"
            elif words[0] == "load":
                jobs[" ".join(words[1:])] = job(*words[1:])
                answer = ""
            else:
                run = jobs[" ".join(words[2:])]
                start = time.perf_counter_ns()
                for _ in range(int(words[1])):
                    run()
                answer = f"{time.perf_counter_ns() - start} 0"
            print("ok", answer, flush=True)
        except Exception as exception:  # The report says which job failed and goes on or ends.
            print("error", " ".join(repr(exception).split()), flush=True)


if __name__ == "__main__":
    main()
