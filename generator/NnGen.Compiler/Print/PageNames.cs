using NnGen.Compiler.Model;
using NnGen.Compiler.Plan;

namespace NnGen.Compiler.Print;

/// <summary>The names that one network's page uses.</summary>
internal sealed class PageNames
{
    private static readonly HashSet<string> s_keywords = new(
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event " +
        "explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null " +
        "object operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string " +
        "struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while").Split(' '),
        StringComparer.Ordinal);

    /// <summary>The members of every class; a constant under one of these names hides it, and C# warns.</summary>
    private static readonly string[] s_inherited = ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    private readonly Dictionary<string, string> _parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<TapePlace, string> _slots = [];
    private readonly ConstantTable _offsetTable;
    private readonly ConstantTable _slotTable;
    private readonly Dictionary<TapePlace, int> _slotIndices = [];

    public PageNames(NetworkPlan plan)
    {
        Host = plan.Declaration.Host;
        IsDouble = plan.Facts.IsDouble;
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (ParameterPlace place in plan.Parameters)
        {
            _parameters[place.Parameter.Name] = Identifiers.Unique(Identifiers.Of(place.Parameter.Name), taken);
        }

        // The class of the slots bears its own name and what every class inherits.
        taken = new(s_inherited, StringComparer.Ordinal) { "Slots" };
        foreach (TapePlace place in (plan.Training?.Tape ?? []).OrderBy(place => place.Place.Start).ThenBy(place => place.Place.Column))
        {
            if (place.Kind == TapeKind.OutputGradient)
            {
                // Put where a gradient is computed otherwise, which has a name already.
                continue;
            }

            _slotIndices[place] = _slotIndices.Count;
            _slots[place] = Identifiers.Unique((place.Kind == TapeKind.InputGradient && plan.Facts.Inputs.Count > 1 ? "GradientOf" : "") + Identifiers.Of(place.Name) + (place.Kind == TapeKind.Mask ? "Mask" : ""), taken);
        }

        TapePlace[] listed = [.. _slotIndices.OrderBy(slot => slot.Value).Select(slot => slot.Key)];
        _offsetTable = ConstantTable.Of(plan.Parameters, place => (place.Parameter.Shape, place.Reason), place => place.Offset, place => place.Parameter.Name, place => _parameters[place.Parameter.Name]);
        _slotTable = ConstantTable.Of(listed, place => (place.Kind, place.Columns, place.Place.Column), place => place.Place.Start, place => place.Name, place => _slots[place]);
        Slots = listed;
    }

    /// <summary>The values of the tape that have a constant, in the order of their constants.</summary>
    public IReadOnlyList<TapePlace> Slots { get; }

    /// <summary>The constants of the parameters: one for each of a run of equal layers together.</summary>
    public IReadOnlyList<TableConstant> OffsetConstants => _offsetTable.Constants;

    /// <summary>The constants of the values on the tape, likewise.</summary>
    public IReadOnlyList<TableConstant> SlotConstants => _slotTable.Constants;

    public HostDeclaration Host { get; }

    public bool IsDouble { get; }

    /// <summary><c>float</c> or <c>double</c>.</summary>
    public string T => IsDouble ? "double" : "float";

    /// <summary>The lane structs by width: logical, physical.</summary>
    public IReadOnlyList<(int Bits, string Logical, string Physical)> Widths => WidthsOf(IsDouble);

    /// <summary>Those of a precision, which need not be the network's.</summary>
    public static IReadOnlyList<(int Bits, string Logical, string Physical)> WidthsOf(bool isDouble) => isDouble
        ? [(512, "Lanes512Double", "Lanes512Double"), (256, "Lanes256Double", "Physical256Double"), (128, "Lanes128Double", "Physical128Double")]
        : [(512, "Lanes512", "Lanes512"), (256, "Lanes256", "Physical256"), (128, "Lanes128", "Physical128")];

    /// <summary>The class of the kernels: the host's metadata name as one identifier, different for different hosts.</summary>
    /// <remarks>
    /// No part of a name begins with a digit, so what follows an underscore tells what it stands for. A host in the global namespace
    /// is written as if a dot stood before it: without one, a host named <c>Unsafe</c> would hide what the kernels mean by it.
    /// </remarks>
    public string KernelClass => BoundedName.Of((Host.Namespace.Length == 0 ? "_" : "") + string.Concat(MetadataName(Host).Select(c => c switch
    {
        '.' => "_",
        '_' => "_0",
        '+' => "_1",
        _ => c.ToString(),
    })));

    /// <summary>What the emitted files are called before their endings.</summary>
    public static string FileName(HostDeclaration host) => BoundedName.Of(MetadataName(host));

    /// <summary>The host's full metadata name: <c>Samples.Outer+DigitNet</c>.</summary>
    public static string MetadataName(HostDeclaration host)
    {
        string nested = string.Join("+", host.ContainingTypes.Select(type => type.Name).Append(host.Name));
        return host.Namespace.Length == 0 ? nested : host.Namespace + "." + nested;
    }

    public string Parameter(string name) => _parameters[name];

    /// <summary>Where the parameter of an index lies, from a constant of the page.</summary>
    public string Offset(int parameter, Motion motion = default) => _offsetTable.Value("Offsets", parameter, motion);

    /// <summary>Where a value lies on the tape, from a constant of the page.</summary>
    public string Slot(TapePlace place, Motion motion = default) =>
        _slotTable.Value("Slots", _slotIndices.TryGetValue(place, out int index) ? index : _slotIndices.First(slot => slot.Key.Place.Start == place.Place.Start).Value, motion);

    /// <summary>
    /// The host's type, wherever in emitted code it stands: from the root, since inside the class its simple name may be that of a type
    /// parameter, or of a type that a base class or the user declares there.
    /// </summary>
    public static string TypeOf(HostDeclaration host)
    {
        string types = EscapeType(string.Join(".", host.ContainingTypes.Select(type => type.Name).Append(host.Name)));
        return "global::" + (host.Namespace.Length == 0 ? types : $"{Escape(host.Namespace)}.{types}");
    }

    /// <summary>A name from metadata as C# writes it: keywords take an <c>@</c>.</summary>
    public static string Escape(string name) => string.Join(".", name.Split('.').Select(part => s_keywords.Contains(part) ? "@" + part : part));

    /// <summary>The same for names of types, where C# keeps every word of small letters for keywords to come, and warns.</summary>
    public static string EscapeType(string name) => string.Join(".", name.Split('.').Select(part => part.All(c => c is >= 'a' and <= 'z') ? "@" + part : part));

    /// <summary>A place's name as a local's, different from those that are taken.</summary>
    public static string Local(string name, HashSet<string> taken) => Escape(Identifiers.Unique(Identifiers.Small(name), taken));
}
