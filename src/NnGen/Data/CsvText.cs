using System.Runtime.InteropServices;

namespace NnGen;

/// <summary>The fields of a table, one after another in one run of characters: two bytes a character and four a field.</summary>
internal sealed class CsvText(int mostCharacters)
{
    private readonly List<char> _characters = [];
    private readonly List<int> _ends = [];

    /// <summary>The number of finished fields.</summary>
    internal int Count => _ends.Count;

    /// <summary>A finished field.</summary>
    internal ReadOnlySpan<char> this[int field]
    {
        get
        {
            int start = field == 0 ? 0 : _ends[field - 1];
            return CollectionsMarshal.AsSpan(_characters)[start.._ends[field]];
        }
    }

    /// <summary>Adds to the field that is being read; false where the table is full.</summary>
    internal bool TryAppend(ReadOnlySpan<char> characters)
    {
        if (characters.Length > mostCharacters - _characters.Count)
        {
            return false;
        }

        _characters.AddRange(characters);
        return true;
    }

    /// <summary>What there is of the field that is being read. Until something is added.</summary>
    internal ReadOnlySpan<char> Started => CollectionsMarshal.AsSpan(_characters)[(_ends.Count == 0 ? 0 : _ends[^1])..];

    /// <summary>Forgets what there is of the field that is being read.</summary>
    internal void Restart() => CollectionsMarshal.SetCount(_characters, _ends.Count == 0 ? 0 : _ends[^1]);

    /// <summary>Ends the field that is being read; false where the table is full.</summary>
    internal bool TryEndField()
    {
        if (_ends.Count == mostCharacters)
        {
            return false;
        }

        _ends.Add(_characters.Count);
        return true;
    }

    /// <summary>Takes memory for so many characters now, rather than while fields are added.</summary>
    internal void Reserve(int characters, int fields)
    {
        _characters.EnsureCapacity(characters);
        _ends.EnsureCapacity(fields);
    }

    /// <summary>Takes back the fields from <paramref name="count"/> on.</summary>
    internal void Truncate(int count)
    {
        int end = count == 0 ? 0 : _ends[count - 1];
        CollectionsMarshal.SetCount(_characters, end);
        CollectionsMarshal.SetCount(_ends, count);
    }
}
