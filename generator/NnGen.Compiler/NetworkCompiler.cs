using System.Globalization;
using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Advice;
using NnGen.Compiler.Graph.Weights;
using NnGen.Compiler.Kernels.Cost;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;
using NnGen.Compiler.Print;

namespace NnGen.Compiler;

/// <summary>The whole compiler as one function: a declaration in, problems and C# out.</summary>
public static class NetworkCompiler
{
    /// <summary>Finds every problem of a declaration. Never throws for what a user wrote.</summary>
    /// <remarks>A plan is made only of networks that have a budget, or are so large that it might not fit the limits: nothing else in it can be wrong, and it is most of the work.</remarks>
    public static EquatableArray<Problem> Check(NetworkDeclaration declaration)
    {
        (BuiltGraph? inference, EquatableArray<Problem> problems) = Build(declaration);
        problems = new([.. problems, .. BudgetCheck.Malformed(declaration)]);
        if (inference is null || !(declaration.Budget.Count > 0 || MayOverflow(inference.Graph)))
        {
            return problems;
        }

        (NetworkPlan? plan, EquatableArray<Problem> ofPlan) = Compile(declaration);
        return plan is null ? ofPlan : new([.. problems, .. BudgetCheck.Of(plan)]);
    }

    /// <summary>What a network costs, its budget included among its problems; without costs where it has problems that are errors.</summary>
    public static (NetworkCosts? Costs, EquatableArray<Problem> Problems) Assess(NetworkDeclaration declaration)
    {
        Problem[] malformed = [.. BudgetCheck.Malformed(declaration)];
        (NetworkPlan? plan, EquatableArray<Problem> problems) = Compile(declaration);
        problems = new([.. problems, .. malformed, .. plan is null ? [] : BudgetCheck.Of(plan)]);
        bool isSound = plan is not null && problems.All(problem => problem.Kind.Severity != ProblemSeverity.Error);
        return (isSound ? NetworkCosts.Of(plan!) : null, problems);
    }

    /// <summary>The nodes of a network with those of the blocks that it uses in their places, under dotted names.</summary>
    /// <param name="network">What the network is called.</param>
    /// <param name="nodes">Its nodes as declared.</param>
    /// <param name="find">The block of a full name; null where that class is none.</param>
    public static ExpandedNodes Expand(string network, IReadOnlyList<NodeDeclaration> nodes, Func<string, BlockDeclaration?> find) => BlockExpander.Expand(network, nodes, find);

    /// <summary>The nodes of a network that takes records, with all that follows from the record: the input's shape, the units of the output, the loss.</summary>
    /// <param name="nodes">The nodes without blocks.</param>
    /// <param name="record">The record.</param>
    /// <param name="input">The index of the input that takes it.</param>
    public static ExpandedNodes Complete(ExpandedNodes nodes, RecordDeclaration record, int input) => RecordNodes.Complete(nodes, record, input);

    /// <summary>Finds the nodes that cannot stand beside a record.</summary>
    /// <param name="nodes">The nodes without blocks.</param>
    /// <param name="record">What the record is called.</param>
    /// <param name="network">What the network is called.</param>
    /// <param name="input">The index of the input that takes the record.</param>
    public static IEnumerable<Problem> CheckBesideRecord(IReadOnlyList<NodeDeclaration> nodes, string record, string network, int input) => RecordNodes.Obstacles(nodes, record, network, input);

    /// <summary>Finds every problem of a block that is one in any network. The index of a problem is that of a node of the block.</summary>
    public static IReadOnlyList<Problem> Check(BlockDeclaration block, Func<string, BlockDeclaration?> find) => BlockChecks.Of(block, find);

    /// <summary>What the textbook says to a declaration without errors: the problems NNG2xx. Never throws for what a user wrote.</summary>
    public static EquatableArray<Problem> Advise(NetworkDeclaration declaration) => Advisor.Advise(declaration);

