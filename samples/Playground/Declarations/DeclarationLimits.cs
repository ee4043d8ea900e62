namespace Samples.Playground.Declarations;

/// <summary>How large a declaration may be. A person who learns never meets these; who tries to fill the machine does.</summary>
internal static class DeclarationLimits
{
    /// <summary>Characters of the text.</summary>
    public const int Characters = 6000;

    /// <summary>Brackets within brackets. The C# parser looks ahead at each of them, so thousands take it minutes.</summary>
    public const int Nesting = 16;

    /// <summary>Attributes of the class.</summary>
    public const int Attributes = 80;

    /// <summary>Dense layers, the last one included.</summary>
    public const int Layers = 16;

    /// <summary>Units of a layer.</summary>
    public const int Units = 64;

    /// <summary>Numbers that a network takes.</summary>
    public const int Inputs = 16;
}
