namespace NnGen.Compiler.Model;

/// <summary>What each number of a weight is kept as: the values of the library's enum of this name.</summary>
public enum WeightStorage
{
    /// <summary>As the network computes.</summary>
    Full,

    /// <summary>The upper 16 bits of a float: its range, 8 digits in base 2.</summary>
    BFloat16,

    /// <summary>IEEE 754 binary16: 11 digits in base 2, up to 65504.</summary>
    Half,
}

/// <summary>The option of <c>[Network]</c> that says it.</summary>
public static class StorageOption
{
    /// <summary>Its name.</summary>
    public const string Name = "Storage";

    /// <summary>What a network's weights are kept as; what is none of the values is reported elsewhere, and full.</summary>
    public static WeightStorage Of(NetworkDeclaration declaration) =>
        declaration.Options.FirstOrDefault(option => option.Name == Name)?.Value switch
        {
            nameof(WeightStorage.BFloat16) => WeightStorage.BFloat16,
            nameof(WeightStorage.Half) => WeightStorage.Half,
            _ => WeightStorage.Full,
        };
}
