using System.Globalization;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Layers;

/// <summary>
/// What convolutions and pools say of their windows: a kernel, a stride, a padding and a dilation for each axis of positions, as one number for all
/// axes (<c>Stride = 2</c>) or as one each (<c>Strides = [2, 1]</c>).
/// </summary>
/// <param name="context">The node.</param>
/// <param name="axes">The number of axes of positions: 1 for a length, 2 for height and width.</param>
internal sealed class WindowArguments(LayerContext context, int axes)
{
    /// <summary>The padding that gives as many windows as the axis has strides: what the library calls <c>Padding.Same</c>.</summary>
    public const int Same = -1;

    /// <summary>The padding before the first element only, so that no window takes what comes after it: <c>Padding.Causal</c>.</summary>
    public const int Causal = -2;

    private static readonly string[] s_ofLength = ["length"];
    private static readonly string[] s_ofImage = ["height", "width"];

    /// <summary>What the axes are called.</summary>
    public IReadOnlyList<string> Names => axes == 1 ? s_ofLength : s_ofImage;

    /// <summary>The shape that the layer takes, in words.</summary>
    public string ShapeInWords => $"the axes [channels, {string.Join(", ", Names)}]";

    /// <summary>The kernel's sizes.</summary>
    public int[] Kernel => context.Has("KernelHeight") ? [context.Int32("KernelHeight"), context.Int32("KernelWidth")] : [.. Enumerable.Repeat(context.Int32("Kernel"), axes)];

    /// <summary>From one window to the next; the kernel's sizes where <paramref name="isKernel"/> says so and nothing was written.</summary>
    public int[] Stride(bool isKernel) => Numbers("Stride", isKernel ? Kernel : [.. Enumerable.Repeat(1, axes)]);

    public int[] Dilation => Numbers("Dilation", [.. Enumerable.Repeat(1, axes)]);

    /// <summary>A kind of padding, <see cref="Same"/> or <see cref="Causal"/>; 0 where it is numbers.</summary>
    public int PaddingKind => context.Int32("Padding") < 0 ? context.Int32("Padding") : 0;

    /// <summary>Reports numbers that are out of range whatever the input is.</summary>
    /// <param name="takesKinds">Whether the padding may be one of the kinds.</param>
    public void Check(bool takesKinds)
    {
        foreach (string option in context.Has("KernelHeight") ? new[] { "KernelHeight", "KernelWidth" } : ["Kernel"])
        {
            if (context.Int32(option) < 1)
            {
                context.ReportRange(option, context.Int32(option), "at least 1", "The size of the kernel");
            }
        }

        CheckNumbers("Stride", 1);
        CheckNumbers("Dilation", 1);
        CheckPadding(takesKinds);
    }

    /// <summary>Reports a number of an option, or of its array, that is too small, and an array of another length than the axes.</summary>
    public void CheckNumbers(string option, int least)
    {
        if (context.Has(option) && context.Int32(option) < least)
        {
            context.ReportRange(option, context.Int32(option), $"at least {Number(least)}");
        }

        string several = option + "s";
        if (!context.Has(several))
        {
            return;
        }

        int[] numbers = context.Integers(several);
        if (numbers.Length != axes)
        {
            context.ReportRange(several, Words(numbers), $"{Number(axes)} number{(axes == 1 ? "" : "s")}, of {string.Join(" and ", Names)}");
        }

        for (int i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] < least)
            {
                context.ReportRange(several, numbers[i], $"at least {Number(least)}", element: i);
            }
        }
    }

    private void CheckPadding(bool takesKinds)
    {
        int padding = context.Int32("Padding");
        bool isKind = takesKinds && (padding == Same || (padding == Causal && axes == 1));
        if (padding < 0 && !isKind)
        {
            context.ReportRange("Padding", padding, takesKinds ? axes == 1 ? "at least 0, Padding.Same or Padding.Causal" : "at least 0, or Padding.Same" : "at least 0");
        }

        if (!context.Has("Paddings"))
        {
            return;
        }

        int[] numbers = context.Integers("Paddings");
        if (numbers.Length != axes && numbers.Length != 2 * axes)
        {
            context.ReportRange("Paddings", Words(numbers), axes == 1 ? "one number for both sides, or two: before and after" : "two numbers, of height and width, or four: top, bottom, left and right");
        }

        for (int i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] < 0)
            {
                context.ReportRange("Paddings", numbers[i], "at least 0", element: i);
            }
        }
    }

    /// <summary>What is put before and behind each axis of so many elements.</summary>
    public (int Before, int After)[] Paddings(IReadOnlyList<int> sizes, int[] stride)
    {
        int[] numbers = context.Integers("Paddings");
        return [.. sizes.Select((size, i) =>
        {
            // A kernel that reaches further than any axis is reported where it is laid over one.
            int reach = (int)Math.Min((Kernel[i] - 1L) * Dilation[i] + 1, LayerContext.MaxElements);
            if (numbers.Length > 0)
            {
                return numbers.Length == axes ? (numbers[i], numbers[i]) : (numbers[2 * i], numbers[2 * i + 1]);
            }

            if (PaddingKind == Same)
            {
                // As much as the windows need; the odd one comes behind.
                long needed = ((size + (long)stride[i] - 1) / stride[i] - 1) * stride[i] + reach - size;
                int all = (int)Math.Min(Math.Max(needed, 0), int.MaxValue / 4);
                return (all / 2, all - all / 2);
            }

            return PaddingKind == Causal ? (reach - 1, 0) : (context.Int32("Padding"), context.Int32("Padding"));
        })];
    }

    /// <summary>
    /// The windows over an axis with its margins, or null after a report that shows the arithmetic: a kernel that is larger than what there is.
    /// </summary>
    public WindowAxis? Axis(int axis, int size, (int Before, int After) padding, int stride)
    {
        (int kernel, int dilation) = (Kernel[axis], Dilation[axis]);
        long reach = (kernel - 1L) * dilation + 1;
        long padded = (long)size + padding.Before + padding.After;
        if (padded > LayerContext.MaxElements)
        {
            context.Report(ProblemKinds.TooLarge, $"The padded {Names[axis]}", context.Title, Number(padded), Number(LayerContext.MaxElements));
            return null;
        }

        if (reach > padded)
        {
            string sum = padding is (0, 0) ? "" : $" with {Number(padding.Before)} and {Number(padding.After)} of padding, {Number(padded)} in all";
            string span = dilation == 1 ? $"{Number(kernel)}" : $"({Number(kernel)} - 1) * {Number(dilation)} + 1 = {Number(reach)}";
            context.ReportShape($"a {Names[axis]} that its kernel fits in, {span}", $"that is {Number(size)}{sum}: make the kernel smaller, or the padding larger");
            return null;
        }

        return new WindowAxis((int)padded, kernel, stride, dilation);
    }

    private int[] Numbers(string option, int[] otherwise)
    {
        int[] several = context.Integers(option + "s");
        return several.Length == axes ? several : context.Has(option) ? [.. Enumerable.Repeat(context.Int32(option), axes)] : otherwise;
    }

    private static string Words(int[] numbers) => "[" + string.Join(", ", numbers.Select(number => Number(number))) + "]";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
