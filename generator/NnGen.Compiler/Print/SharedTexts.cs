using System.Collections.Concurrent;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Print;

/// <summary>
/// Texts of shared kernels by what they depend on, so that a kernel that many networks of a process have is printed for the first. Whether one is
/// kept changes no result. Safe for any number of threads.
/// </summary>
internal sealed class SharedTexts
{
    /// <summary>An editor compiles for days.</summary>
    private const int Most = 4096;

    private readonly ConcurrentDictionary<(object Structure, bool IsDouble), EquatableArray<SharedKernel>> _texts = new();

    /// <summary>The text of a structure, behind those of what it calls.</summary>
    public EquatableArray<SharedKernel> Get((object Structure, bool IsDouble) key, Func<EquatableArray<SharedKernel>> make)
    {
        if (_texts.TryGetValue(key, out EquatableArray<SharedKernel> texts))
        {
            return texts;
        }

        if (_texts.Count >= Most)
        {
            _texts.Clear();
        }

        texts = make();
        _texts.TryAdd(key, texts);
        return texts;
    }
}
