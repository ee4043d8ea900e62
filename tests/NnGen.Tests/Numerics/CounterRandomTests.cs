using System.Runtime.Intrinsics;
using NnGen.Numerics;
using Xunit;

namespace NnGen.Tests.Numerics;

public class CounterRandomTests
{
    [Fact]
    public void EachCoordinate_ChangesTheNumber()
    {
        ulong[] numbers =
        [
            new CounterRandom(1, 2).UInt32At(3, 4, 5),
            new CounterRandom(2, 2).UInt32At(3, 4, 5),
            new CounterRandom(1, 3).UInt32At(3, 4, 5),
            new CounterRandom(1, 2 + (1UL << 32)).UInt32At(3, 4, 5),
            new CounterRandom(1, 2).UInt32At(4, 4, 5),
            new CounterRandom(1, 2).UInt32At(3 + (1UL << 32), 4, 5),
            new CounterRandom(1, 2).UInt32At(3, 5, 5),
            new CounterRandom(1, 2).UInt32At(3, 4, 6),
            new CounterRandom(1, 2).UInt32At(3, 4, 9),
        ];

        Assert.Equal(numbers.Length, numbers.Distinct().Count());
    }

    [Fact]
    public void Fill_EqualsUInt32AtEachElement()
    {
        var random = new CounterRandom(7, 8);
        var words = new uint[100];

        random.Fill(words, step: 9, row: 10, firstElement: 12);

        Assert.Equal(Enumerable.Range(12, 100).Select(element => random.UInt32At(9, 10, (uint)element)), words);
    }

    /// <summary>Whoever fills a block gets the numbers that are looked up one by one, to the last bit.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 2)]
    [InlineData(0, 15)]
    [InlineData(16, 16)]
    [InlineData(4, 17)]
    [InlineData(100_000, 5_001)]
    public void FilledBlocks_HaveTheBitsOfSingleNumbers(int first, int count)
    {
        var random = new CounterRandom(11, 12);
        double[] uniform = new double[count];
        double[] byPairs = new double[count];
        double[] byEights = new double[count];

        random.FillUniform(uniform, (uint)first);
        random.FillNormal(byPairs, (uint)first, inAll: count);
        random.FillNormal(byEights, (uint)first, inAll: int.MaxValue);

        Assert.Equal(Enumerable.Range(first, count).Select(element => Bits(random.UniformAt(0, 0, (uint)element))), uniform.Select(Bits));
        Assert.Equal(Enumerable.Range(first, count).Select(element => Bits(random.NormalAt(0, 0, (uint)element))), byPairs.Select(Bits));
        Assert.Equal(byPairs.Select(Bits), byEights.Select(Bits));
    }

    /// <summary>All quarters and what lies between them, and logarithms on either side of each power of two and of the square root.</summary>
    [Fact]
    public void FunctionsOfVectors_HaveTheBitsOfThoseOfNumbers()
    {
        double[] turns = [.. Enumerable.Range(0, 4096).Select(i => i / 4096.0), .. new[] { 0.125, 0.375, 0.625, 0.875 }.SelectMany(x => new[] { Math.BitDecrement(x), x, Math.BitIncrement(x), 1 - Math.Pow(2, -53) })];
        double[] lengths = [.. Enumerable.Range(1, 4096).Select(i => i / 4096.0), .. Enumerable.Range(0, 53).SelectMany(i => new[] { Math.Pow(2, -i), Math.Pow(2, -i) * Math.Sqrt(0.5), Math.BitDecrement(Math.Pow(2, -i)) })];

        Assert.All(turns, x =>
        {
            (double sine, double cosine) = PortableMath.SinCosTurns(x);
            (Vector512<double> sines, Vector512<double> cosines) = PortableMath.SinCosTurns(Vector512.Create(x));
            Assert.Equal((Bits(sine), Bits(cosine)), (Bits(sines[5]), Bits(cosines[5])));
        });
        Assert.All(lengths, x => Assert.Equal(Bits(PortableMath.Log(x)), Bits(PortableMath.Log(Vector512.Create(x))[3])));
    }

    private static long Bits(double x) => BitConverter.DoubleToInt64Bits(x);

