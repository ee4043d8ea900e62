namespace NnGen.Compiler.Tests.Support;

/// <summary>Choices that follow from a seed, one after the other: the same on every machine.</summary>
internal sealed class SeededDraw(ulong seed)
{
    private ulong _position;

    /// <summary>A number from 0 on and below another.</summary>
    public int Next(int below) => (int)((Numbers.At(seed, _position++) + 1) / 2 * below);

    /// <summary>Whether something happens that happens once in so many times.</summary>
    public bool Chance(int oneIn) => Next(oneIn) == 0;

    public T Pick<T>(params T[] choices) => choices[Next(choices.Length)];

    /// <summary>One of the numbers that divide another.</summary>
    public int Divisor(int number) => Pick([.. Enumerable.Range(1, number).Where(divisor => number % divisor == 0)]);
}
