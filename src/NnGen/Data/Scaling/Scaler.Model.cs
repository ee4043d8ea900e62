using System.Globalization;

namespace NnGen;

/// <content>A scaler saved, by itself or as a part of a network.</content>
public abstract partial class Scaler<T>
{
    private const string FactorName = ".scale";
    private const string OffsetName = ".offset";
    private const string InputLayer = "InputScaler";
    private const string OutputLayer = "OutputScaler";

    /// <summary>
    /// Saves the scaler as a small safetensors file, as a whole or not at all. The <c>Load</c> of its kind, such as
    /// <see cref="StandardScaler.Load{T}"/>, reads it with the same bits, for either element type.
    /// </summary>
    /// <param name="path">The file, such as <c>model.targets.safetensors</c> beside <c>model.safetensors</c>.</param>
    /// <exception cref="IOException">The file cannot be written; one that was there stays as it was.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        (string kind, IReadOnlyList<(string Name, double[] Values)> numbers) = Content;
        ScalerFile.Write(path, kind, numbers);
    }

    /// <summary>
    /// Makes the scaler a part of a network: writes it into the layer <c>[InputScaler]</c>, which from then on scales what the network is
    /// given, and is saved and loaded with the network. Train and predict with rows as they are, not with scaled ones.
    /// </summary>
    /// <remarks>
    /// The layer computes <c>x * scale + offset</c> in the network's own precision, so its results differ from <see cref="Transform(Span{T})"/>
    /// by rounding: in single precision noticeably where a column's values lie many times further from 0 than from each other. A column that
    /// was constant in training goes to what <see cref="Transform(Span{T})"/> makes of it, by scale 0.
    /// </remarks>
    /// <param name="network">The network.</param>
    /// <param name="layer">The layer's name, such as <c>inputscaler1</c>; null for the only one there is.</param>
    /// <exception cref="ArgumentException">
    /// There is no such layer, or several and no name, or its size is not <see cref="Columns"/>, or a column's scale is beyond the range of
    /// the element type. Nothing was changed.
    /// </exception>
    public void WriteTo<TNetwork>(TNetwork network, string? layer = null)
        where TNetwork : class, INetwork<TNetwork, T>
    {
        Write(network, FindLayer(TNetwork.Info, layer, InputLayer, "declare [InputScaler] first among its layers"), Line);
    }

    /// <summary>
    /// Makes the scaler, which was fitted to targets, a part of a network: writes its inverse into the layer <c>[OutputScaler]</c>, which from then on
    /// gives outputs the targets' own units, and is saved and loaded with the network. Train with targets as they are, not with scaled ones.
    /// </summary>
    /// <remarks>
    /// The layer computes <c>z * scale + offset</c> in the network's own precision. An output whose targets were constant in training gets scale 1, and
    /// the constant as its offset.
    /// </remarks>
    /// <param name="network">The network.</param>
    /// <param name="layer">The layer's name, such as <c>outputscaler1</c>; null for the only one there is.</param>
    /// <exception cref="ArgumentException">
    /// There is no such layer, or its size is not <see cref="Columns"/>, or a column's scale is beyond the range of the element type, or 0 in it. Nothing
    /// was changed.
    /// </exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread.</exception>
    public void WriteTargetsTo<TNetwork>(TNetwork network, string? layer = null)
        where TNetwork : class, INetwork<TNetwork, T>
    {
        ArgumentNullException.ThrowIfNull(network);
        Write(network, FindLayer(TNetwork.Info, layer, OutputLayer, "declare [OutputScaler] last among its layers"), Back);

        (double Factor, double Offset) Back(int column)
        {
            (double a, _) = Line(column);
            double factor = a == 0 ? 1 : 1 / a;
            return (T.CreateTruncating(factor) == T.Zero ? double.NaN : factor, Unscale(column, 0));
        }
    }

    private void Write<TNetwork>(TNetwork network, (ParameterInfo Factor, ParameterInfo Offset) layer, Func<int, (double Factor, double Offset)> line)
        where TNetwork : class, INetwork<TNetwork, T>
    {
        NetworkInfo info = TNetwork.Info;
        int size = ParameterLayout.Count(layer.Factor);
        if (size != Columns)
        {
            throw new ArgumentException($"The scaler was fitted on {Columns} columns, but {LayerOf(layer.Factor)} of {info.Name} scales {size}.", nameof(network));
        }

        var factors = new T[Columns];
        var offsets = new T[Columns];
        for (int column = 0; column < Columns; column++)
        {
            (double a, double b) = line(column);
            factors[column] = T.CreateTruncating(a);
            offsets[column] = T.CreateTruncating(b);
            if (!T.IsFinite(factors[column]) || !T.IsFinite(offsets[column]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Column {column} is beyond the range of {typeof(T).Name}: its training values are too close together or too far apart for their size."), nameof(network));
            }
        }

        ParameterAccess.CheckFree(network.Parameters, info.Name, "given a scaler");
        ParameterLayout.Import<T>(layer.Factor, factors, network.Parameters.Span);
        ParameterLayout.Import<T>(layer.Offset, offsets, network.Parameters.Span);
    }

    /// <summary>Which column is scaled by numbers beyond the element type, in words; null for none. Finite numbers would become NaN or infinite.</summary>
    internal string? Problem
    {
        get
        {
            for (int column = 0; column < Columns; column++)
            {
                (double a, double b) = Line(column);
                if (!T.IsFinite(T.CreateTruncating(a)) || !T.IsFinite(T.CreateTruncating(b)))
                {
                    return string.Create(CultureInfo.InvariantCulture, $"column {column} is scaled by x * {a} + {b}, which is beyond the range of {typeof(T).Name}; its training values are too close together for their size");
                }
            }

            return null;
        }
    }

    private static (ParameterInfo Factor, ParameterInfo Offset) FindLayer(NetworkInfo info, string? layer, string kind, string advice)
    {
        // A network that does not state its nodes has input scalers only.
        bool IsOfKind(ParameterInfo parameter) =>
            (info.Nodes.FirstOrDefault(node => node.Name == LayerOf(parameter))?.Kind ?? InputLayer) == kind;
        List<ParameterInfo> factors = [.. info.Parameters.Where(parameter => parameter.IsBuffer && parameter.Name.EndsWith(FactorName, StringComparison.Ordinal) && FindOffset(info, parameter) is not null && IsOfKind(parameter))];
        string known = factors.Count == 0 ? $"it has none; {advice}" : $"it has {string.Join(", ", factors.Select(LayerOf))}";
        if (layer is null && factors.Count != 1)
        {
            throw new ArgumentException($"{info.Name} should have one layer [{kind}] if none is named, but {known}.", nameof(layer));
        }

        ParameterInfo factor = factors.Find(parameter => layer is null || LayerOf(parameter) == layer)
            ?? throw new ArgumentException($"{info.Name} has no layer [{kind}] of the name '{layer}'; {known}.", nameof(layer));
        return (factor, FindOffset(info, factor)!);
    }

    private static ParameterInfo? FindOffset(NetworkInfo info, ParameterInfo factor) =>
        info.Parameters.FirstOrDefault(parameter => parameter.IsBuffer && parameter.Name == LayerOf(factor) + OffsetName);

    private static string LayerOf(ParameterInfo factor) => factor.Name[..^FactorName.Length];
}
