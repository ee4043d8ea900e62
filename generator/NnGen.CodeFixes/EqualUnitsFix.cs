using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NnGen.Compiler.Model;

namespace NnGen.CodeFixes;

/// <summary>NNG020 at <c>[Add]</c> and <c>[Multiply]</c>: gives the dense layer behind one input as many units as the other input has.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EqualUnitsFix))]
[Shared]
public sealed class EqualUnitsFix : NetworkFix
{
    public EqualUnitsFix()
        : base(ProblemKinds.ShapeMismatch)
    {
    }

    private protected override IEnumerable<ProposedFix> Propose(DeclaredNetwork network, Problem problem, AttributeText text)
    {
        NodeDeclaration join = network.Declaration.Nodes[problem.Node];
        if (join.Kind is not ("Add" or "Multiply") || join["Inputs"] is not EquatableArray<string> inputs || problem.Element < 1)
        {
            yield break;
        }

        // The one that differs, or of two the one that it is compared with.
        foreach (int changed in inputs.Count == 2 ? [problem.Element, 0] : new[] { problem.Element })
        {
            int other = changed == 0 ? problem.Element : 0;
            if (Units(network, inputs[changed]) is { } units && Trial.ShapeOf(network.Declaration, inputs[other]) is { Axes.Count: 1 } shape)
            {
                string right = shape.Size.ToString(CultureInfo.InvariantCulture);
                yield return new ProposedFix($"Change [Dense({units})] to [Dense({right})]", nameof(EqualUnitsFix), [new TextChange(units.Span, right)]);
            }
        }
    }

    /// <summary>The number of units of the dense layer that gives a node its size, where it is written as a number.</summary>
    private static LiteralExpressionSyntax? Units(DeclaredNetwork network, string name)
    {
        string?[] names = Trial.Names(network.Declaration);
        for (int node = Array.IndexOf(names, name); node >= 0; node = Above(network.Declaration, names, node))
        {
            NodeDeclaration declared = network.Declaration.Nodes[node];
            if (declared.Kind == "Dense")
            {
                return network.Nodes[node].ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals is null)?.Expression as LiteralExpressionSyntax;
            }

            if (declared.Kind is "Input" or "Add" or "Multiply" or "Concat")
            {
                return null;
            }
        }

        return null;
    }

    private static int Above(NetworkDeclaration declaration, string?[] names, int node) => declaration.Nodes[node]["From"] is string from
        ? Array.IndexOf(names, from)
        : Array.FindLastIndex(names, node - 1, node, name => name is not null);
}
