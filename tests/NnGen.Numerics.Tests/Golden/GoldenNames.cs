using System.Text.RegularExpressions;

namespace NnGen.Numerics.Tests.Golden;

/// <summary>The tensors in which PyTorch has the parameters of a network, where they are called otherwise there.</summary>
internal static partial class GoldenNames
{
    /// <summary>The name of a parameter's tensor: queries, keys and values stand one below the other in one, unless their features differ.</summary>
    public static string TensorOf(GoldenCase @case, string parameter)
    {
        Match projection = Projection().Match(parameter);
        if (!projection.Success)
        {
            return parameter;
        }

        (string layer, string part, string kind) = (projection.Groups[1].Value, projection.Groups[2].Value, projection.Groups[3].Value);
        string together = $"{layer}.in_proj_{kind}";
        return @case.Tensors.Find("param/" + together) is null ? $"{layer}.{part}_proj_{kind}" : together;
    }

    [GeneratedRegex(@"^(.*)\.([qkv])_proj\.(weight|bias)$")]
    private static partial Regex Projection();
}
