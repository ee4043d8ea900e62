using System.Text.Json;
using System.Text.Json.Serialization;

namespace Samples.Playground.Sessions;

/// <summary>How both sides write JSON.</summary>
internal static class PageJson
{
    /// <summary>Names in camel case; what is no number, as the loss of a network that has run away, is written as a word.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        MaxDepth = 12,
        AllowOutOfOrderMetadataProperties = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };
}
