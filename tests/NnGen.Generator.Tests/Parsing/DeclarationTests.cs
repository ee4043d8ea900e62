using NnGen.Compiler.Model;
using NnGen.Generator.Parsing;
using NnGen.Generator.Tests.Support;

namespace NnGen.Generator.Tests.Parsing;

public class DeclarationTests
{
    [Fact]
    public void FrontPageNet_IsReadInTextOrder()
    {
        NetworkDeclaration declaration = Toolchain.Parse(Nets.Digits).Declaration;

        Assert.Equal(new HostDeclaration("Samples", [], "DigitNet"), declaration.Host);
        Assert.Empty(declaration.Options);
        NodeDeclaration[] expected =
        [
            Node("Input", ("Shape", new EquatableArray<int>(784))),
            Node("Dense", ("Units", 128)),
            Node("ReLU"),
            Node("Dropout", ("Rate", 0.2)),
            Node("Dense", ("Units", 10)),
            Node("Softmax"),
            Node("CrossEntropyLoss"),
        ];
        Assert.Equal(expected, declaration.Nodes);
        Assert.Equal("[Network] [Input(28 * 28)] [Dense(128), ReLU, Dropout(0.2)] [Dense(10), Softmax] [CrossEntropyLoss]", declaration.Text);
    }

    [Fact]
    public void NestedNet_HasItsContainingTypesAndOptions()
    {
        NetworkDeclaration declaration = Toolchain.Parse(Nets.Residual).Declaration;

        Assert.Equal(new HostDeclaration("Samples", new EquatableArray<ContainingType>(new ContainingType("class", "Nets")), "Residual"), declaration.Host);
        OptionDeclaration[] options = [new("Precision", "Double"), new("InputGradient", true)];
        Assert.Equal(options, declaration.Options);
        Assert.Equal("Uniform", declaration.Nodes[1]["Initializer"]);
        Assert.Equal(0.05, declaration.Nodes[1]["InitializerScale"]);
        Assert.Equal(new EquatableArray<string>("left", "right"), declaration.Nodes[5]["Inputs"]);
        Assert.Equal("Sum", declaration.Nodes[7]["Reduction"]);
    }

    [Fact]
    public void SpacesCommentsAndOtherAttributes_AreNotInTheText()
    {
        NetworkDeclaration declaration = Parse("""
            [Network] // the net
            [System.Obsolete("old")]
            [Input(  28*28 /* pixels */ )]
            #if true
            [Dense( units:3,
                    Bias=false ), System.Serializable,ReLU]
            #endif
            partial class Net;
            """);

        Assert.Equal("[Network] [Input(28 * 28)] [Dense(units: 3, Bias = false), ReLU]", declaration.Text);
        Assert.Equal(3, declaration.Nodes.Count);
    }

    [Fact]
    public void LineBreaksInAName_DoNotBreakTheText()
    {
        NetworkDeclaration declaration = Parse("[Network, Input(1), Dense(1, Name = @\"a\nb\u2028c\")] partial class Net;");

        Assert.Equal("[Network, Input(1), Dense(1, Name = @\"a b c\")]", declaration.Text);
        Assert.Equal("a\nb\u2028c", declaration.Nodes[1]["Name"]);
    }

    [Fact]
    public void ArgumentsThatTheUserLeftOut_AreLeftOut()
    {
        NetworkDeclaration declaration = Parse("[Network, Input, LeakyReLU, LeakyReLU(slope: 0.5), Dense(2, Name = null)] partial class Net;");

        Assert.Empty(declaration.Nodes[0].Options);
        Assert.Empty(declaration.Nodes[1].Options);
        Assert.Equal(0.5, declaration.Nodes[2]["Slope"]);
        Assert.Equal(2, Assert.Single(declaration.Nodes[3].Options).Value);
    }

    [Fact]
    public void NullAmongNames_IsAnEmptyName()
    {
        NetworkDeclaration declaration = Parse("[Network, Add(\"a\", null)] partial class Net;");

        Assert.Equal(new EquatableArray<string>("a", ""), declaration.Nodes[0]["Inputs"]);
    }

