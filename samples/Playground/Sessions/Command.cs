using System.Text.Json.Serialization;
using Samples.Playground.Data;

namespace Samples.Playground.Sessions;

/// <summary>What the page asks for. Immutable, and not yet checked.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Open), "open")]
[JsonDerivedType(typeof(Train), "train")]
[JsonDerivedType(typeof(Play), "play")]
[JsonDerivedType(typeof(Pause), "pause")]
[JsonDerivedType(typeof(Step), "step")]
[JsonDerivedType(typeof(Speed), "speed")]
[JsonDerivedType(typeof(Drawn), "drawn")]
[JsonDerivedType(typeof(Explain), "explain")]
[JsonDerivedType(typeof(SetWeight), "weight")]
[JsonDerivedType(typeof(Save), "save")]
[JsonDerivedType(typeof(Paste), "paste")]
internal abstract record Command
{
    /// <summary>Begins anew with a declaration, options, data and a seed.</summary>
    /// <param name="Version">Comes back with what is found in the texts, so that the page knows which text was meant.</param>
    /// <param name="Declaration">The text of the class.</param>
    /// <param name="Training">The text of the options.</param>
    /// <param name="Data">The data.</param>
    /// <param name="Seed">What draws the weights.</param>
    /// <param name="Parameters">Parameters by name that are not drawn.</param>
    /// <param name="KeepsWeights">Whether the weights of now stay, where the declaration does.</param>
    public sealed record Open(int Version, string Declaration, string Training, DataRequest Data, int Seed, Dictionary<string, double[]>? Parameters = null, bool KeepsWeights = false) : Command;

    /// <summary>Goes on with other options.</summary>
    public sealed record Train(int Version, string Text) : Command;

    /// <summary>Trains on and on.</summary>
    public sealed record Play : Command;

    /// <summary>Stops.</summary>
    public sealed record Pause : Command;

    /// <summary>Trains one example, one batch or one epoch.</summary>
    public sealed record Step(string Unit) : Command;

    /// <summary>How fast to train: epochs a second, or 0 for as many as there can be.</summary>
    public sealed record Speed(double EpochsPerSecond) : Command;

    /// <summary>The page has taken a frame, and may be sent the next.</summary>
    public sealed record Drawn : Command;

    /// <summary>The passes over a point; without one, over the next training point.</summary>
    public sealed record Explain(double? X = null, double? Y = null, double? Target = null) : Command;

    /// <summary>A weight by hand.</summary>
    public sealed record SetWeight(int Layer, int Unit, int Index, double Value) : Command;

    /// <summary>All parameters, for a link.</summary>
    public sealed record Save : Command;

    /// <summary>A table of points as text.</summary>
    public sealed record Paste(string Text) : Command;
}
