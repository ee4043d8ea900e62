using Microsoft.CodeAnalysis;
using NnGen.Compiler.Model;
using NnGen.Compiler.Model.Spaces;
using NnGen.Generator.Parsing;

namespace NnGen.Generator.Spaces;

/// <content>Arguments of nodes, and what may be chosen of them.</content>
internal sealed partial class SpaceReader
{
    private static readonly string[] s_trainingChoices = ["LearningRate", "BatchSize", "Optimizer", "WeightDecay"];

    private static readonly string[] s_optimizers = ["Adam", "AdamW", "NAdam", "RAdam", "Adamax", "Adagrad", "RmsProp", "Lion", "Sgd", "Momentum"];

    private IEnumerable<SpaceArgument> ReadArguments(SpaceAttribute entry, string name, Place place)
    {
        var chosen = new Dictionary<string, int>(StringComparer.Ordinal);
        IParameterSymbol[] parameters = [.. entry.Node.AttributeConstructor?.Parameters ?? []];
        ReadShorthand(entry, name, place, chosen);
        foreach (AttributeData choices in entry.Choices)
        {
            ReadChoices(entry, choices, name, place, chosen);
        }

        var arguments = new List<SpaceArgument>();
        string? open = OpenChoices.ArgumentOf(entry.Kind);
        if (parameters.Length == 0 && open is not null)
        {
            if (chosen.TryGetValue(open, out int first))
            {
                arguments.Add(new SpaceArgument(null, "", first));
            }
            else if (entry.Node.NamedArguments.All(argument => argument.Key != OpenChoices.Choices))
            {
                Report(entry.Node, $"[{entry.Kind}]", $"says no {open}", $"write it, or its Choices, such as [{entry.Kind}(Choices = [{(open == "Units" ? "8, 16, 32" : "0.1, 0.3")}])]");
            }
        }

        arguments.AddRange(ReadPositional(entry.Node, parameters, chosen));
        foreach (KeyValuePair<string, TypedConstant> named in entry.Node.NamedArguments.Where(argument => argument.Key != OpenChoices.Choices && !chosen.ContainsKey(argument.Key)))
        {
            arguments.Add(Named(named));
        }

        HashSet<string> positional = [.. parameters.Select(ArgumentPlaces.OptionOf), .. parameters.Length == 0 && open is not null ? [open] : Array.Empty<string>()];
        arguments.AddRange(chosen.Where(choice => !positional.Contains(choice.Key)).OrderBy(choice => choice.Value).Select(choice => new SpaceArgument(choice.Key, "", choice.Value)));
        return arguments;
    }

    private IEnumerable<SpaceArgument> ReadPositional(AttributeData node, IParameterSymbol[] parameters, Dictionary<string, int> chosen)
    {
        var arguments = new List<SpaceArgument>();
        int needed = 0;
        for (int i = 0; i < parameters.Length && i < node.ConstructorArguments.Length; i++)
        {
            TypedConstant value = node.ConstructorArguments[i];
            if (chosen.TryGetValue(ArgumentPlaces.OptionOf(parameters[i]), out int choice))
            {
                arguments.Add(new SpaceArgument(null, "", choice));
                needed = arguments.Count;
            }
            else if (parameters[i].IsParams && value.Kind == TypedConstantKind.Array)
            {
                arguments.AddRange((value.IsNull ? [] : value.Values).Select(element => new SpaceArgument(null, element.IsNull ? "null" : ConstantText.Of(element, host))));
                needed = arguments.Count;
            }
            else
            {
                arguments.Add(new SpaceArgument(null, value.IsNull ? "null" : ConstantText.Of(value, host)));
                needed = parameters[i].HasExplicitDefaultValue && Equals(parameters[i].ExplicitDefaultValue, value.Kind == TypedConstantKind.Array ? null : value.Value) ? needed : arguments.Count;
            }
        }

        return arguments.Take(needed);
    }

    /// <summary><c>Choices = [8, 16]</c> of the node itself.</summary>
    private void ReadShorthand(SpaceAttribute entry, string name, Place place, Dictionary<string, int> chosen)
    {
        TypedConstant values = entry.Node.NamedArguments.FirstOrDefault(argument => argument.Key == OpenChoices.Choices).Value;
        if (OpenChoices.ArgumentOf(entry.Kind) is not { } argument || values.Kind != TypedConstantKind.Array || values.IsNull)
        {
            return;
        }

        if (ReadValues(entry.Node, $"Choices of [{entry.Kind}]", values.Values, type: null, least: 2) is { } options)
        {
            chosen[argument] = Choose($"{name}.{argument}", options.Texts, options.AreOrdered, place, key: null, entry.Node);
        }
    }