    [Fact]
    public void EnumValueWithoutAMember_IsItsNumber()
    {
        NetworkDeclaration declaration = Parse("[Network, Dense(1, Initializer = (Init)(-7))] partial class Net;");

        Assert.Equal("-7", declaration.Nodes[0]["Initializer"]);
    }

    [Fact]
    public void AttributeOfTheUsersOwnThatIsANode_IsOne()
    {
        NetworkDeclaration declaration = Parse("""
            [Network, Input(1), Twice(3, Name = "t")] partial class Net;
            public sealed class TwiceAttribute(int factor) : LayerAttribute { public int Factor => factor; }
            """);

        Assert.Equal(Node("Twice", ("Factor", 3), ("Name", "t")), declaration.Nodes[1]);
    }

    [Fact]
    public void AliasedAndQualifiedAttributes_AreFound()
    {
        NetworkDeclaration declaration = Toolchain.Parse("""
            using Net = NnGen.NetworkAttribute;
            using Full = NnGen.DenseAttribute;
            namespace Samples;
            [Net, global::NnGen.InputAttribute(3), Full(2)] partial class Plain;
            """).Declaration;

        Assert.Equal(["Input", "Dense"], declaration.Nodes.Select(node => node.Kind));
        Assert.Equal("[Net, global::NnGen.InputAttribute(3), Full(2)]", declaration.Text);
    }

    [Theory]
    [InlineData("[Network, Input(1), Dense(\"x\")]")]
    [InlineData("[Network, Input(1), Conv1D(2)]")]
    [InlineData("[Network, Input(1), Dense(2, Units = 3)]")]
    [InlineData("[Network, Input(1), Dense(2, Nonsense = 3)]")]
    [InlineData("[Network, Input(1), Dense(2, Initializer = Init.Nonsense)]")]
    [InlineData("[Network, Input(1), Densee(2)]")]
    [InlineData("[Network, Input(1, nonsense), Dense(2)]")]
    [InlineData("[Network, Input(1), Dense(int.MaxValue + 1)]")]
    [InlineData("[Network, Input(99999999999), Dense(1)]")]
    [InlineData("[Network(Nonsense = 1), Input(1), Dense(1)]")]
    [InlineData("[Network, Input(1), Dense(2")]
    public void WhatCSharpRejects_IsLeftToCSharp(string attributes)
    {
        string source = $"using NnGen; namespace Samples; {attributes} partial class Net;";
        Assert.Contains(TestCompilation.Create(source).GetDiagnostics(), diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        if (attributes.EndsWith(']'))
        {
            ParsedNetwork parsed = Toolchain.Parse(source);
            Assert.False(parsed.IsComplete);
            Assert.True(parsed.CanBeEmitted);
        }
    }

    [Theory]
    [InlineData("fi-FI")]
    [InlineData("tr-TR")]
    public void OtherCultures_ReadTheSame(string culture)
    {
        NetworkDeclaration[] before = Nets.All.Select(net => Toolchain.Parse(net).Declaration).ToArray();
        System.Globalization.CultureInfo old = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo(culture);
            Assert.Equal("0,5", 0.5.ToString());
            NetworkDeclaration[] after = Nets.All.Select(net => Toolchain.Parse(net).Declaration).ToArray();
            Assert.Equal(before, after);
            Assert.Equal("-7", Parse("[Network, Dense(1, Initializer = (Init)(-7))] partial class Net;").Nodes[0]["Initializer"]);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = old;
        }
    }

    private static NodeDeclaration Node(string kind, params (string Name, object Value)[] options) =>
        new(kind, new EquatableArray<OptionDeclaration>(options.Select(option => new OptionDeclaration(option.Name, option.Value))));

    private static NetworkDeclaration Parse(string declaration) => Toolchain.Parse($"using NnGen;\nnamespace Samples;\n{declaration}").Declaration;
}
