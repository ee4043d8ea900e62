namespace NnGen.Compiler.Graph;

/// <summary>A function of the user's own, as the generator read it from the class: what a name in an attribute stands for.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Host">The simple name of the class that it is to stand in.</param>
/// <param name="Single">The formula of the method of floats; null where there is none.</param>
/// <param name="Double">The formula of the method of doubles; null where there is none.</param>
/// <param name="Found">What the class has under that name instead, in words; null where it has nothing.</param>
public sealed record FunctionDeclaration(string Name, string Host, FunctionFormula? Single, FunctionFormula? Double, string? Found)
{
    /// <summary>How the method of floats is declared.</summary>
    public string AsSingle { get; init; } = "";

    /// <summary>How the method of doubles is declared.</summary>
    public string AsDouble { get; init; } = "";

    /// <summary>The kind of the nodes that have such functions.</summary>
    public const string Custom = "Custom";

    /// <summary>The options of such a node that name functions.</summary>
    public static IReadOnlyList<string> Options { get; } = ["Function", "Derivative"];

    /// <summary>The option that holds the function that another option names.</summary>
    public static string FormulaOf(string option) => option + "Formula";

    /// <summary>What is wrong with it, and what to do; null where it is sound.</summary>
    /// <param name="isDouble">Whether the network computes in doubles; null where that is open, in a block.</param>
    public (string What, string Fix)? Fault(bool? isDouble)
    {
        string type = isDouble == true ? "double" : "float";
        FunctionFormula?[] candidates = isDouble is null ? [Single, Double] : [isDouble.Value ? Double : Single];
        if (candidates.All(formula => formula is null))
        {
            FunctionFormula? other = isDouble == true ? Single : Double;
            string what = isDouble is not null && other is not null ? $"which takes {(isDouble.Value ? "float" : "double")}, while the network computes in {type}"
                : Found is null ? $"which {Host} does not have"
                : $"which is {Found}";
            return (what, $"write '{(isDouble == true ? AsDouble : AsSingle)}' in {Host}");
        }

        return candidates.FirstOrDefault(formula => formula?.Fault is not null) is { Fault: string fault, Fix: string fix } ? ($"in which {fault}", fix) : null;
    }
}

/// <summary>The formula of a method.</summary>
/// <param name="Element">The formula, of input 0; null where the method is none.</param>
/// <param name="Fault">What is no part of a formula, in words.</param>
/// <param name="Fix">What to write instead.</param>
public sealed record FunctionFormula(Element? Element, string? Fault = null, string? Fix = null);