    /// <summary><c>[Choices("Kernel", 3, 5)]</c> below the node.</summary>
    private void ReadChoices(SpaceAttribute entry, AttributeData choices, string name, Place place, Dictionary<string, int> chosen)
    {
        if (choices.ConstructorArguments.Length < 2 || choices.ConstructorArguments[0].Value is not string written || choices.ConstructorArguments[1].Kind != TypedConstantKind.Array || choices.ConstructorArguments[1].IsNull)
        {
            Report(choices, "[Choices]", "names no argument", "write the argument and its values, such as [Choices(\"Kernel\", 3, 5)]");
            return;
        }

        Dictionary<string, ITypeSymbol> known = ArgumentsOf(entry);
        string? argument = known.Keys.FirstOrDefault(candidate => string.Equals(candidate, written, StringComparison.OrdinalIgnoreCase));
        if (argument is null)
        {
            string? near = Spelling.Nearest(written.ToLowerInvariant(), known.Keys.Select(candidate => candidate.ToLowerInvariant()));
            string meant = near is null ? "" : $"write \"{known.Keys.First(candidate => candidate.ToLowerInvariant() == near)}\"; ";
            Report(choices, "[Choices]", $"names '{written}', which [{entry.Kind}] has not", $"{meant}it has {string.Join(", ", known.Keys)}");
        }
        else if (chosen.ContainsKey(argument))
        {
            Report(choices, "[Choices]", $"are the second ones of {argument} of [{entry.Kind}]", "write all values in one");
        }
        else if (ReadValues(choices, $"[Choices] of {argument}", choices.ConstructorArguments[1].Values, known[argument], least: 2) is { } options)
        {
            chosen[argument] = Choose($"{name}.{argument}", options.Texts, options.AreOrdered, place, KeyOf(choices), choices);
        }
    }

    /// <summary>The arguments that a node can have, those of the constructor that was called first.</summary>
    private static Dictionary<string, ITypeSymbol> ArgumentsOf(SpaceAttribute entry)
    {
        var known = new Dictionary<string, ITypeSymbol>(StringComparer.Ordinal);
        foreach (IParameterSymbol parameter in entry.Node.AttributeConstructor?.Parameters ?? [])
        {
            known[ArgumentPlaces.OptionOf(parameter)] = parameter.Type;
        }

        for (INamedTypeSymbol? type = entry.Type; type is not null && type.SpecialType != SpecialType.System_Object; type = type.BaseType)
        {
            foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>().Where(property => property.SetMethod is not null && property.Name != OpenChoices.Choices && !known.ContainsKey(property.Name)))
            {
                known[property.Name] = property.Type;
            }
        }

        if (OpenChoices.ArgumentOf(entry.Kind) is { } open && !known.ContainsKey(open) && entry.Type.GetMembers(open).OfType<IPropertySymbol>().FirstOrDefault() is { } own)
        {
            known[open] = own.Type;
        }

        return known;
    }

    private (IReadOnlyList<string> Texts, bool AreOrdered)? ReadValues(AttributeData attribute, string title, IReadOnlyList<TypedConstant> values, ITypeSymbol? type, int least)
    {
        var texts = new List<string>();
        foreach (TypedConstant value in values)
        {
            if (value.Kind == TypedConstantKind.Error || value.IsNull || (type is not null && !Fits(value, type)))
            {
                Report(attribute, title, $"have the value {(value.Kind == TypedConstantKind.Error || value.IsNull ? "null" : ConstantText.Of(value, host))}", type is null ? "write values" : $"write values of the type {type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}");
                return null;
            }

            string text = ConstantText.Of(value, host);
            if (texts.Contains(text))
            {
                Report(attribute, title, $"have {text} twice", "remove one of the two");
                return null;
            }

            texts.Add(text);
        }

        if (texts.Count < least)
        {
            Report(attribute, title, texts.Count == 0 ? "are none" : "are one value", least == 1 ? "write at least one" : "write at least two, or the value itself in the place of choices");
            return null;
        }

        double[] numbers = [.. values.Where(value => value.Kind == TypedConstantKind.Primitive && value.Value is int or double).Select(value => Convert.ToDouble(value.Value, System.Globalization.CultureInfo.InvariantCulture))];
        return (texts, numbers.Length == values.Count && numbers.Zip(numbers.Skip(1), (left, right) => left < right).All(rises => rises));
    }

    private static bool Fits(TypedConstant value, ITypeSymbol type) =>
        SymbolEqualityComparer.Default.Equals(value.Type, type.WithNullableAnnotation(NullableAnnotation.None))
        || SymbolEqualityComparer.Default.Equals(value.Type, type)
        || (type.SpecialType == SpecialType.System_Double && value.Value is int)
        || (type.SpecialType == SpecialType.System_Int64 && value.Value is int);

    private EquatableArray<TrainingChoice> ReadTraining(AttributeData? attribute)
    {
        var training = new List<TrainingChoice>();
        foreach (string name in s_trainingChoices)
        {
            TypedConstant values = attribute?.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value ?? default;
            if (attribute is null || values.Kind != TypedConstantKind.Array || values.IsNull)
            {
                continue;
            }

            foreach (TypedConstant value in values.Values.Where(value => !IsTraining(name, value)))
            {
                Report(attribute, $"{name} of [TrainingChoices]", $"has the value {(value.IsNull ? "null" : ConstantText.Of(value, host))}", Expected(name));
            }

            if (ReadValues(attribute, $"{name} of [TrainingChoices]", values.Values, type: null, least: 1) is { } options)
            {
                training.Add(new TrainingChoice(name, Choose(name, options.Texts, options.AreOrdered, new Place("", -1, 0, [host]), key: null, attribute)));
            }
        }

        return new(training);
    }

    private static bool IsTraining(string name, TypedConstant value) => value.Value switch
    {
        double rate => !double.IsInfinity(rate) && (name == "WeightDecay" ? rate >= 0 : rate > 0),
        int rows => rows >= 1,
        string optimizer => s_optimizers.Contains(optimizer),
        _ => false,
    };

    private static string Expected(string name) => name switch
    {
        "LearningRate" => "write rates above 0",
        "BatchSize" => "write numbers of rows, at least 1",
        "WeightDecay" => "write numbers of 0 or more",
        _ => $"write one of {string.Join(", ", s_optimizers)}",
    };
}
