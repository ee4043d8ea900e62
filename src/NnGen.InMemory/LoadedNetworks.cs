using System.Reflection;
using System.Runtime.Loader;

namespace NnGen.InMemory;

/// <summary>
/// Networks that were compiled in memory, loaded into this process. Their code goes once this is disposed of and nobody holds a network, a tape or
/// anything else of their types.
/// </summary>
public sealed class LoadedNetworks : IDisposable
{
    private readonly AssemblyLoadContext _context;

    internal LoadedNetworks(Stream image, Stream symbols, IReadOnlyList<string> references)
    {
        _context = new AssemblyLoadContext("networks", isCollectible: true);
        _context.Resolving += (context, name) => references.FirstOrDefault(path => Path.GetFileNameWithoutExtension(path) == name.Name) is { } path ? context.LoadFromAssemblyPath(path) : null;
        Assembly = _context.LoadFromStream(image, symbols);
    }

    /// <summary>The assembly that the source became.</summary>
    public Assembly Assembly { get; }

    /// <summary>The full names of its networks, nested ones with a plus sign, in alphabetical order.</summary>
    public IReadOnlyList<string> Networks => [.. Assembly.GetTypes().Where(type => NumberOf(type) is not null).Select(type => type.FullName!).Order(StringComparer.Ordinal)];

    /// <summary>Calls a visitor with the types of a network.</summary>
    /// <param name="network">The full name of a class with <c>[Network]</c> and a loss.</param>
    /// <param name="visitor">What is to be done with it.</param>
    /// <returns>What the visitor returns.</returns>
    /// <exception cref="ArgumentException">There is no such network.</exception>
    public TResult Visit<TResult>(string network, INetworkVisitor<TResult> visitor)
    {
        ArgumentException.ThrowIfNullOrEmpty(network);
        ArgumentNullException.ThrowIfNull(visitor);
        if (Assembly.GetType(network) is not { } type || NumberOf(type) is not { } number)
        {
            throw new ArgumentException($"'{network}' is no network that can be trained; there {(Networks.Count == 0 ? "is none" : "are " + string.Join(", ", Networks))}.", nameof(network));
        }

        return (TResult)typeof(INetworkVisitor<TResult>)
            .GetMethod(nameof(INetworkVisitor<>.Visit))!
            .MakeGenericMethod(type, number)
            .Invoke(visitor, BindingFlags.DoNotWrapExceptions, null, null, null)!;
    }

    /// <inheritdoc/>
    public void Dispose() => _context.Unload();

    private static Type? NumberOf(Type type) => type.GetInterfaces()
        .FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(ITrainableNetwork<,>))?.GenericTypeArguments[1];
}
