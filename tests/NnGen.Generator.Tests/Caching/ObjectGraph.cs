using System.Collections;
using System.Reflection;

namespace NnGen.Generator.Tests.Caching;

/// <summary>Walks everything that an object holds on to.</summary>
internal static class ObjectGraph
{
    /// <summary>
    /// Fails if a symbol, a syntax node, a location, a compilation or anything else of Roslyn can be reached:
    /// such a value keeps whole compilations alive and is never equal to its successor.
    /// </summary>
    public static void AssertReachesNothingOfRoslyn(object root, string name)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var waiting = new Stack<(object Value, string Path)>();
        waiting.Push((root, name));
        while (waiting.TryPop(out (object Value, string Path) next))
        {
            Type type = next.Value.GetType();
            Assert.False(
                type.FullName!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) || next.Value is Delegate,
                $"{next.Path} holds a {type.FullName}.");
            if (type.IsPrimitive || type.IsEnum || next.Value is string or Type || !seen.Add(next.Value))
            {
                continue;
            }

            if (next.Value is Array array)
            {
                PushAll(array, next.Path, waiting);
                continue;
            }

            for (Type? t = type; t is not null && t != typeof(object); t = t.BaseType)
            {
                foreach (FieldInfo field in t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    if (field.GetValue(next.Value) is { } value)
                    {
                        waiting.Push((value, $"{next.Path}.{field.Name}"));
                    }
                }
            }
        }
    }

    private static void PushAll(IEnumerable values, string path, Stack<(object Value, string Path)> waiting)
    {
        int i = 0;
        foreach (object? value in values)
        {
            if (value is not null)
            {
                waiting.Push((value, $"{path}[{i}]"));
            }

            i++;
        }
    }
}