    [Fact]
    public void Uniforms_FillTheUnitIntervalEvenly()
    {
        var random = new CounterRandom(42, 0);
        var bins = new int[10];
        double sum = 0;
        for (uint element = 0; element < 100_000; element++)
        {
            double value = random.UniformAt(0, 0, element);
            Assert.InRange(value, 0, 1 - 1e-17);
            bins[(int)(value * 10)]++;
            sum += value;
        }

        // Five standard deviations: of a bin's count, 95; of the mean, 0.0009.
        Assert.All(bins, count => Assert.InRange(count, 10_000 - 475, 10_000 + 475));
        Assert.InRange(sum / 100_000, 0.5 - 0.0046, 0.5 + 0.0046);
    }

    [Fact]
    public void Normals_HaveTheMomentsOfTheNormalDistribution()
    {
        const int Count = 200_000;
        var random = new CounterRandom(42, 1);
        double sum = 0;
        double squares = 0;
        double fourths = 0;
        double neighbours = 0;
        double before = 0;
        int beyondTwo = 0;
        for (uint element = 0; element < Count; element++)
        {
            double value = random.NormalAt(0, 0, element);
            sum += value;
            squares += value * value;
            fourths += value * value * value * value;
            neighbours += value * before;
            before = value;
            beyondTwo += Math.Abs(value) > 2 ? 1 : 0;
        }

        // Five standard deviations each: 1, sqrt(2), sqrt(96), 1 and 0.208 over sqrt(200000).
        Assert.InRange(sum / Count, -0.0112, 0.0112);
        Assert.InRange(squares / Count, 1 - 0.0159, 1 + 0.0159);
        Assert.InRange(fourths / Count, 3 - 0.11, 3 + 0.11);
        Assert.InRange(neighbours / Count, -0.0112, 0.0112);
        Assert.InRange((double)beyondTwo / Count, 0.0455 - 0.0024, 0.0455 + 0.0024);
    }

    [Fact]
    public void NumbersOfARun_StayTheSameForever()
    {
        var random = new CounterRandom(42, 1);

        // Recorded once: whoever changes them changes every seeded run of every user.
        Assert.Equal(RecordedBits, random.UInt32At(2, 3, 5));
        Assert.Equal(RecordedUniform, BitConverter.DoubleToInt64Bits(random.UniformAt(2, 3, 5)));
        Assert.Equal(RecordedNormals, new[] { 4u, 5u }.Select(element => BitConverter.DoubleToInt64Bits(random.NormalAt(2, 3, element))));
    }

    private const uint RecordedBits = 1750375135;
    private const long RecordedUniform = 4599990361207924036;
    private static readonly long[] RecordedNormals = [-4619586218957353416, 4605820443640544221];

    [Fact]
    public void PortableLog_AgreesWithTheSystem()
    {
        var random = new CounterRandom(3, 3);
        for (uint i = 0; i < 100_000; i++)
        {
            double x = 1 - random.UniformAt(0, 0, i) * (i % 2 == 0 ? 1 : 1e-6);
            double expected = Math.Log(x);
            Assert.True(Math.Abs(PortableMath.Log(x) - expected) <= 9e-16 * Math.Abs(expected), $"log {x:R}");
        }

        Assert.Equal(0, PortableMath.Log(1));
        Assert.Equal(Math.Log(1.0 / (1UL << 53)), PortableMath.Log(1.0 / (1UL << 53)), 1e-14);
    }

    [Fact]
    public void PortableSineAndCosine_AgreeWithTheSystem()
    {
        for (int i = 0; i < 80_000; i++)
        {
            double turns = i / 80_000.0;
            (double sine, double cosine) = PortableMath.SinCosTurns(turns);

            // The angle in radians is itself rounded, by up to 4.5e-16 near a full turn.
            Assert.Equal(Math.Sin(turns * 2 * Math.PI), sine, 1.5e-15);
            Assert.Equal(Math.Cos(turns * 2 * Math.PI), cosine, 1.5e-15);
            Assert.Equal(1, sine * sine + cosine * cosine, 1e-15);
        }
    }
}
