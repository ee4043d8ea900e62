using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Plan;

/// <summary>Where parameters lie.</summary>
public class LayoutTests
{
    /// <summary>Whole vectors lie in panels; outputs that fill no vector lie by rows where that is less work, and are padded where it is not.</summary>
    [Theory]
    [InlineData(784, 50, false, "0+48/48 48+2/rows")]
    [InlineData(784, 64, false, "0+64/64")]
    [InlineData(784, 96, false, "0+96/96")]
    [InlineData(784, 128, false, "0+128/64")]
    [InlineData(784, 112, false, "0+64/64 64+48/48")]
    [InlineData(784, 144, false, "0+64/64 64+80/80")]
    [InlineData(784, 130, false, "0+128/64 128+2/rows")]
    [InlineData(128, 10, false, "0+10/rows")]
    [InlineData(64, 10, false, "0+10/16")]
    [InlineData(16, 1, false, "0+1/rows")]
    [InlineData(8, 1, false, "0+1/16")]
    [InlineData(64, 50, false, "0+50/64")]
    [InlineData(1, 1, false, "0+1/16")]
    [InlineData(784, 50, true, "0+48/48 48+2/rows")]
    [InlineData(1, 1, true, "0+1/8")]
    public void Weights_LieInPanelsAndRows(int inputs, int outputs, bool isDouble, string expected)
    {
        NetworkDeclaration net = Net(Input(inputs), Dense(outputs));
        ParameterPlace weight = (isDouble ? net.Double() : net).Plan().Parameters[0];

        Assert.Equal(expected, string.Join(" ", weight.Pieces.Select(piece => $"{piece.First}+{piece.Outputs}/{(piece.IsByOutputs ? "rows" : piece.Stride)}")));
    }

    /// <summary>Of two kernels the plan takes the one that is said to be cheaper; where nothing is open, nobody is asked.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void ConnectedWeights_AreLeftOutWhereThatIsCheaper(double connected, bool isLeftOut)
    {
        EquatableArray<ParameterPlace> Places(NetworkDeclaration net) => new(Layout.Parameters(net.Graph().Graph, 16, new Said(connected)).Places);

        Assert.Equal(isLeftOut, Places(Net(Input(48), Dense(48).With("Connections", "LowerTriangular")))[0].Pieces[0].Blocks is not null);
        Assert.NotNull(Places(Net(Input(48), Dense(48).With("Connections", "Diagonal")))[0].Pieces[0].Blocks);
        Assert.Null(Places(Net(Input(48), Dense(48)))[0].Pieces[0].Blocks);
    }

    /// <summary>Dense kernels cost 1.5.</summary>
    private sealed class Said(double connected) : IKernelCost
    {
        public int NearCache => 1 << 20;

        public int? CallsOfPart(KernelSpec spec) => null;

        public double Nanoseconds(KernelSpec spec, int rows) => spec is ConnectedRowsSpec ? connected : 1.5;
    }

    /// <summary>The pieces cover all outputs in order, whatever the sizes, and each begins at a whole vector.</summary>
    [Fact]
    public void Pieces_CoverAllOutputsInOrder()
    {
        foreach (int inputs in new[] { 1, 15, 16, 100, 128, 784 })
        {
            for (int outputs = 1; outputs <= 400; outputs++)
            {
                int next = 0;
                foreach ((int first, int count, int panel) in Layout.Split(inputs, outputs, 16))
                {
                    Assert.Equal(next, first);
                    Assert.True(count > 0);
                    Assert.True(panel == 0 || (panel % 16 == 0 && panel <= 96 && (count % panel == 0 || count < panel)));
                    next += count;
                }

                Assert.Equal(outputs, next);
            }
        }
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
                    int position = Interpreted.Position(place, i);
                    Assert.True(position < 0 || taken.Add(position), $"{place.Parameter} overlaps at {i}.");
                }
            }

            Assert.Equal(plan.Facts.ParameterCount, taken.Count);
            Assert.True(taken.Count == 0 || taken.Max() < plan.StorageLength);
            Assert.Equal(0, plan.StorageLength % plan.Facts.Lanes);
        }
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
