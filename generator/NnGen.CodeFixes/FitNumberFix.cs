using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using NnGen.Compiler.Model;
using NnGen.Generator.Parsing;

namespace NnGen.CodeFixes;

/// <summary>
/// NNG013 and NNG020 at layers of images: a number that does not fit the sizes, such as groups that divide no channels or a kernel that is larger than the
/// image, becomes the nearest one that does. Which that is the compiler says, asked about one number after the other.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FitNumberFix))]
[Shared]
public sealed class FitNumberFix : NetworkFix
{
    /// <summary>The numbers that are tried in each direction.</summary>
    private const int Most = 128;

    /// <summary>Numbers that must fit others. Of sizes that are simply out of range nobody knows what was meant.</summary>
    private static readonly string[] s_fitting = ["Groups", "Factor", "Padding", "OutputPadding", "Sides"];

    /// <summary>What decides whether windows fit an axis, the likeliest mistake first.</summary>
    private static readonly string[] s_ofWindows = ["Kernel", "KernelHeight", "KernelWidth", "Padding", "Dilation"];

    public FitNumberFix()
        : base(ProblemKinds.BadSize, ProblemKinds.ShapeMismatch)
    {
    }

    private protected override IEnumerable<ProposedFix> Propose(DeclaredNetwork network, Problem problem, AttributeText text)
    {
        NodeDeclaration node = network.Declaration.Nodes[problem.Node];
        bool hasWindows = node["Kernel"] is not null || node["KernelHeight"] is not null;
        IEnumerable<string> options = problem.Kind == ProblemKinds.BadSize ? s_fitting.Where(option => option == problem.Option) : hasWindows ? s_ofWindows : [];
        int before = Count(network.Declaration, problem.Kind);
        foreach (string option in options)
        {
            if (Number(node[option]) is not int written || Literal(network, problem, option) is not { } literal)
            {
                continue;
            }

            IEnumerable<int> below = Enumerable.Range(1, Most).Select(step => written - step).TakeWhile(number => number >= 0);
            IEnumerable<int> above = Enumerable.Range(1, Most).Select(step => written + step);
            int?[] nearest = [First(below), First(above)];
            foreach (int number in nearest.OfType<int>().OrderBy(number => Math.Abs(number - written)))
            {
                string right = number.ToString(CultureInfo.InvariantCulture);
                yield return new ProposedFix($"Change {option} from {literal} to {right}", $"{nameof(FitNumberFix)}.{option}", [new TextChange(literal.Span, right)]);
            }

            int? First(IEnumerable<int> numbers) => numbers.Select(number => (int?)number).FirstOrDefault(number => Count(Changed(network, problem.Node, option, number!.Value), problem.Kind) < before);
        }
    }

    private static int Count(NetworkDeclaration declaration, ProblemKind kind) => Trial.Problems(declaration).Count(problem => problem.Kind == kind);

    private static NetworkDeclaration Changed(DeclaredNetwork network, int node, string option, int number) => network.Declaration.With(nodes =>
        nodes[node] = nodes[node] with
        {
            Options = new EquatableArray<OptionDeclaration>(nodes[node].Options.Select(old => old.Name != option ? old : new OptionDeclaration(option, old.Value is int ? number : new EquatableArray<int>(number)))),
        });

    /// <summary>A number, or the only one of an array.</summary>
    private static int? Number(object? value) => value switch
    {
        int number => number,
        EquatableArray<int> { Count: 1 } numbers => numbers[0],
        _ => null,
    };

    /// <summary>Where the number of an option is written as such.</summary>
    private static LiteralExpressionSyntax? Literal(DeclaredNetwork network, Problem problem, string option)
    {
        DeclaredAttribute? attribute = network.Attributes.All.FirstOrDefault(candidate => candidate.Syntax == network.Nodes[problem.Node]);
        return attribute is not null && ArgumentPlaces.Find(attribute, option, 0) is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.NumericLiteralExpression) ? literal : null;
    }
}
