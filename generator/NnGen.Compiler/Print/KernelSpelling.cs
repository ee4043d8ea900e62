using NnGen.Compiler.Kernels;

namespace NnGen.Compiler.Print;

/// <summary>
/// How a kernel writes its indices. One that is written for all shapes has names for its sizes, and references to where rows begin, which it
/// makes before a loop and moves from turn to turn: computed in the loop, a product of a size and the loop's variable would take the place
/// of a multiply-add on machines whose vector units multiply integers too.
/// </summary>
internal sealed class KernelSpelling
{
    private readonly Kernel _kernel;
    private readonly HashSet<string> _names;
    private readonly Dictionary<(string Memory, Affine Origin, Size Step), string> _references = [];
    private string? _variable;

    public KernelSpelling(Kernel kernel)
    {
        _kernel = kernel;
        IEnumerable<string> locals = kernel.Body.SelectMany(Walk.Statements).OfType<Let>().Select(let => let.Name);
        _names = new(kernel.Memories.Concat(kernel.Indices).Concat(kernel.Scalars).Concat(kernel.Sizes.Select(size => size.Name)).Concat(locals), StringComparer.Ordinal);
    }

    /// <summary>An index or a number of elements.</summary>
    public string Of(Affine index) => index.Print(_kernel.IsShared);

    /// <summary>An element, as something that can be read and written.</summary>
    public string Element(string memory, Affine index)
    {
        (string name, Affine rest) = Reference(memory, index);
        return rest.Equals(0) ? name : $"Unsafe.Add(ref {name}, {Of(rest)})";
    }

    /// <summary>A memory and an index, as two arguments.</summary>
    public string Access(string memory, Affine index)
    {
        (string name, Affine rest) = Reference(memory, index);
        return $"{name}, {Of(rest)}";
    }

    /// <summary>
    /// Makes the references that a loop's body uses. Only an innermost loop has them: elsewhere an index costs nothing that counts.
    /// </summary>
    /// <returns>What stands before the loop, and at the end of its body.</returns>
    public (IReadOnlyList<string> Before, IReadOnlyList<string> AtEnd) Enter(For loop)
    {
        if (!_kernel.IsShared || loop.Body.Any(statement => statement is For or ForNonZero or WidthSwitch or Block or Invoke))
        {
            return ([], []);
        }

        var before = new List<string>();
        var atEnd = new List<string>();
        _references.Clear();
        foreach ((string memory, Affine index) in loop.Body.SelectMany(Walk.Accesses))
        {
            (Affine origin, Size step) = Parts(index, loop.Variable);
            if (_references.ContainsKey((memory, origin, step)) || (origin.Equals(0) && !step.IsNamed))
            {
                continue;
            }

            bool moves = step.IsNamed;
            string name = Name(memory + "Row", moves);
            _references.Add((memory, origin, step), name);
            string type = _kernel.ShortMemories.Contains(memory) ? "ushort" : "{T}";
            Affine first = moves ? origin + (loop.From ?? Affine.Variable(loop.Variable)) * step : origin;
            before.Add(first.Equals(0) ? $"ref {type} {name} = ref {memory};" : $"ref {type} {name} = ref Unsafe.Add(ref {memory}, {Of(first)});");
            if (moves)
            {
                atEnd.Add($"{name} = ref Unsafe.Add(ref {name}, {Of(loop.Step * step)});");
            }
        }

        _variable = loop.Variable;
        return (before, atEnd);
    }

    /// <summary>Ends what <see cref="Enter"/> began.</summary>
    public void Leave()
    {
        _references.Clear();
        _variable = null;
    }

    private string Name(string stem, bool isPlain)
    {
        string name = stem;
        for (int number = 1; (number == 1 && !isPlain) || !_names.Add(name); number++)
        {
            name = stem + Literals.Integer(number);
            if (_names.Add(name))
            {
                break;
            }
        }

        return name;
    }

    private (string Name, Affine Within) Reference(string memory, Affine index)
    {
        if (_variable is null)
        {
            return (memory, index);
        }

        (Affine origin, Size step) = Parts(index, _variable);
        if (!_references.TryGetValue((memory, origin, step), out string? name))
        {
            return (memory, index);
        }

        Affine rest = index - origin;
        return (name, step.IsNamed ? rest.Without(_variable) : rest);
    }

    /// <summary>What of an index is made of named sizes: where a row begins, and how far it is to that of the next turn if it moves.</summary>
    private static (Affine Origin, Size Step) Parts(Affine index, string variable)
    {
        Size step = index.Coefficient(variable);
        return (index.Without(variable).Named, step.IsNamed ? step : 0);
    }
}
