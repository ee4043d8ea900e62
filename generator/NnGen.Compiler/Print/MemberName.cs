using System.Globalization;
using System.Text;
using NnGen.Compiler.Model;
using NnGen.Compiler.Model.Spaces;

namespace NnGen.Compiler.Print;

/// <summary>What a member of a family is called: what was chosen for it, from the first node to the last, <c>Dense8TanhDropout0_1Net</c>.</summary>
internal static class MemberName
{
    /// <summary>Longer names end in a hash.</summary>
    private const int MaxLength = 80;

    private const string End = "Net";

    /// <summary>The name of the network of some options; different networks may have the same one.</summary>
    public static string Of(SpaceDeclaration space, IReadOnlyList<int> options)
    {
        var name = new StringBuilder();
        Add(space, options, space.Nodes, name);

        // A name of its own kind, so that it is neither a node's, which are members of the network, nor a type's of the library.
        return BoundedName.Of(name.Length == 0 ? "Plain" : char.IsDigit(name[0]) ? "_" + name : name.ToString(), MaxLength) + End;
    }

    private static void Add(SpaceDeclaration space, IReadOnlyList<int> options, IReadOnlyList<SpaceNode> nodes, StringBuilder name)
    {
        foreach (SpaceNode node in nodes)
        {
            switch (node)
            {
                case AttributeNode attribute:
                    AddChosen(space, options, attribute, name);
                    break;
                case AlternativeNode alternative:
                    Append(name, space.Choices[alternative.Choice].Options[options[alternative.Choice]]);
                    break;
                case RepeatedNode repeated:
                    AddTurns(space, options, repeated, name);
                    break;
            }
        }
    }

    private static void AddChosen(SpaceDeclaration space, IReadOnlyList<int> options, AttributeNode attribute, StringBuilder name)
    {
        bool isFirst = true;
        foreach (SpaceArgument argument in attribute.Arguments.Where(argument => argument.Choice >= 0))
        {
            Append(name, isFirst ? attribute.Kind : "");
            Append(name, argument.Name ?? "");
            Append(name, space.Choices[argument.Choice].Options[options[argument.Choice]]);
            isFirst = false;
        }
    }

    /// <summary>Turns that have chosen something are told by it, others by their number.</summary>
    private static void AddTurns(SpaceDeclaration space, IReadOnlyList<int> options, RepeatedNode repeated, StringBuilder name)
    {
        int turns = repeated.Choice < 0 ? repeated.Turns.Count : int.Parse(space.Choices[repeated.Choice].Options[options[repeated.Choice]], CultureInfo.InvariantCulture);
        var chosen = new StringBuilder();
        foreach (EquatableArray<SpaceNode> turn in repeated.Turns.Take(turns))
        {
            Add(space, options, turn, chosen);
        }

        if (chosen.Length > 0 || turns == 0 || repeated.Choice < 0)
        {
            Append(name, chosen.ToString());
            return;
        }

        foreach (AttributeNode node in repeated.Turns[0].OfType<AttributeNode>())
        {
            Append(name, node.Kind);
        }

        Append(name, turns == 1 ? "" : "X" + turns.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Letters and digits of a text: <c>LeakyReLU(0.2)</c> is <c>LeakyReLU0_2</c>, <c>Use&lt;Narrow&gt;</c> is <c>Narrow</c>, <c>Init.HeNormal</c> is <c>HeNormal</c>.</summary>
    private static void Append(StringBuilder name, string text)
    {
        bool beginsWord = true;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool isBeforeDigit = i + 1 < text.Length && char.IsDigit(text[i + 1]);
            if (char.IsLetter(c) && beginsWord && SkipQualifier(text, ref i))
            {
                continue;
            }

            if (char.IsLetterOrDigit(c) || c == '_')
            {
                bool twoNumbers = beginsWord && char.IsDigit(c) && name.Length > 0 && char.IsDigit(name[name.Length - 1]);
                name.Append(twoNumbers ? "_" : "").Append(beginsWord ? char.ToUpperInvariant(c) : c);
                beginsWord = false;
            }
            else if (c == '.' && isBeforeDigit && i > 0 && char.IsDigit(text[i - 1]))
            {
                name.Append('_');
            }
            else
            {
                name.Append(c == '-' && isBeforeDigit ? "Minus" : "");
                beginsWord = true;
            }
        }
    }

    /// <summary>Passes what stands before a point, and the word <c>Use</c> before a block.</summary>
    private static bool SkipQualifier(string text, ref int place)
    {
        int end = place;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        bool isQualifier = end < text.Length && (text[end] == '.' || (text[end] == '<' && text.Substring(place, end - place) == BlockDeclaration.Use));
        place = isQualifier ? end : place;
        return isQualifier;
    }
}
