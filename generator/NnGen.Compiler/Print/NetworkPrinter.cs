using NnGen.Compiler.Kernels;
using NnGen.Compiler.Kernels.Lowering;
using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Print;

/// <summary>A planned network as three files: the page that F12 opens, the members that every network has, and the kernels.</summary>
public static class NetworkPrinter
{
    // Most networks of a project have the same kernels.
    private static readonly KernelModels s_models = new();
    private static readonly SharedTexts s_texts = new();

    public static EmittedNetwork Print(NetworkPlan plan)
    {
        var names = new PageNames(plan);
        var factory = new KernelFactory(plan.Facts.Lanes, s_models);
        KernelFactory evaluation = plan.Facts.IsDouble ? factory : new KernelFactory(PlanFacts.DoubleLanes, s_models);
        var shared = new SharedKernels(s_texts);
        string hint = PageNames.FileName(plan.Declaration.Host);
        var printer = new PagePrinter(plan, names, factory, evaluation, shared);
        string page = printer.Page();
        string members = printer.Members();
        EmittedFile[] files = [new(hint + ".g.cs", page), new(hint + ".Members.g.cs", members)];
        if (printer.WeightData() is string weights)
        {
            files = [.. files, new(hint + ".Weights.g.cs", weights)];
        }

        IReadOnlyList<Kernel> own = Own(factory);
        IReadOnlyList<Kernel> ownDoubles = evaluation == factory ? [] : Own(evaluation);
        if (own.Count + ownDoubles.Count > 0)
        {
            files = [.. files, new(hint + ".Kernels.g.cs", Kernels(plan, names, own, ownDoubles, shared))];
        }

        return new(new([.. files, .. RecordPrinter.Print(plan.Declaration, isBroken: false)]), new(shared.All));
    }

    /// <summary>The kernels that no other network has, callees first. A tile that several widths use is one method.</summary>
    private static IReadOnlyList<Kernel> Own(KernelFactory factory) =>
    [
        .. factory.Kernels.Where(kernel => !kernel.IsShared).SelectMany(KernelPrinter.WithCallees).GroupBy(kernel => kernel.Name, StringComparer.Ordinal).Select(equal => equal.First()),
    ];

    private static string Kernels(NetworkPlan plan, PageNames names, IReadOnlyList<Kernel> own, IReadOnlyList<Kernel> ownDoubles, SharedKernels shared)
    {
        string[] notes =
        [
            $"The kernels that are {plan.Declaration.Host.FullName}'s own. Each is written once for every vector width: V is a logical vector of {plan.Facts.Lanes} {names.T}s,",
            "P is one register. Rows of padded memories may be read and written up to a whole vector.",
        ];
        return KernelFile.Print(notes, $"internal static class {names.KernelClass}", isHidden: true, own.SelectMany(kernel => kernel.Body).SelectMany(Walk.Statements).Any(statement => statement is ForNonZero), writer =>
        {
            KernelFile.Options(writer);
            var printer = new KernelPrinter(writer, names.IsDouble, shared);
            foreach (Kernel kernel in own)
            {
                printer.Print(kernel);
            }

            printer.PrintTables();
            var doubles = new KernelPrinter(writer, isDouble: true, shared);
            foreach (Kernel kernel in ownDoubles)
            {
                doubles.Print(kernel);
            }
        });
    }
}
