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

    private readonly Dictionary<Kernel, SharedKernel> _ofModels = [];
    private readonly Dictionary<(object Structure, bool IsDouble), SharedKernel> _ofEpilogues = [];
    private readonly Dictionary<string, SharedKernel> _ofNames = new(StringComparer.Ordinal);

    /// <summary>Those that were asked for, and those that they call, each once, callees first.</summary>
    public IEnumerable<SharedKernel> All => _ofNames.Values;

    /// <summary>What a shared kernel is called.</summary>
    public string NameOf(Kernel kernel, bool isDouble)
    {
        if (!_ofModels.TryGetValue(kernel.Model, out SharedKernel? shared))
        {
            shared = Make(kernel.Model, isDouble);
            _ofModels.Add(kernel.Model, shared);
            Add(shared);
        }

        return shared.Name;
    }

    /// <summary>What the struct of an epilogue is called.</summary>
    public string NameOf(Epilogue epilogue, bool isDouble)
    {
        if (!_ofEpilogues.TryGetValue((epilogue.Structure, isDouble), out SharedKernel? shared))
        {
            var writer = new SourceWriter();
            new KernelPrinter(writer, isDouble, this).Print(epilogue, OwnName);
            string text = writer.ToString();
            string name = $"{BoundedName.Of(epilogue.Name, MaxWords)}_{BoundedName.Hash(text).Substring(0, Digits)}";
            shared = new SharedKernel(name, nameof(Epilogue), text.Replace(OwnName, name));
            _ofEpilogues.Add((epilogue.Structure, isDouble), shared);
            Add(shared);
        }

        return shared.Name;
    }

    private SharedKernel Make(Kernel kernel, bool isDouble)
    {
        var writer = new SourceWriter();
        new KernelPrinter(writer, isDouble, this).Print(kernel, OwnName);
        string text = writer.ToString();
        Match parts = s_parts.Match(kernel.Name);
        string name = $"{BoundedName.Of(parts.Groups["words"].Value, MaxWords)}{parts.Groups["tile"].Value}_{BoundedName.Hash(text).Substring(0, Digits)}";
        return new SharedKernel(name, kernel.Family!, text.Replace(OwnName, name));
    }

    private void Add(SharedKernel shared)
    {
        if (!_ofNames.ContainsKey(shared.Name))
        {
            _ofNames.Add(shared.Name, shared);
        }
    }
}
