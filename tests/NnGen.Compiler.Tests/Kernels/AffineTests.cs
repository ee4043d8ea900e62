using NnGen.Compiler.Kernels;

namespace NnGen.Compiler.Tests.Kernels;

/// <summary>Indices: arithmetic, equality and how they read.</summary>
public class AffineTests
{
    private static readonly Affine K = Affine.Variable("k");

    private static readonly Affine Row = Affine.Variable("row");

    public static TheoryData<Affine, string> Printed => new()
    {
        { 0, "0" },
        { -3, "-3" },
        { K, "k" },
        { K * -1, "-k" },
        { K * 4 + 3, "4 * k + 3" },
        { K * 4 - 3, "4 * k - 3" },
        { K - Row, "k - row" },
        { Row - K, "row - k" },
        { K * -1 - Row * 2 - 1, "-k - 2 * row - 1" },
        { Affine.Register, "P.Count" },
        { Affine.Register * 2 + K * 128 + 16, "128 * k + 2 * P.Count + 16" },
        { Affine.Register * -1 + 127, "127 - P.Count" },
        { K * 0, "0" },
        { K - K, "0" },
        { K * (1L << 40), "1099511627776 * k" },
    };

    [Theory]
    [MemberData(nameof(Printed))]
    public void ToString_IsAnExpression(Affine index, string expected) => Assert.Equal(expected, index.ToString());

    [Fact]
    public void Arithmetic_IsThatOfPolynomials()
    {
        Affine sum = (K * 3 + Row + 5) + (K * -3 + Affine.Register * 2 - 1);

        Assert.Equal(Row + Affine.Register * 2 + 4, sum);
        Assert.Equal((4, 2), (sum.Constant, sum.Registers));
        Assert.Equal(["row"], sum.Terms.Select(term => term.Key));
        Assert.Equal(K * 6 + 4, (K * 3 + 2) * 2);
        Assert.Equal((Affine)0, (K * 3 + Row + 5) * 0);
    }

    [Fact]
    public void Equality_IsByValueWhateverTheOrder()
    {
        Affine x = K + Row * 2 + 1;
        Affine y = (Affine)1 + Row + K + Row;

        Assert.True(x.Equals(y));
        Assert.Equal(x.GetHashCode(), y.GetHashCode());
        Assert.False(x.Equals(x + 1));
        Assert.False(x.Equals(x + Affine.Register));
        Assert.False(x.Equals(x + K));
        Assert.False(x.Equals(null));
    }

    [Fact]
    public void Substitute_PutsAnIndexInPlaceOfAVariable()
    {
        Assert.Equal(Row * 6 + K * 0 + 7, (K * 3 + 1).Substitute("k", Row * 2 + 2));
        Assert.Equal(K * 3 + 4, (K * 3 + 1).Substitute("k", K + 1));
        Assert.Equal(K + 1, (K + 1).Substitute("row", 9));
        Assert.Equal(Affine.Register * 3 + 1, (K * 3 + 1).Substitute("k", Affine.Register));
    }

    [Fact]
    public void Over_TakesTheVariablesChosenAndNoConstant()
    {
        Affine index = K * 3 + Row * 2 + Affine.Register + 7;

        Assert.Equal(Row * 2, index.Over(variable => variable == "row"));
        Assert.Equal((Affine)0, index.Over(_ => false));
    }

    [Fact]
    public void IsConstant_NeedsNeitherVariablesNorRegisters()
    {
        Assert.True(((Affine)3).IsConstant);
        Assert.False(K.IsConstant);
        Assert.False(Affine.Register.IsConstant);
        Assert.True((K - K).IsConstant);
        Assert.True(K.Uses("k"));
        Assert.False((K - K).Uses("k"));
    }

    [Fact]
    public void Variables_StandInOrdinalOrder() => Assert.Equal(["B", "a", "b"], (Affine.Variable("b") + Affine.Variable("a") + Affine.Variable("B")).Terms.Select(term => term.Key));
}
