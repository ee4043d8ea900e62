namespace NnGen;

/// <summary>Elements of a packed row of inputs, side by side, that say which rows of a table have a gradient. See <see cref="ParameterInfo.Lookups"/>.</summary>
/// <param name="First">The first of them in a packed row, which has all inputs side by side.</param>
/// <param name="Size">How many they are.</param>
public readonly record struct ParameterLookup(int First, int Size);
