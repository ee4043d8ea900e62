using System.Globalization;
using System.Text;

namespace NnGen.Compiler.Model;

/// <summary>Names of nodes and of places as C# identifiers.</summary>
public static class Identifiers
{
    /// <summary>A name with a capital first letter: <c>user.age</c> becomes <c>UserAge</c>. A long one is cut short.</summary>
    public static string Of(string name)
    {
        var text = new StringBuilder();
        bool capital = true;
        foreach (char c in name)
        {
            if (c is '.' or ' ')
            {
                capital = true;
            }
            else
            {
                text.Append(capital ? char.ToUpperInvariant(c) : c);
                capital = false;
            }
        }

        return BoundedName.Of(text.Length == 0 || char.IsDigit(text[0]) ? "_" + text : text.ToString());
    }

    /// <summary>The same with a small first letter.</summary>
    public static string Small(string name)
    {
        string identifier = Of(name);
        return char.ToLowerInvariant(identifier[0]) + identifier.Substring(1);
    }

    /// <summary>Several of it: <c>boxes</c> for <c>box</c>, <c>xs</c> for <c>x</c>.</summary>
    public static string Plural(string name)
    {
        string[] hissing = ["s", "x", "z", "ch", "sh"];
        return name.Length > 1 && hissing.Any(end => name.EndsWith(end, StringComparison.Ordinal)) ? name + "es" : name + "s";
    }

    /// <summary>The name, or the name with the first number from 2 on that is free.</summary>
    public static string Unique(string name, HashSet<string> taken)
    {
        string unique = name;
        for (int number = 2; !taken.Add(unique); number++)
        {
            unique = name + "_" + number.ToString(CultureInfo.InvariantCulture);
        }

        return unique;
    }
}
