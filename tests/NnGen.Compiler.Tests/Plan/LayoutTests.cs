using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Plan;

/// <summary>Where parameters lie.</summary>
public class LayoutTests
{
    /// <summary>A row of weights is padded to whole vectors where the matrix, so padded, stays in the first-level cache.</summary>
    [Theory]
    [InlineData(128, 10, false, 16)]
    [InlineData(512, 10, false, 16)]
    [InlineData(513, 10, false, 10)]
    [InlineData(784, 50, false, 50)]
    [InlineData(784, 64, false, 64)]
    [InlineData(1, 1, false, 16)]
    [InlineData(256, 10, true, 16)]
    [InlineData(257, 10, true, 10)]
    [InlineData(1, 1, true, 8)]
    public void WeightRows_ArePaddedWhileTheMatrixIsCached(int inputs, int outputs, bool isDouble, int stride)
    {
        NetworkDeclaration net = Net(Input(inputs), Dense(outputs));
        ParameterPlace weight = (isDouble ? net.Double() : net).Plan().Parameters[0];

        Assert.Equal(stride, weight.RowStride);
        Assert.Equal(stride > outputs, weight.Reason.Contains($"padded from {outputs} to {stride}"));
        Assert.Equal(stride == outputs && outputs % (isDouble ? 8 : 16) != 0, weight.Reason.Contains("unpadded"));
    }

    [Theory]
    [MemberData(nameof(SomeNets.Names), MemberType = typeof(SomeNets))]
    public void Parameters_BeginAtWholeVectorsAndDoNotOverlap(string name)
    {
        foreach (NetworkDeclaration net in new[] { SomeNets.Get(name), SomeNets.Get(name).Double() })
        {
            NetworkPlan plan = net.Plan();
            var taken = new HashSet<int>();
            foreach (ParameterPlace place in plan.Parameters)
            {
                Assert.Equal(0, place.Offset % plan.Facts.Lanes);
                Assert.NotEmpty(place.Reason);
                for (int i = 0; i < place.Parameter.Shape.Size; i++)
                {
                    Assert.True(taken.Add(Interpreted.Position(place, i)), $"{place.Parameter} overlaps at {i}.");
                }
            }

            Assert.Equal(plan.Facts.ParameterCount, taken.Count);
            Assert.True(taken.Count == 0 || taken.Max() < plan.StorageLength);
            Assert.Equal(0, plan.StorageLength % plan.Facts.Lanes);
        }
    }

    [Fact]
    public void WeightsLieInputMajor()
    {
        ParameterPlace weight = Net(Input(3), Dense(20)).Plan().Parameters[0];

        // Canonical is [out, in]: neighbouring outputs lie side by side.
        Assert.Equal(new EquatableArray<int>(1, 32), weight.Strides);
    }

    [Theory]
    [InlineData(0, 16, 0)]
    [InlineData(1, 16, 16)]
    [InlineData(16, 16, 16)]
    [InlineData(17, 16, 32)]
    [InlineData(9, 8, 16)]
    public void Pad_RoundsUp(int columns, int lanes, int expected) => Assert.Equal(expected, Layout.Pad(columns, lanes));

    [Fact]
    public void PadThatOverflows_Throws() => Assert.Throws<OverflowException>(() => Layout.Pad(int.MaxValue, 16));
}
