using System.Globalization;

namespace NnGen.Compiler.Model;

/// <summary>Names of at most so many characters: C# metadata ends at 1,023, file names at 255, and what is longer nobody reads.</summary>
public static class BoundedName
{
    /// <summary>The longest name.</summary>
    public const int MaxLength = 160;

    /// <summary>The characters of a hash, with the underscore before it.</summary>
    private const int HashLength = 17;

    /// <summary>
    /// The name; of a longer one how it begins, and a hash of all of it, so that different names stay different and each is the same in
    /// every build, whatever others there are.
    /// </summary>
    public static string Of(string name, int maxLength = MaxLength)
    {
        if (name.Length <= maxLength)
        {
            return name;
        }

        // Not between the two halves of a character.
        int length = maxLength - HashLength;
        return name.Substring(0, char.IsHighSurrogate(name[length - 1]) ? length - 1 : length) + "_" + Hash(name);
    }

    /// <summary>Fowler, Noll and Vo's hash FNV-1a of the 16-bit code units, 64 bits, in hexadecimal digits.</summary>
    public static string Hash(string text)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (char c in text)
        {
            hash = unchecked((hash ^ c) * 0x100000001B3);
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
