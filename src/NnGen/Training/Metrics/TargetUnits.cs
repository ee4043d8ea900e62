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

    /// <summary>The units as the network holds them now; null where it has none.</summary>
    public static TargetUnits? Of<TNetwork, T>(TNetwork network)
        where TNetwork : class, INetwork<TNetwork, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (TNetwork.Info.OutputScaler is not string layer)
        {
            return null;
        }

        double[] Numbers(string part) => Array.ConvertAll(network.Parameter($"{layer}.{part}"), double.CreateTruncating);
        return new TargetUnits(Numbers("scale"), Numbers("offset"));
    }

    /// <summary>Scales rows in place.</summary>
    public void Scale(Span<double> rows)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            int column = i % _scale.Length;
            rows[i] = (rows[i] - _offset[column]) / _scale[column];
        }
    }
}
