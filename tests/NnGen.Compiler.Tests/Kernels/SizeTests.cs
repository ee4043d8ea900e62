using NnGen.Compiler.Kernels;

namespace NnGen.Compiler.Tests.Kernels;

/// <summary>Sizes that have names: a value, and how it is written for all shapes.</summary>
public class SizeTests
{
    private static readonly Size s_inputs = Size.Named("inputs", 784);
    private static readonly Size s_stride = Size.Named("stride", 64);

    [Fact]
    public void Arithmetic_KeepsTheValueAndTheNames()
    {
        Size size = s_inputs * s_stride * 2 + s_inputs - 3;

        Assert.Equal(784 * 64 * 2 + 784 - 3, size.Value);
        Assert.Equal("inputs + 2 * inputs * stride - 3", size.ToString());
        Assert.Equal([new("inputs", 784), new("stride", 64)], size.Names);
        Assert.Equal(-3, size.Number);
    }

    [Fact]
    public void NamesThatCancelOut_LeaveANumber()
    {
        Size size = s_inputs + 5 - s_inputs;

        Assert.False(size.IsNamed);
        Assert.Equal((Size)5, size);
    }

    /// <summary>A number and a name of the same value are written differently, so they are not equal.</summary>
    [Fact]
    public void NameAndNumber_AreNotEqual()
    {
        Assert.NotEqual((Size)784, s_inputs);
        Assert.Equal(Size.Named("inputs", 784), s_inputs);
    }

    [Fact]
    public void Index_IsWrittenInNumbersOrByName()
    {
        Affine index = Affine.Variable("row") * s_inputs + Affine.Variable("k") * 2 + s_stride + 1;

        Assert.Equal("2 * k + 784 * row + 65", index.ToString());
        Assert.Equal("2 * k + inputs * row + stride + 1", index.Print(isNamed: true));
        Assert.Equal("inputs * row + stride", index.Named.Print(isNamed: true));
        Assert.Equal("2 * k + stride + 1", index.Without("row").Print(isNamed: true));
        Assert.Equal(s_inputs, index.Coefficient("row"));
    }

    [Fact]
    public void LanesOfARegister_AreMultipliedByNumbersOnly() => Assert.Throws<ArgumentException>(() => Affine.Register * s_inputs);
}
