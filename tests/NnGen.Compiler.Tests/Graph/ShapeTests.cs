using NnGen.Compiler.Graph;
using NnGen.Compiler.Model;
using NnGen.Compiler.Tests.Support;
using static NnGen.Compiler.Tests.Support.Declare;

namespace NnGen.Compiler.Tests.Graph;

/// <summary>The shape that each node gives, with parameters and multiply-adds.</summary>
public class ShapeTests
{
    public static TheoryData<NetworkDeclaration, string> Nets => new()
    {
        { Net(Input(784), Dense(10)), "[784] 0 0; [10] 7850 7840" },
        { Net(Input(784), Dense(10).With("Bias", false)), "[784] 0 0; [10] 7840 7840" },
        { Net(Input(2, 3, 4), Node("Flatten")), "[2, 3, 4] 0 0; [24] 0 0" },
        { Net(Input(2, 3, 4), Dropout(0.5), Node("ReLU"), Node("Identity"), Node("Flatten"), Dense(5)), "[2, 3, 4] 0 0; [2, 3, 4] 0 0; [2, 3, 4] 0 0; [2, 3, 4] 0 0; [24] 0 0; [5] 125 120" },
        { Net(Input(3), Node("Softmax"), Node("LogSoftmax")), "[3] 0 0; [3] 0 0; [3] 0 0" },
        { Net(Input(2, 3).Named("a"), Node("Sigmoid").Named("b"), Add("a", "b", "a")), "[2, 3] 0 0; [2, 3] 0 0; [2, 3] 0 0" },
        { Net(Input(1), Dense(1)), "[1] 0 0; [1] 2 1" },
    };

    [Theory]
    [MemberData(nameof(Nets))]
    public void EachNode_GivesItsShape(NetworkDeclaration net, string expected)
    {
        // Not every one of these outputs has a loss that follows from it; predicting needs none.
        BuiltGraph built = net.With("Emit", "Inference").Graph();

        Assert.Equal(expected, string.Join("; ", built.Nodes.Select(node => $"{node.Shape} {node.ParameterCount} {node.MultiplyAdds}")));
    }

    /// <summary>The network of the lectures.</summary>
    [Fact]
    public void LectureNetwork_Has39760Parameters()
    {
        BuiltGraph built = Net(Input(784), Dense(50), Node("Sigmoid"), Dense(10), Node("Softmax")).Graph();

        Assert.Equal(39_760, built.Nodes.Sum(node => node.ParameterCount));
    }

    [Fact]
    public void Shape_IsEqualByAxes()
    {
        Assert.Equal(new Shape(2, 3), new Shape(2, 3));
        Assert.NotEqual(new Shape(2, 3), new Shape(3, 2));
        Assert.NotEqual(new Shape(6), new Shape(2, 3));
        Assert.Equal(6, new Shape(2, 3).Size);
        Assert.Equal("[2, 3]", new Shape(2, 3).ToString());
        Assert.Throws<OverflowException>(() => new Shape(1 << 20, 1 << 20).Size);
    }

    [Fact]
    public void EquatableArray_IsEqualByElements()
    {
        EquatableArray<int> array = new(1, 2);
        Assert.True(array == new EquatableArray<int>(1, 2));
        Assert.True(array != new EquatableArray<int>(2, 1));
        Assert.Equal(array.GetHashCode(), new EquatableArray<int>(1, 2).GetHashCode());
        Assert.Equal(default(EquatableArray<int>), new EquatableArray<int>());
        Assert.Empty(default(EquatableArray<int>));
        Assert.Throws<ArgumentOutOfRangeException>(() => default(EquatableArray<int>)[0]);
    }

    /// <summary>An array that is handed over and changed afterwards changes nothing.</summary>
    [Fact]
    public void EquatableArray_KeepsItsOwnElements()
    {
        int[] given = [1, 2];
        EquatableArray<int> array = new(given);
        given[0] = 9;

        Assert.Equal(1, array[0]);
    }
}
