using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NnGen.Benchmarks.Images;

namespace NnGen.Benchmarks.Peers;

/// <summary>The networks of images in the project's own C.</summary>
/// <param name="library">The compiled C files.</param>
internal sealed unsafe class ImagesC(nint library)
{
    /// <summary>Predicts images, so many at once. Throws unless all of them give <paramref name="expected"/>.</summary>
    public Contender Predict(ImageCase net, float[][] parameters, int rows, Samples data, ReadOnlySpan<float> expected)
    {
        var function = (delegate* unmanaged<float*, float*, float*, int, void>)NativeLibrary.GetExport(library, $"{net.CName}_batch");
        AlignedBuffer<float> weights = Block(net.Folded(parameters));
        var all = new AlignedBuffer<float>(data.Rows * net.Outputs);
        function(Address(weights), Address(data.Inputs), Address(all), data.Rows);
        Agreement.Check($"{net.Name}, C", expected, all.Span);
        int next = 0;
        return Contender.Of("C", () =>
        {
            function(Address(weights), Address(data.Inputs) + next * net.Inputs, Address(all) + next * net.Outputs, rows);
            next = (next + rows) % data.Rows;
        });
    }

    /// <summary>A step of gradient descent, and what gives the parameters that it has changed.</summary>
    public (Action Step, Func<float[][]> Parameters) TrainingStep(ImageCase net, float[][] parameters, Samples data, float rate)
    {
        var function = (delegate* unmanaged<float*, float*, float*, int, float, float, void>)NativeLibrary.GetExport(library, $"{net.CName}_train");
        AlignedBuffer<float> weights = Block([.. parameters.SelectMany(values => values)]);
        return (() => function(Address(weights), Address(data.Inputs), Address(data.Targets), data.Rows, 1f / data.Rows, rate), Split);

        float[][] Split()
        {
            int start = 0;
            return [.. parameters.Select(values => weights.Span.Slice((start += values.Length) - values.Length, values.Length).ToArray())];
        }
    }

    private static AlignedBuffer<float> Block(float[] values)
    {
        var block = new AlignedBuffer<float>(values.Length);
        values.CopyTo(block.Span);
        return block;
    }

    private static float* Address(AlignedBuffer<float> pinned) => (float*)Unsafe.AsPointer(ref pinned.Reference);
}
