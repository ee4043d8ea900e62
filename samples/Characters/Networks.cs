using NnGen;

namespace Samples.Characters;

/// <summary>The next letter at each of 32 steps, which also runs letter by letter.</summary>
[Network(Streaming = true)]
[Input(32)]
[Embedding(Rhyme.Letters, 16)]
[GRU(96, ReturnSequence = true)]
[Dense(Rhyme.Letters)]
[CrossEntropyLoss]
public partial class NextLetter;
