using System.Text.RegularExpressions;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Kernels;

/// <summary>A method: memories, indices and scalars in, memories out. Immutable, and equal to itself only.</summary>
public sealed class Kernel
{
    private static readonly Regex s_sizes = new("\u00AB([^=\u00BB]*)=([^\u00BB]*)\u00BB", RegexOptions.CultureInvariant);

    private readonly Func<Kernel>? _lower;
    private IReadOnlyList<Statement>? _body;
    private KernelTraits? _traits;

    /// <summary>A kernel with all it does.</summary>
    /// <param name="name">Its name, a C# identifier.</param>
    /// <param name="summary">Op, shapes and strategy, for the comment above it.</param>
    /// <param name="memories">The memories, in order.</param>
    /// <param name="indices">The index parameters, such as <c>rows</c>.</param>
    /// <param name="scalars">The scalar parameters, such as <c>scale</c>.</param>
    /// <param name="body">What it does.</param>
    public Kernel(string name, string summary, IReadOnlyList<string> memories, IReadOnlyList<string> indices, IReadOnlyList<string> scalars, IReadOnlyList<Statement> body)
        : this(name, summary, memories, indices, scalars) => _body = body;

    private Kernel(Kernel like, IReadOnlyList<NamedSize> sizes, Epilogue? epilogue, Func<Kernel> lower)
        : this(like.Name, like.Summary, like.Memories, like.Indices, like.Scalars)
    {
        _lower = lower;
        _traits = like.Traits with { Sizes = sizes, Epilogue = epilogue };
        Family = like.Family;
        IsInlined = like.IsInlined;
        Structure = like.Structure;
        Model = like.Structure is null ? this : like.Model;
    }

    private Kernel(string name, string summary, IReadOnlyList<string> memories, IReadOnlyList<string> indices, IReadOnlyList<string> scalars)
    {
        (Name, Summary, Memories, Indices, Scalars) = (name, summary, memories, indices, scalars);
        Model = this;
    }

    public string Name { get; }

    public string Summary { get; }

    public IReadOnlyList<string> Memories { get; }

    public IReadOnlyList<string> Indices { get; }

    public IReadOnlyList<string> Scalars { get; }

    /// <summary>What it does. Of a kernel that is like another it is lowered when somebody asks.</summary>
    public IReadOnlyList<Statement> Body => _body ??= Lowered();

    /// <summary>Whether it takes the logical vector as a type argument.</summary>
    public bool UsesLogical => Traits.UsesLogical;

    /// <summary>Whether it takes the physical register as a type argument.</summary>
    public bool UsesPhysical => Traits.UsesPhysical;

    /// <summary>Whether it hands gradients to an update.</summary>
    public bool Updates => Traits.Updates;

    /// <summary>What follows on its sums, where that is a type argument of its own or of the kernels that it calls; else null.</summary>
    public Epilogue? Epilogue => Traits.Epilogue;

    /// <summary>The memories that are parameters: the epilogue brings its own along.</summary>
    public IEnumerable<string> OwnMemories => Epilogue is null ? Memories : Memories.Except(Epilogue.Memories);

    /// <summary>The memories that hold weights as 16 bits, of its own and of the kernels that it calls.</summary>
    public IReadOnlyCollection<string> ShortMemories => Traits.ShortMemories;

    /// <summary>The named sizes that it is made of, in order, those of the kernels that it calls among them.</summary>
    public IReadOnlyList<NamedSize> Sizes => Traits.Sizes;

    /// <summary>Of a kernel that is written for all shapes, its sizes being parameters, what it is one of; null of one that has its numbers in it.</summary>
    public string? Family { get; init; }

    /// <summary>Whether it is a part of the kernels that call it, written once: the JIT is to put it in their place, so that a call of few rows is no longer one of two.</summary>
    public bool IsInlined { get; init; }

    /// <summary>Whether it is written for all shapes and stands once in an assembly.</summary>
    public bool IsShared => Family is not null;

    /// <summary>All that its text depends on: kernels of equal structure have one, whatever their sizes. Null of one whose text nobody else has.</summary>
    public object? Structure { get; private init; }

    /// <summary>The kernel that this one was made like, and whose text it has: itself where there is none.</summary>
    public Kernel Model { get; private init; }

    private KernelTraits Traits => _traits ??= KernelTraits.Of(Body);

