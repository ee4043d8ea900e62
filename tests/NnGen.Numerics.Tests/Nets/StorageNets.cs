namespace NnGen.Numerics.Tests.Nets;

// Networks of the same layers with full weights and with weights of 16 bits.

/// <summary>The layers of <see cref="DenseFull"/>: panels, a panel that is not full, and rows.</summary>
[Block]
[Dense(150), ReLU]
[Dense(67), Tanh]
[Dense(10)]
public class DenseLayers;

/// <summary><see cref="DenseLayers"/> with weights kept as Full.</summary>
[Network]
[Input(37)]
[Use<DenseLayers>]
public partial class DenseFull;

/// <summary><see cref="DenseLayers"/> with weights kept as BFloat16.</summary>
[Network(Storage = WeightStorage.BFloat16)]
[Input(37)]
[Use<DenseLayers>]
public partial class DenseBFloat16;

/// <summary><see cref="DenseLayers"/> with weights kept as Half.</summary>
[Network(Storage = WeightStorage.Half)]
[Input(37)]
[Use<DenseLayers>]
public partial class DenseHalf;

/// <summary>The layers of <see cref="NarrowFull"/>: a mask, sparse inputs, one output, a layer without a bias and a layer whose function is not computed in a tile.</summary>
[Block]
[Dense(36), GELU]
[Dense(33, Connections = Connections.Random, Density = 0.8, MaskSeed = 3), PReLU]
[Dense(18, Bias = false), Sigmoid]
[Dense(1)]
public class NarrowLayers;

/// <summary><see cref="NarrowLayers"/> with weights kept as Full.</summary>
[Network]
[Input(70, Sparse = true)]
[Use<NarrowLayers>]
public partial class NarrowFull;

/// <summary><see cref="NarrowLayers"/> with weights kept as BFloat16.</summary>
[Network(Storage = WeightStorage.BFloat16)]
[Input(70, Sparse = true)]
[Use<NarrowLayers>]
public partial class NarrowBFloat16;

/// <summary><see cref="NarrowLayers"/> with weights kept as Half.</summary>
[Network(Storage = WeightStorage.Half)]
[Input(70, Sparse = true)]
[Use<NarrowLayers>]
public partial class NarrowHalf;

/// <summary>The layers of <see cref="ImageFull"/>: convolutions in one group and in several, a depthwise and a transposed one, a batch normalisation.</summary>
[Block]
[Conv2D(20, 3, Padding = 1), BatchNorm, ReLU, MaxPool2D(2)]
[Conv2D(12, 3, Groups = 2, Padding = 1), LeakyReLU]
[Conv2D(12, 3, Groups = 12), Tanh]
[ConvTranspose2D(5, 2, Stride = 2), ReLU]
[Flatten, Dense(7), Softmax]
public class ImageLayers;

/// <summary><see cref="ImageLayers"/> with weights kept as Full.</summary>
[Network]
[Input(3, 9, 8)]
[Use<ImageLayers>]
public partial class ImageFull;

/// <summary><see cref="ImageLayers"/> with weights kept as BFloat16.</summary>
[Network(Storage = WeightStorage.BFloat16)]
[Input(3, 9, 8)]
[Use<ImageLayers>]
public partial class ImageBFloat16;

/// <summary><see cref="ImageLayers"/> with weights kept as Half.</summary>
[Network(Storage = WeightStorage.Half)]
[Input(3, 9, 8)]
[Use<ImageLayers>]
public partial class ImageHalf;

/// <summary>The layers of <see cref="SequenceFull"/>: a table, attention, and a recurrent layer over time.</summary>
[Block]
[Embedding(9, 16), MultiHeadAttention(2), LayerNorm]
[GRU(19)]
[Dense(4)]
public class SequenceLayers;

/// <summary><see cref="SequenceLayers"/> with weights kept as Full.</summary>
[Network]
[Input(6)]
[Use<SequenceLayers>]
public partial class SequenceFull;

/// <summary><see cref="SequenceLayers"/> with weights kept as BFloat16.</summary>
[Network(Storage = WeightStorage.BFloat16)]
[Input(6)]
[Use<SequenceLayers>]
public partial class SequenceBFloat16;

/// <summary><see cref="SequenceLayers"/> with weights kept as Half.</summary>
[Network(Storage = WeightStorage.Half)]
[Input(6)]
[Use<SequenceLayers>]
public partial class SequenceHalf;

/// <summary>The layers of <see cref="StreamFull"/>: windows over time and a recurrent layer, which also run step by step.</summary>
[Block]
[Conv1D(18, 3, Padding = Padding.Causal), ReLU]
[Permute(1, 0), LSTM(17, ReturnSequence = true)]
[Dense(3)]
public class StreamLayers;

/// <summary><see cref="StreamLayers"/> with weights kept as Full.</summary>
[Network(Streaming = true)]
[Input(5, 12)]
[Use<StreamLayers>]
public partial class StreamFull;

/// <summary><see cref="StreamLayers"/> with weights kept as BFloat16.</summary>
[Network(Streaming = true, Storage = WeightStorage.BFloat16)]
[Input(5, 12)]
[Use<StreamLayers>]
public partial class StreamBFloat16;

/// <summary><see cref="StreamLayers"/> with weights kept as Half.</summary>
[Network(Streaming = true, Storage = WeightStorage.Half)]
[Input(5, 12)]
[Use<StreamLayers>]
public partial class StreamHalf;
