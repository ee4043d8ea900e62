using System.Text.RegularExpressions;
using NnGen.Compiler.Kernels;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Print;

/// <summary>
/// The kernels of a network that stand once in an assembly. Each is named by its own text, so that a page depends on no other network: the
/// compiler of another one comes to the same name for the same text, and to another name for another text.
/// </summary>
internal sealed class SharedKernels
{
    /// <summary>The class that they are methods of. No network's kernels have a class of this name: theirs contain an underscore.</summary>
    public const string Class = "Shared";

    private const string OwnName = "{name}";
    private const int Digits = 4;
    private const int MaxWords = 100;

    private static readonly Regex s_parts = new("^(?<words>.*?)(?<tile>_[0-9]+(x[0-9]+)?(Last)?)?$", RegexOptions.CultureInvariant);
    private static readonly Regex s_sizes = new("[0-9]+(x[0-9]+)*", RegexOptions.CultureInvariant);

    private readonly Dictionary<Kernel, SharedKernel> _ofKernels = [];
    private readonly Dictionary<string, SharedKernel> _ofNames = new(StringComparer.Ordinal);

    /// <summary>Those that were asked for, and those that they call, each once, callees first.</summary>
    public IEnumerable<SharedKernel> All => _ofNames.Values;

    /// <summary>What a shared kernel is called.</summary>
    public string NameOf(Kernel kernel, bool isDouble)
    {
        if (!_ofKernels.TryGetValue(kernel, out SharedKernel? shared))
        {
            shared = Make(kernel, isDouble);
            _ofKernels.Add(kernel, shared);
            if (!_ofNames.ContainsKey(shared.Name))
            {
                _ofNames.Add(shared.Name, shared);
            }
        }

        return shared.Name;
    }

    /// <summary>What the struct of an epilogue is called.</summary>
    public string NameOf(Epilogue epilogue, bool isDouble)
    {
        var writer = new SourceWriter();
        new KernelPrinter(writer, isDouble, this).Print(epilogue, OwnName);
        string text = writer.ToString();
        string name = $"{BoundedName.Of(epilogue.Name, MaxWords)}_{BoundedName.Hash(text).Substring(0, Digits)}";
        if (!_ofNames.ContainsKey(name))
        {
            _ofNames.Add(name, new SharedKernel(name, nameof(Epilogue), text.Replace(OwnName, name)));
        }

        return name;
    }

    private SharedKernel Make(Kernel kernel, bool isDouble)
    {
        var writer = new SourceWriter();
        new KernelPrinter(writer, isDouble, this).Print(kernel, OwnName);
        string text = writer.ToString();
        Match parts = s_parts.Match(kernel.Name);
        string words = s_sizes.Replace(parts.Groups["words"].Value, "");
        string name = $"{BoundedName.Of(words, MaxWords)}{parts.Groups["tile"].Value}_{BoundedName.Hash(text).Substring(0, Digits)}";
        return new SharedKernel(name, kernel.Family!, text.Replace(OwnName, name));
    }
}