    /// <summary>Its summary, with the names of its sizes where it is shared and with their numbers where it is not.</summary>
    public string Describe() => s_sizes.Replace(Summary, IsShared ? "$1" : "$2");

    /// <summary>The same kernel as one of a family; the body calls kernels of the family too.</summary>
    public Kernel Shared(string family, IReadOnlyList<Statement> body) => new(Name, s_sizes.Replace(Summary, "$1"), Memories, Indices, Scalars, body) { Family = family, IsInlined = IsInlined };

    /// <summary>
    /// A kernel of other sizes whose text is this one's. What a page needs of it is known at once; what the interpreter, the bounds and the
    /// costs need is lowered when they ask.
    /// </summary>
    /// <param name="sizes">The values of its sizes, some more among them.</param>
    /// <param name="epilogue">Its own epilogue, where this one has one.</param>
    /// <param name="lower">Lowers it.</param>
    public Kernel Like(IEnumerable<NamedSize> sizes, Epilogue? epilogue, Func<Kernel> lower)
    {
        var values = new Dictionary<string, NamedSize>(StringComparer.Ordinal);
        foreach (NamedSize size in sizes)
        {
            values[size.Name] = size;
        }

        NamedSize Here(NamedSize size) => values.TryGetValue(size.Name, out NamedSize? value)
            ? value
            : throw new InvalidOperationException($"{Name} has the size {size.Name}, which its structure does not name.");
        return new(this, [.. Sizes.Select(Here)], Epilogue is null ? null : epilogue, lower);
    }

    /// <summary>The same kernel with its structure, and the model that others are made like, which keeps no body.</summary>
    /// <param name="structure">All that the text depends on.</param>
    /// <param name="lower">Lowers it again.</param>
    public (Kernel Kernel, Kernel Model) Structured(object structure, Func<Kernel> lower)
    {
        var model = new Kernel(this, Sizes, Epilogue, lower) { Structure = structure };
        return (new(Name, Summary, Memories, Indices, Scalars, Body) { Family = Family, IsInlined = IsInlined, Structure = structure, Model = model, _traits = Traits }, model);
    }

    private IReadOnlyList<Statement> Lowered()
    {
        Kernel lowered = _lower!();
        return lowered.Sizes.SequenceEqual(Sizes)
            ? lowered.Body
            : throw new InvalidOperationException($"{Name} was said to have the sizes {string.Join(", ", Sizes)}, and has {string.Join(", ", lowered.Sizes)}: its structure says too little.");
    }
}

/// <summary>What follows from the body of a kernel; it is looked for once.</summary>
internal sealed record KernelTraits(bool UsesLogical, bool UsesPhysical, bool Updates, Epilogue? Epilogue, IReadOnlyList<NamedSize> Sizes, IReadOnlyCollection<string> ShortMemories)
{
    public static KernelTraits Of(IReadOnlyList<Statement> body)
    {
        Statement[] all = [.. body.SelectMany(Walk.Statements)];
        Kernel[] called = [.. all.OfType<Invoke>().Select(invoke => invoke.Kernel).Distinct()];
        var kinds = new HashSet<LaneKind>(all.SelectMany(Walk.Expressions).SelectMany(expression => expression.All()).Select(expression => expression.Kind));
        return new(
            kinds.Contains(LaneKind.Logical) || called.Any(kernel => kernel.UsesLogical) || all.Any(statement => statement is WidthSwitch),
            kinds.Contains(LaneKind.Physical) || called.Any(kernel => kernel.UsesPhysical),
            called.Any(kernel => kernel.Updates) || all.Any(statement => statement is Update),
            all.OfType<Finish>().Select(finish => finish.Epilogue).Concat(called.Select(kernel => kernel.Epilogue)).FirstOrDefault(epilogue => epilogue is not null),
            NamedSizes.Of(body),
            ShortOf(all));
    }

    private static IReadOnlyCollection<string> ShortOf(Statement[] all)
    {
        IEnumerable<string> read = all.SelectMany(Walk.Expressions).SelectMany(expression => expression.All()).OfType<Load>().Where(load => load.Storage != WeightStorage.Full).Select(load => load.Memory);
        IEnumerable<string> passed = all.OfType<Invoke>().SelectMany(invoke => invoke.Memories.Where((_, i) => invoke.Kernel.ShortMemories.Contains(invoke.Kernel.Memories[i]))).Select(memory => memory.Memory);
        return [.. read.Concat(passed).Distinct()];
    }
}
