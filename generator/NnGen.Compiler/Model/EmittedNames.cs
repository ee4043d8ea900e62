namespace NnGen.Compiler.Model;

/// <summary>The names of the members that the compiler writes into a network class, and which the user's part must leave free.</summary>
public static class EmittedNames
{
    /// <summary>
    /// The names, sorted. All are reserved in every network, also those that an inference-only one does not need, so that switching
    /// training on breaks no class.
    /// </summary>
    public static EquatableArray<string> All { get; } = new(
        "Architecture",
        "Backward",
        "BackwardPass",
        "Classify",
        "Evaluate",
        "Fit",
        "Forward",
        "ForwardPass",
        "Gradients",
        "InputRow",
        "InputSize",
        "Load",
        "LossOfRows",
        "Masks",
        "MultiplyAdds",
        "Offsets",
        "OutputRow",
        "OutputSize",
        "ParameterCount",
        "ParameterPass",
        "Parameters",
        "Predict",
        "PredictBatch",
        "PredictRow",
        "PredictRows",
        "PreparePass",
        "RunShare",
        "Save",
        "Scratch",
        "Seed",
        "Slots",
        "SumLoss",
        "Tape",
        "UpdateShare",
        "_scratch");

    /// <summary>Those of one network: where it has several inputs, a constant for each is among them.</summary>
    public static EquatableArray<string> Of(NetworkDeclaration declaration) => new([.. All, .. InputName.Of(declaration).Select(input => input.Size)]);

    /// <summary>Whether the compiler writes a member of that name into every network.</summary>
    public static bool Contains(string name) => All.Contains(name);
}
