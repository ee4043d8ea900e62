using NnGen.Compiler.Kernels;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Print;

/// <summary>The kernels that the networks of an assembly share, as files: one for each family.</summary>
public static class SharedKernelsPrinter
{
    /// <param name="kernels">The kernels of all networks; the same one may come from several.</param>
    public static EquatableArray<EmittedFile> Print(IEnumerable<SharedKernel> kernels)
    {
        EmittedFile[] families =
        [
            .. kernels
                .GroupBy(kernel => kernel.Name, StringComparer.Ordinal)
                .Select(equal => equal.First())
                .GroupBy(kernel => kernel.Family, StringComparer.Ordinal)
                .OrderBy(family => family.Key, StringComparer.Ordinal)
                .Select(family => Print(family.Key, family.OrderBy(kernel => kernel.Name, StringComparer.Ordinal))),
        ];
        return families.Length == 0 ? default : new([Common(), .. families]);
    }

    /// <summary>The text of a shared kernel, behind those of the epilogue that it takes and of the kernels that it calls.</summary>
    public static string Text(Kernel kernel, bool isDouble)
    {
        var shared = new SharedKernels(new SharedTexts());
        if (kernel.Epilogue is Epilogue epilogue)
        {
            shared.NameOf(epilogue, isDouble);
        }

        shared.NameOf(kernel, isDouble);
        return string.Join("\n", shared.All.Select(one => one.Text));
    }

    private static EmittedFile Print(string family, IEnumerable<SharedKernel> kernels)
    {
        string[] notes =
        [
            "Kernels that the networks of this assembly share. Sizes are parameters: a page passes those of its network. Each is written once",
            "for every vector width: V is a logical vector of 64 bytes, P is one register. The digits behind a name tell it from its like.",
        ];
        return new EmittedFile($"NnGen.Shared-{family}.g.cs", KernelFile.Print(notes, $"internal static partial class {SharedKernels.Class}", isHidden: false, usesBits: false, writer =>
        {
            foreach (SharedKernel kernel in kernels)
            {
                writer.Blank();
                writer.Line(kernel.Text.TrimEnd('\n'));
            }
        }));
    }

    /// <summary>The file with what all families need.</summary>
    private static EmittedFile Common() => new("NnGen.Shared.g.cs", KernelFile.Print([$"What the kernels of {SharedKernels.Class} have in common."], $"internal static partial class {SharedKernels.Class}", isHidden: true, usesBits: false, KernelFile.Options));
}
