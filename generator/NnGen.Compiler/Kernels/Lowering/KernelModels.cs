using System.Collections.Concurrent;

namespace NnGen.Compiler.Kernels.Lowering;

/// <summary>
/// The first kernel of each structure, which those after it are made like: of a network, or of all networks that a process compiles. Whether one
/// is kept changes no result. Safe for any number of threads.
/// </summary>
public sealed class KernelModels
{
    /// <summary>An editor compiles for days: what its networks were an hour ago is forgotten.</summary>
    private const int Most = 4096;

    private readonly ConcurrentDictionary<object, Kernel> _models = new();

    /// <summary>The model of a structure, if there is one.</summary>
    public Kernel? Find(object structure) => _models.TryGetValue(structure, out Kernel? model) ? model : null;

    /// <summary>Keeps a model.</summary>
    public void Add(Kernel model)
    {
        if (_models.Count >= Most)
        {
            _models.Clear();
        }

        _models.TryAdd(model.Structure!, model);
    }
}
