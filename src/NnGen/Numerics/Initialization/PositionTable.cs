namespace NnGen;

/// <summary>Which numbers a table of positions has.</summary>
public enum PositionTableKind
{
    /// <summary>Sines and cosines in turn: <c>sin(t / base^(2i / width))</c> at 2i, the cosine at 2i + 1.</summary>
    Sinusoids,

    /// <summary>The cosines by which the first half of a head is turned with the second.</summary>
    CosinesOfHalves,

    /// <summary>The sines of it: negative in the first half.</summary>
    SinesOfHalves,

    /// <summary>The cosines by which each even element of a head is turned with its neighbour.</summary>
    CosinesOfNeighbours,

    /// <summary>The sines of it: negative at even elements.</summary>
    SinesOfNeighbours,
}

/// <summary>The numbers of a table [positions, features] that follow from the position. Immutable.</summary>
/// <param name="Kind">Which they are.</param>
/// <param name="Base">The ratio of the longest period to the shortest.</param>
/// <param name="Width">The features over which periods go from the shortest to the longest, such as those of a head; then it begins again.</param>
public sealed record PositionTable(PositionTableKind Kind, double Base, int Width)
{
    /// <summary>The number of a position and a feature, computed in double.</summary>
    /// <param name="position">The position, from 0 on.</param>
    /// <param name="feature">The feature, from 0 on.</param>
    public double this[int position, int feature]
    {
        get
        {
            int element = feature % Width;
            bool isOfHalves = Kind is PositionTableKind.CosinesOfHalves or PositionTableKind.SinesOfHalves;
            int pair = isOfHalves ? element % (Width / 2) : element / 2;
            bool isFirst = isOfHalves ? element < Width / 2 : element % 2 == 0;
            double angle = position * Math.Pow(Base, -2.0 * pair / Width);
            return Kind switch
            {
                PositionTableKind.Sinusoids => isFirst ? Math.Sin(angle) : Math.Cos(angle),
                PositionTableKind.CosinesOfHalves or PositionTableKind.CosinesOfNeighbours => Math.Cos(angle),
                _ => isFirst ? -Math.Sin(angle) : Math.Sin(angle),
            };
        }
    }

    /// <summary>Fills a parameter of shape [positions, features].</summary>
    internal void Fill<T>(ParameterInfo parameter, Span<T> storage)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        int features = parameter.Shape[1];
        var row = new T[features];
        for (int position = 0; position < parameter.Shape[0]; position++)
        {
            for (int feature = 0; feature < features; feature++)
            {
                row[feature] = T.CreateTruncating(this[position, feature]);
            }

            ParameterLayout.PutRange(parameter, position * features, row, storage);
        }
    }
}
