using Xunit;

namespace NnGen.Tests.Persistence;

/// <summary>Numbers of each type to each type; expected bits are those of the formats' definitions.</summary>
public class SafetensorsElementTests
{
    [Fact]
    public void NumbersAsTheyAre_HaveTheirOwnType()
    {
        Assert.Equal("a F16 [1]", SafetensorsTensor.Create<Half>("a", [1], [(Half)(-2.5)]).ToString());
        Assert.Equal([0x00, 0xC1], SafetensorsTensor.Create<Half>("a", [1], [(Half)(-2.5)]).Data.ToArray());
        Assert.Equal([0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], SafetensorsTensor.Create<long>("a", [1], [-2]).Data.ToArray());
        Assert.Equal([1, 2, 0, 0], SafetensorsTensor.Create<int>("a", [1], [513]).Data.ToArray());
        Assert.Equal("a U8 [2]", SafetensorsTensor.Create<byte>("a", [2], [3, 255]).ToString());
        Assert.Equal([3, 255], SafetensorsTensor.Create<byte>("a", [2], [3, 255]).ToArray<byte>());
        Assert.Equal([long.MinValue, long.MaxValue], SafetensorsTensor.Create<long>("a", [2], [long.MinValue, long.MaxValue]).ToArray<long>());
        Assert.Throws<NotSupportedException>(() => SafetensorsTensor.Create<decimal>("a", [1], [1]));
    }

    /// <summary>bfloat16 has 8 significant bits, so between 1 and 2 its numbers are 1/128 apart.</summary>
    [Theory]
    [InlineData(1.0, 0x3F80)]
    [InlineData(-2.5, 0xC020)]
    [InlineData(1 + 1 / 256.0, 0x3F80)] // Halfway: to the even one.
    [InlineData(1 + 3 / 256.0, 0x3F82)]
    [InlineData(1 + 1 / 256.0 + 1e-12, 0x3F81)] // Just above halfway, by less than a float has.
    [InlineData(1 + 3 / 256.0 - 1e-12, 0x3F81)]
    [InlineData(-1 - 1 / 256.0 - 1e-12, 0xBF81)]
    [InlineData(0.0, 0x0000)]
    [InlineData(-0.0, 0x8000)]
    [InlineData(3.3895313892515355e38, 0x7F7F)] // The largest one.
    [InlineData(3.4028234663852886e38, 0x7F80)] // The largest float is beyond it.
    [InlineData(1e300, 0x7F80)]
    [InlineData(double.NegativeInfinity, 0xFF80)]
    [InlineData(9.183549615799121e-41, 0x0001)] // The smallest one, and half of it.
    [InlineData(4.5917748078995606e-41, 0x0000)]
    public void BrainFloats_AreRoundedOnce(double value, int expected)
    {
        SafetensorsTensor tensor = SafetensorsTensor.Create<double>("a", [1], [value], SafetensorsType.BF16);
        Assert.Equal(expected, BitConverter.ToUInt16(tensor.Data.Span));
        Assert.Equal(expected, BitConverter.ToUInt16(SafetensorsTensor.Create<double>("a", [1], tensor.ToArray<double>(), SafetensorsType.BF16).Data.Span));
    }

    [Fact]
    public void NotANumber_StaysOne()
    {
        foreach (SafetensorsType type in (SafetensorsType[])[SafetensorsType.BF16, SafetensorsType.F16, SafetensorsType.F32, SafetensorsType.F64])
        {
            Assert.True(double.IsNaN(SafetensorsTensor.Create<double>("a", [1], [BitConverter.UInt64BitsToDouble(0xFFF0_0000_0000_0001)], type).ToArray<double>()[0]));
        }
    }

    /// <summary>Halves have 11 significant bits and end at 65504.</summary>
    [Theory]
    [InlineData(2049.0, 0x6800)]
    [InlineData(2051.0, 0x6802)]
    [InlineData(65519.0, 0x7BFF)]
    [InlineData(65520.0, 0x7C00)]
    [InlineData(5.960464477539063e-8, 0x0001)]
    public void Halves_AreRoundedOnce(double value, int expected)
    {
        Assert.Equal(expected, BitConverter.ToUInt16(SafetensorsTensor.Create<double>("a", [1], [value], SafetensorsType.F16).Data.Span));
        Assert.Equal(expected, BitConverter.ToUInt16(SafetensorsTensor.Create<float>("a", [1], [(float)value], SafetensorsType.F16).Data.Span));
    }

    [Fact]
    public void WholeNumbers_TakeNothingElse()
    {
        Assert.Equal([-3L, 7], SafetensorsTensor.Create<float>("a", [2], [-3, 7]).ToArray<long>());
        Assert.Equal([-3f, 7], SafetensorsTensor.Create<float>("a", [2], [-3, 7], SafetensorsType.I32).ToArray<float>());
        Assert.Equal([ulong.MaxValue], SafetensorsTensor.Create<ulong>("a", [1], [ulong.MaxValue]).ToArray<ulong>());

        Assert.Contains("Element 1 of a is 2.5, which is no Int64", Assert.Throws<OverflowException>(() => SafetensorsTensor.Create<double>("a", [2], [1, 2.5]).ToArray<long>()).Message, StringComparison.Ordinal);
        Assert.Throws<OverflowException>(() => SafetensorsTensor.Create<double>("a", [1], [double.NaN]).ToArray<int>());
        Assert.Throws<OverflowException>(() => SafetensorsTensor.Create<ulong>("a", [1], [ulong.MaxValue]).ToArray<long>());
        Assert.Throws<OverflowException>(() => SafetensorsTensor.Create<int>("a", [1], [256]).ToArray<byte>());
        Assert.Contains("Element 0 of a is 256, which is no number of the type U8", Assert.Throws<ArgumentException>(() => SafetensorsTensor.Create<int>("a", [1], [256], SafetensorsType.U8)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SafetensorsTensor.Create<int>("a", [1], [2], SafetensorsType.BOOL));
        Assert.Throws<ArgumentException>(() => SafetensorsTensor.Create<float>("a", [1], [0.5f], SafetensorsType.I64));
        Assert.Throws<ArgumentException>(() => SafetensorsTensor.Create<float>("a", [1], [0.5f], SafetensorsType.Other));
    }
}
