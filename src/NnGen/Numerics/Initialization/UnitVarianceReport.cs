using System.Globalization;
using System.Text;

namespace NnGen;

/// <summary>What <see cref="LayerSequentialUnitVariance"/> did. Immutable.</summary>
public sealed class UnitVarianceReport
{
    /// <summary>The network's class.</summary>
    public required string Network { get; init; }

    /// <summary>The rows that went through the network.</summary>
    public required int Rows { get; init; }

    /// <summary>The dense layers in the order in which they were scaled.</summary>
    public required IReadOnlyList<LayerVariance> Layers { get; init; }

    /// <summary>A table: a line for each layer.</summary>
    public override string ToString()
    {
        int width = Layers.Select(layer => layer.Layer.Length).Append("layer".Length).Max();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Network}: variance of the outputs over {Rows} rows\n");
        text.Append("layer".PadRight(width)).Append("      before       after      factor");
        foreach (LayerVariance layer in Layers)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{layer.Layer.PadRight(width)}  {layer.Before,10:G4}  {layer.After,10:G4}  {layer.Factor,10:G4}");
            text.Append(layer.IsScaled ? "" : "  left as it was");
        }

        return text.ToString();
    }
}

/// <summary>What was done to one dense layer. Immutable.</summary>
/// <param name="Layer">The layer's name, such as <c>dense1</c>.</param>
/// <param name="Before">The variance of its outputs with its own weights as they were, where the layers before it had been scaled.</param>
/// <param name="After">The variance of its outputs with its weights scaled: 1 within the tolerance, unless the layer was left as it was.</param>
/// <param name="Factor">What its weights were multiplied by; 1 for a layer that was left as it was.</param>
/// <param name="IsScaled">
/// Whether the variance came to 1 within the tolerance. Otherwise the weights are what they were: no factor helps where the weights are all
/// 0, where the outputs do not differ, or where the bias alone varies too much.
/// </param>
public sealed record LayerVariance(string Layer, double Before, double After, double Factor, bool IsScaled);
