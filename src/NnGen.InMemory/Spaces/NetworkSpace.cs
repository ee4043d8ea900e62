using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using NnGen.Compiler;
using NnGen.Compiler.Model.Spaces;
using NnGen.Compiler.Print;
using NnGen.Generator.Spaces;
using NnGen.Search;

namespace NnGen.InMemory;

/// <summary>
/// A class with <c>[SearchSpace]</c>: what can be chosen, and for each choice the network as the text that a user pastes. Whether a text is a network is told by the compiler's
/// parser and graph, in a millisecond or two. May be used by many threads at once.
/// </summary>
public sealed class NetworkSpace
{
    private readonly SpaceDeclaration _space;
    private readonly CandidateReader _reader;
    private readonly ConcurrentDictionary<string, CandidateFacts> _facts = new(StringComparer.Ordinal);

    private NetworkSpace(SpaceDeclaration space, Compilation project)
    {
        _space = space;
        _reader = new CandidateReader(project, space);
        Choices = new ChoiceSpace([.. space.Choices.Select(ToChoice)], configuration => Check(configuration).Fault is null);
        TrainingChoices = space.Training.ToDictionary(choice => choice.Name, choice => choice.Choice, StringComparer.Ordinal);
    }

    /// <summary>The full name of the class.</summary>
    public string Name => _space.Host.FullName;

    /// <summary>The full name of the networks' class.</summary>
    public string NetworkName => _space.Host.Namespace.Length == 0 ? _space.CandidateName : $"{_space.Host.Namespace}.{_space.CandidateName}";

    /// <summary>What can be chosen. A configuration is possible if it is a network within the budget.</summary>
    public ChoiceSpace Choices { get; }

    /// <summary>The choices that say how a network is trained: the number of the choice for <c>LearningRate</c>, <c>BatchSize</c>, <c>Optimizer</c>, <c>WeightDecay</c>, where there is one.</summary>
    public IReadOnlyDictionary<string, int> TrainingChoices { get; }

    /// <summary>How many different configurations there are, possible or not.</summary>
    public double Count => _space.Count;

    /// <summary>The network as a user pastes it: attributes and a partial class.</summary>
    /// <param name="configuration">A configuration of <see cref="Choices"/>.</param>
    public string Text(Configuration configuration) => CandidateText.Of(_space, configuration);

    /// <summary>The network as a file, to build.</summary>
    /// <param name="configuration">A configuration of <see cref="Choices"/>.</param>
    public string Source(Configuration configuration) => CandidateText.File(_space, configuration);

    /// <summary>Whether a configuration is a network, and what it costs; nothing is compiled for it.</summary>
    /// <param name="configuration">A configuration of <see cref="Choices"/>.</param>
    public CandidateFacts Check(Configuration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return _facts.GetOrAdd(Text(configuration), _ => Read(configuration));
    }

    /// <summary>The spaces that an assembly declares.</summary>
    /// <param name="project">A project that refers to it.</param>
    /// <param name="path">The assembly.</param>
    /// <exception cref="InvalidDataException">A space makes no sense; the message says of each attribute what is wrong.</exception>
    internal static IEnumerable<NetworkSpace> In(Compilation project, string path)
    {
        IAssemblySymbol? assembly = project.References
            .Where(reference => reference is PortableExecutableReference file && file.FilePath == path)
            .Select(project.GetAssemblyOrModuleSymbol)
            .OfType<IAssemblySymbol>()
            .FirstOrDefault();
        foreach (INamedTypeSymbol type in assembly is null ? [] : TypesOf(assembly.GlobalNamespace).Where(IsSpace))
        {
            var problems = new List<string>();
            var reader = new SpaceReader(type, (_, kind, arguments) => problems.Add($"{kind.Id}: {string.Format(System.Globalization.CultureInfo.InvariantCulture, kind.MessageFormat, [.. arguments])}"));
            SpaceDeclaration space = reader.Read();
            if (problems.Count > 0)
            {
                throw new InvalidDataException($"The space {type.Name} makes no sense:\n{string.Join('\n', problems)}");
            }

            yield return new NetworkSpace(space, project);
        }
    }

    private static bool IsSpace(INamedTypeSymbol type) => type.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: nameof(SearchSpaceAttribute), ContainingNamespace: { Name: nameof(NnGen), ContainingNamespace.IsGlobalNamespace: true } });

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceOrTypeSymbol symbol) => symbol.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => member is INamedTypeSymbol type ? TypesOf(type).Prepend(type) : TypesOf(member));

    private Choice ToChoice(SpaceChoice choice, int number)
    {
        ChoiceCondition[] conditions = choice.Parent < 0 ? [] : [new ChoiceCondition(choice.Parent, [.. Enumerable.Range(choice.ParentFrom, _space.Choices[choice.Parent].Options.Count - choice.ParentFrom)])];
        return new Choice(choice.Name, [.. choice.Options.Select(option => option.Length == 0 ? "none" : option)], choice.IsOrdered, conditions);
    }

    private CandidateFacts Read(Configuration configuration)
    {
        CandidateCosts read = _reader.Read(configuration, CancellationToken.None);
        return new CandidateFacts
        {
            Fault = read.Fault,
            IsOverBudget = read.IsOverBudget,
            Parameters = read.Costs?.Parameters ?? 0,
            MultiplyAdds = read.Costs?.MultiplyAdds ?? 0,
            WeightBytes = read.Costs?.WeightBytes ?? 0,
            PredictedNanoseconds = read.Costs?.Nanoseconds ?? 0,
        };
    }
}
