using System.Numerics;

namespace NnGen;

/// <summary>What a network's <c>[OutputScaler]</c> makes of targets before a loss sees them: <c>(t - offset) / scale</c>, in double.</summary>
internal sealed class TargetUnits
{
    private readonly double[] _scale;
    private readonly double[] _offset;

    private TargetUnits(double[] scale, double[] offset)
    {
        _scale = scale;
        _offset = offset;
    }

    /// <summary>The units of an output as the network holds them now; null where it has none.</summary>
    public static TargetUnits? Of<TNetwork, T>(TNetwork network, OutputInfo output)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (output.OutputScaler is not string layer)
        {
            return null;
        }

        double[] Numbers(string part) => Array.ConvertAll(network.Parameter($"{layer}.{part}"), double.CreateTruncating);
        return new TargetUnits(Numbers("scale"), Numbers("offset"));
    }

    /// <summary>Scales a row in place.</summary>
    public void Scale(Span<double> row)
    {
        for (int column = 0; column < row.Length; column++)
        {
            row[column] = (row[column] - _offset[column]) / _scale[column];
        }
    }
}
