using NnGen.Numerics.Tests.Nets;

namespace NnGen.Numerics.Tests.Behaviour;

/// <summary>The nodes that an emitted network tells of.</summary>
public sealed class NodeInfoTests
{
    [Fact]
    public void Nodes_AreThoseOfTheDeclarationWithTheirInputs()
    {
        string[] nodes = [.. NetworkFacts.Of<Winding, float>().Nodes.Select(node => $"{node.Name} {node.Kind} {string.Join('x', node.Shape)} of ({string.Join(", ", node.Inputs)})")];
        Assert.Equal(
            [
                "x Input 2x5 of ()",
                "z Input 3 of ()",
                "flat Flatten 10 of (x)",
                "same Identity 10 of (flat)",
                "a Dense 19 of (same)",
                "norm BatchNorm 19 of (a)",
                "r ReLU 19 of (norm)",
                "drop Dropout 19 of (r)",
                "b Dense 9 of (drop)",
                "s Sigmoid 9 of (b)",
                "c Dense 7 of (z)",
                "t Tanh 7 of (c)",
                "cat Concat 16 of (s, t)",
                "d Dense 16 of (cat)",
                "u Tanh 16 of (d)",
                "e Dense 16 of (u)",
                "sum Add 16 of (e, u)",
                "sum2 Identity 16 of (sum)",
                "f Dense 4 of (sum2)",
            ],
            nodes);
    }

    [Fact]
    public void Nodes_HaveTheNamesOfParametersAndOfTheTape()
    {
        NetworkInfo info = NetworkFacts.Of<DeepTanh, float>();
        string[] names = [.. info.Nodes.Select(node => node.Name)];
        Assert.Equal("input1", names[0]);
        Assert.All(info.Parameters, parameter => Assert.Contains(parameter.Name.Split('.')[0], names));
        Assert.All(new DeepTanh.Tape(1).ValueNames, name => Assert.Contains(name, names));
    }
}