    /// <summary>The plan, or null where the declaration is broken.</summary>
    /// <param name="declaration">What the user said.</param>
    /// <param name="cancellation">Asked between the stages.</param>
    /// <exception cref="OperationCanceledException">Nobody wants the result any more.</exception>
    public static (NetworkPlan? Plan, EquatableArray<Problem> Problems) Compile(NetworkDeclaration declaration, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        (BuiltGraph? inference, EquatableArray<Problem> problems) = Build(declaration);
        if (inference is null)
        {
            return (null, problems);
        }

        cancellation.ThrowIfCancellationRequested();
        BuiltGraph? training = null;
        if (declaration.Trains)
        {
            // The same declaration found the same problems: none.
            training = GraphBuilder.Build(declaration, isTraining: true).Graph;
        }

        cancellation.ThrowIfCancellationRequested();
        BuiltGraph? step = Streaming.IsWanted(declaration) ? GraphBuilder.BuildStep(declaration) : null;
        try
        {
            return (Planner.Plan(declaration, inference, training, step, isDouble => new KernelCost(MachineModel.Nominal, isDouble)), problems);
        }
        catch (OverflowException)
        {
            // Each value and all parameters are within the limits, but not everything together.
            string limit = int.MaxValue.ToString(CultureInfo.InvariantCulture);
            return (null, new([.. problems, new Problem(ProblemKinds.TooLarge, -1, new("The number of elements that one row keeps in memory", declaration.Host.Name, "larger", limit))]));
        }
    }

    /// <summary>
    /// The files of a network: its page and its kernels. A broken declaration gives a page with the same signatures whose bodies throw,
    /// so that the user sees the problem and not twenty missing members.
    /// </summary>
    /// <param name="declaration">What the user said.</param>
    /// <param name="cancellation">Asked between the stages.</param>
    /// <exception cref="OperationCanceledException">Nobody wants the result any more.</exception>
    public static EmittedNetwork Emit(NetworkDeclaration declaration, CancellationToken cancellation = default)
    {
        if (declaration.HasSignaturesOnly || Compile(declaration, cancellation).Plan is not NetworkPlan plan)
        {
            return new(new([SkeletonPrinter.Print(declaration), .. RecordPrinter.Print(declaration, isBroken: true)]), default);
        }

        cancellation.ThrowIfCancellationRequested();
        return NetworkPrinter.Print(plan);
    }

    /// <summary>The graph for prediction, or null where the declaration is broken.</summary>
    private static (BuiltGraph? Inference, EquatableArray<Problem> Problems) Build(NetworkDeclaration declaration)
    {
        (BuiltGraph? inference, EquatableArray<Problem> problems) = GraphBuilder.Build(declaration, isTraining: false);
        Problem[] further = inference is null ? [] : [.. WeightCheck.Of(declaration, inference), .. Streaming.TooLarge(declaration)];
        return (declaration.Problems.Count + further.Length > 0 ? null : inference, new([.. declaration.Problems, .. problems, .. further]));
    }

    /// <summary>
    /// Whether the elements of a row or of the parameters might be more than an index can count, by a bound that is far above what they are:
    /// training keeps a handful of values for each of the forward pass, and none is padded to more than a vector for each element.
    /// </summary>
    private static bool MayOverflow(NetworkGraph inference)
    {
        const long valuesOfTraining = 32;
        const long lanes = 16;
        long elements = inference.Parameters.Sum(parameter => (long)parameter.Shape.Size) + inference.Ops.SelectMany(op => op.Results).Sum(value => (long)value.Shape.Size);
        return elements * valuesOfTraining * lanes > int.MaxValue;
    }
}

/// <summary>What the compiler makes of a declaration.</summary>
/// <param name="Files">The files of this network.</param>
/// <param name="Kernels">The kernels that it shares with others; those of all networks together are printed by <see cref="SharedKernelsPrinter"/>.</param>
public sealed record EmittedNetwork(EquatableArray<EmittedFile> Files, EquatableArray<SharedKernel> Kernels);

/// <summary>A file of C# to add to the compilation.</summary>
/// <param name="HintName">The name, unique in the compilation: the host's full metadata name and <c>.g.cs</c>.</param>
/// <param name="Text">Its text, with <c>\n</c> line ends.</param>
public sealed record EmittedFile(string HintName, string Text);
