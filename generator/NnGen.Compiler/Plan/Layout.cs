using NnGen.Compiler.Graph;
using NnGen.Compiler.Graph.Ops;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Plan;

/// <summary>Where parameters lie, and how rows are padded.</summary>
public static class Layout
{
    /// <summary>
    /// A matrix of up to so many bytes stays in the first-level cache between predictions; its rows are padded to whole vectors, since
    /// aligned loads count there. A larger one is streamed, and there every padding byte costs: a 784 x 50 matrix padded to 64 columns
    /// takes a third longer.
    /// </summary>
    public const int CachedBytes = 32 * 1024;

    /// <summary>The next multiple of the lanes.</summary>
    public static int Pad(int columns, int lanes) => checked((columns + lanes - 1) / lanes * lanes);

    /// <summary>Lays the parameters out one after the other, each from a whole vector on.</summary>
    public static (IReadOnlyList<ParameterPlace> Places, int Length) Parameters(NetworkGraph graph, int lanes, int elementBytes)
    {
        var places = new List<ParameterPlace>();
        int offset = 0;
        foreach (Parameter parameter in graph.Parameters)
        {
            if (parameter.Shape.Axes.Count == 1)
            {
                places.Add(new ParameterPlace(parameter, offset, new EquatableArray<int>(1), "one vector"));
                offset = checked(offset + Pad(parameter.Shape.Size, lanes));
                continue;
            }

            int outputs = parameter.Shape.Axes[0];
            int inputs = parameter.Shape.Axes[1];
            int padded = Pad(outputs, lanes);
            bool isCached = (long)inputs * padded * elementBytes <= CachedBytes;
            int stride = isCached ? padded : outputs;
            string reason = stride == outputs
                ? "input-major: each input scales one contiguous row" + (outputs % lanes == 0 ? "" : ", unpadded because the matrix is streamed")
                : $"input-major, rows padded from {outputs} to {padded} because the matrix stays in the first-level cache";
            places.Add(new ParameterPlace(parameter, offset, new EquatableArray<int>(1, stride), reason));
            offset = Pad(checked(offset + inputs * stride), lanes);
        }

        return (places, offset);
    }
}
