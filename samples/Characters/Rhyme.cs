namespace Samples.Characters;

/// <summary>The text to learn, and its letters as class numbers.</summary>
internal static class Rhyme
{
    /// <summary>How many different letters there are.</summary>
    public const int Letters = 29;

    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz ,\n";

    /// <summary>A traditional rhyme that says most things again.</summary>
    public const string Text = """
        this is the house that jack built
        this is the malt that lay in the house that jack built
        this is the rat that ate the malt
        that lay in the house that jack built
        this is the cat that killed the rat
        that ate the malt that lay in the house that jack built
        this is the dog that worried the cat
        that killed the rat that ate the malt
        that lay in the house that jack built
        this is the cow with the crumpled horn
        that tossed the dog that worried the cat
        that killed the rat that ate the malt
        that lay in the house that jack built
        this is the maiden all forlorn
        that milked the cow with the crumpled horn
        that tossed the dog that worried the cat
        that killed the rat that ate the malt
        that lay in the house that jack built
        this is the man all tattered and torn
        that kissed the maiden all forlorn
        that milked the cow with the crumpled horn
        that tossed the dog that worried the cat
        that killed the rat that ate the malt
        that lay in the house that jack built

        """;

    /// <summary>The letters of a text as class numbers.</summary>
    /// <exception cref="ArgumentException">A letter is none of the alphabet.</exception>
    public static int[] Numbers(string text) => [.. text.ReplaceLineEndings("\n").Select(letter => Alphabet.IndexOf(letter) is >= 0 and int number ? number : throw new ArgumentException($"'{letter}' is none of the letters a to z, space, comma and line end.", nameof(text)))];

    public static char Letter(int number) => Alphabet[number];
}
