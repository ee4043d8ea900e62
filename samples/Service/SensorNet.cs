using NnGen;

namespace Samples.Service;

/// <summary>
/// Three states of a machine from five sensors. In PyTorch:
/// <code>
/// net = nn.Sequential(nn.Linear(5, 6, bias=False), nn.BatchNorm1d(6), nn.ReLU(), nn.Linear(6, 3))   # with nn.CrossEntropyLoss()
/// safetensors.torch.save_file(net.state_dict(), "sensor.safetensors")
/// </code>
/// The names are those that Sequential gives: the number of the layer. Softmax, which PyTorch's loss has inside, is a layer here, since the
/// service answers with probabilities.
/// </summary>
[Network(Emit = Emit.Inference)]
[Input(5)]
[Dense(6, Bias = false, Name = "0"), BatchNorm(Name = "1"), ReLU]
[Dense(3, Name = "3"), Softmax]
public partial class SensorNet;
