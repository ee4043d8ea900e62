using System.Globalization;
using NnGen.Compiler.Print;
using NnGen.Compiler.Tests.Support;

namespace NnGen.Compiler.Tests.Print;

/// <summary>Numbers as C#: the same number comes back, and no culture changes a digit.</summary>
public class LiteralsTests
{
    public static TheoryData<string> Cultures => ["", "fi-FI", "tr-TR", "ar-SA", "de-CH"];

    [Theory]
    [InlineData(0, "0f", "0d")]
    [InlineData(1, "1f", "1d")]
    [InlineData(-1, "-1f", "-1d")]
    [InlineData(-0.0, "-0f", "-0d")]
    [InlineData(0.1, "0.1f", "0.1d")]
    [InlineData(1.25, "1.25f", "1.25d")]
    [InlineData(1e21, "1E+21f", "1E+21d")]
    [InlineData(-1e-7, "-1E-07f", "-1E-07d")]
    [InlineData(16777216, "16777216f", "16777216d")]
    [InlineData(double.NaN, "float.NaN", "double.NaN")]
    [InlineData(double.PositiveInfinity, "float.PositiveInfinity", "double.PositiveInfinity")]
    [InlineData(double.NegativeInfinity, "float.NegativeInfinity", "double.NegativeInfinity")]
    [InlineData(1e300, "float.PositiveInfinity", "1E+300d")]
    [InlineData(-1e300, "float.NegativeInfinity", "-1E+300d")]
    [InlineData(1e-300, "0f", "1E-300d")]
    [InlineData(double.MaxValue, "float.PositiveInfinity", "1.7976931348623157E+308d")]
    [InlineData(float.MaxValue, "3.4028235E+38f", "3.4028234663852886E+38d")]
    public void Number_IsAsExpected(double value, string single, string @double)
    {
        Assert.Equal(single, Literals.Number(value, isDouble: false));
        Assert.Equal(@double, Literals.Number(value, isDouble: true));
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Numbers_ComeBackUnderEveryCulture(string culture) => Under(culture, () =>
    {
        for (ulong i = 0; i < 5000; i++)
        {
            // All bit patterns: huge, tiny and subnormal numbers too.
            long bits = BitConverter.DoubleToInt64Bits(Numbers.At(1, i)) * 31 ^ BitConverter.DoubleToInt64Bits(Numbers.At(2, i)) << 9;
            double value = BitConverter.Int64BitsToDouble(bits);
            float single = BitConverter.Int32BitsToSingle((int)(bits >> 20));
            if (double.IsFinite(value))
            {
                string text = Literals.Number(value, isDouble: true);
                Assert.Equal(bits, BitConverter.DoubleToInt64Bits(double.Parse(text[..^1], CultureInfo.InvariantCulture)));
                Assert.InRange(Digits(text), 1, 17);
            }

            if (float.IsFinite(single))
            {
                string text = Literals.Number(single, isDouble: false);
                Assert.Equal(BitConverter.SingleToInt32Bits(single), BitConverter.SingleToInt32Bits(float.Parse(text[..^1], CultureInfo.InvariantCulture)));
                Assert.InRange(Digits(text), 1, 9);
            }
        }
    });

    /// <summary>As many digits as the runtime's own shortest form has; subnormal numbers, which have fewer bits, may show some more.</summary>
    [Fact]
    public void Numbers_HaveNoDigitTooMany()
    {
        for (ulong i = 0; i < 5000; i++)
        {
            double value = Numbers.At(3, i);
            Assert.Equal(Digits(value.ToString("R", CultureInfo.InvariantCulture)), Digits(Literals.Number(value, isDouble: true)));
            Assert.Equal(Digits(((float)value).ToString("R", CultureInfo.InvariantCulture)), Digits(Literals.Number(value, isDouble: false)));
        }
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Integers_AreInvariant(string culture) => Under(culture, () =>
    {
        Assert.Equal("-1234567", Literals.Integer(-1234567));
        Assert.Equal("9223372036854775807", Literals.Integer(long.MaxValue));
    });

    [Fact]
    public void Text_EscapesQuotesAndBackslashes() => Assert.Equal("\"a \\\"b\\\" \\\\ c\"", Literals.Text("a \"b\" \\ c"));

    private static int Digits(string number)
    {
        string significand = number.TrimStart('-').Split('E')[0].TrimEnd('f', 'd').Replace(".", "").TrimStart('0').TrimEnd('0');
        return Math.Max(1, significand.Length);
    }

    private static void Under(string culture, Action test)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            test();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
