using System.Text.RegularExpressions;
using NnGen.Compiler.Kernels;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Print;

/// <summary>
/// The kernels of a network that stand once in an assembly. Each is named by its own text, so that a page depends on no other network: the
/// compiler of another one comes to the same name for the same text, and to another name for another text.
/// </summary>
/// <param name="known">Texts that were made before.</param>
internal sealed class SharedKernels(SharedTexts known)
{
    /// <summary>The class that they are methods of. No network's kernels have a class of this name: theirs contain an underscore.</summary>
    public const string Class = "Shared";

    /// <summary>The digits of a hash. Of four, two of the 900 kernels that the tests know had the same.</summary>
    private const int Digits = 6;

    /// <summary>They stand in a class.</summary>
    private const int Depth = 1;

    private const int MaxWords = 100;

    /// <summary>What stands for the digits while the text is made that they are the hash of: lines are broken by their length.</summary>
    private static readonly string s_noDigits = new('0', Digits);

    private static readonly Regex s_parts = new("^(?<words>.*?)(?<tile>_[0-9]+(x[0-9]+)?(Last)?)?$", RegexOptions.CultureInvariant);

    private readonly Dictionary<(object Structure, bool IsDouble), string> _names = [];
    private readonly Dictionary<string, SharedKernel> _ofNames = new(StringComparer.Ordinal);

    /// <summary>Those that were asked for, and those that they call, each once, callees first.</summary>
    public IEnumerable<SharedKernel> All => _ofNames.Values;

    /// <summary>What a shared kernel is called.</summary>
    public string NameOf(Kernel kernel, bool isDouble) => NameOf(kernel.Structure, kernel, isDouble, own =>
    {
        Match parts = s_parts.Match(kernel.Name);
        string words = BoundedName.Of(parts.Groups["words"].Value, MaxWords) + parts.Groups["tile"].Value;
        return own.Make(words, kernel.Family!, isDouble, (printer, name) => printer.Print(kernel, name));
    });

    /// <summary>What the struct of an epilogue is called.</summary>
    public string NameOf(Epilogue epilogue, bool isDouble) => NameOf(epilogue.Structure, epilogue, isDouble, own =>
        own.Make(BoundedName.Of(epilogue.Name, MaxWords), nameof(Epilogue), isDouble, (printer, name) => printer.Print(epilogue, name)));

    /// <param name="structure">What the text depends on; null where it is nobody else's.</param>
    /// <param name="itself">The kernel or epilogue.</param>
    /// <param name="isDouble">Whether numbers are doubles.</param>
    /// <param name="make">Makes the text, and those of the kernels that it calls in the set that it is given.</param>
    private string NameOf(object? structure, object itself, bool isDouble, Func<SharedKernels, SharedKernel> make)
    {
        (object, bool) key = (structure ?? itself, isDouble);
        if (!_names.TryGetValue(key, out string? name))
        {
            EquatableArray<SharedKernel> texts = structure is null ? Texts() : known.Get(key, Texts);
            foreach (SharedKernel text in texts)
            {
                Add(text);
            }

            name = texts[texts.Count - 1].Name;
            _names.Add(key, name);
        }

        return name;

        EquatableArray<SharedKernel> Texts()
        {
            var own = new SharedKernels(known);
            own.Add(make(own));
            return new(own.All);
        }
    }

    private SharedKernel Make(string words, string family, bool isDouble, Action<KernelPrinter, string> print)
    {
        string unnamed = $"{words}_{s_noDigits}";
        var writer = new SourceWriter(margin: 4 * Depth);
        print(new KernelPrinter(writer, isDouble, this), unnamed);
        string text = writer.ToString();
        string name = $"{words}_{BoundedName.Hash(text).Substring(0, Digits)}";
        return new SharedKernel(name, family, text.Replace(unnamed, name));
    }

    private void Add(SharedKernel shared)
    {
        if (!_ofNames.ContainsKey(shared.Name))
        {
            _ofNames.Add(shared.Name, shared);
        }
    }
}
