using NnGen.Compiler.Graph.Layers;
using NnGen.Compiler.Model;

namespace NnGen.Compiler.Graph.Advice;

/// <summary>One node of an <see cref="AdvisedNetwork"/>.</summary>
public sealed class AdvisedNode
{
    private static readonly string[] s_denseOptions = ["Units", "Bias", "Initializer", "InitializerScale", "BiasInitializer", "BiasInitializerScale", "Name", "From"];

    private static readonly string[] s_convolutions = ["Conv1D", "Conv2D", "ConvTranspose1D", "ConvTranspose2D"];

    private static readonly string[] s_convolutionOptions =
    [
        "Filters", "Kernel", "KernelHeight", "KernelWidth", "Stride", "Strides", "Padding", "Paddings", "OutputPadding", "OutputPaddings", "Dilation", "Dilations", "Groups", "Bias",
        "Initializer", "InitializerScale", "InitializerSparsity", "BiasInitializer", "BiasInitializerScale", "Name", "From",
    ];

    private readonly NodeDeclaration _declaration;
    private readonly NodeFacts _facts;
    private readonly List<AdvisedNode> _consumers = [];

    /// <summary>A node behind those it takes; they learn of it.</summary>
    public AdvisedNode(int index, NodeDeclaration declaration, NodeFacts facts, IReadOnlyList<AdvisedNode> inputs)
    {
        Index = index;
        _declaration = declaration;
        _facts = facts;
        Inputs = inputs;
        foreach (AdvisedNode input in inputs)
        {
            input._consumers.Add(this);
        }
    }

    /// <summary>The index of its attribute.</summary>
    public int Index { get; }

    /// <summary>The attribute's name.</summary>
    public string Kind => _facts.Kind;

    /// <summary>Kind and name in messages: <c>Dense (dense1)</c>.</summary>
    public string Title => $"{_facts.Kind} ({_facts.Name})";

    /// <summary>The number of elements of a row.</summary>
    public int Size => _facts.Shape.Size;

    /// <summary>The number of axes of its value.</summary>
    public int Axes => _facts.Shape.Axes.Count;

    /// <summary>The size of the last of them.</summary>
    public int LastAxis => _facts.Shape.Last;

    /// <summary>The windows that it lays over each axis of places; none where it is no convolution and no pool.</summary>
    public IReadOnlyList<LaidWindows> Windows => _facts.Windows;

    /// <summary>The number of numbers that are trained.</summary>
    public int ParameterCount => _facts.ParameterCount;

    /// <summary>Those whose values it takes.</summary>
    public IReadOnlyList<AdvisedNode> Inputs { get; }

    /// <summary>Those that take its value.</summary>
    public IReadOnlyList<AdvisedNode> Consumers => _consumers;

    /// <summary>Whether it gives the numbers it takes.</summary>
    public bool IsRename => Kind is "Identity" or "Flatten";

    /// <summary>Whether it sets numbers aside at random in training, and none in prediction.</summary>
    public bool IsDropout => Kind is "Dropout" or "AlphaDropout";

    /// <summary>Whether it applies one function to each number, the same for all units until training tells them apart.</summary>
    public bool IsActivation => LayerCatalog.Layer(Kind) is ActivationLayer or HardTanhLayer or PReLULayer;

    /// <summary>Whether it is a dense layer in which each input meets each unit. An option that came later may mean anything.</summary>
    public bool IsPlainDense => Kind == "Dense" && _declaration.Options.All(option => s_denseOptions.Contains(option.Name));

    /// <summary>Whether it is a convolution whose sums have one bias a channel. An option that came later may mean anything.</summary>
    public bool IsConvolution => s_convolutions.Contains(Kind) && _declaration.Options.All(option => s_convolutionOptions.Contains(option.Name));

    /// <summary>An argument that the user wrote, or null.</summary>
    public object? this[string option] => _declaration[option];

    /// <summary>A number that the user wrote, or what holds without.</summary>
    public double Number(string option, double otherwise) => _declaration[option] switch
    {
        double value => value,
        int value => value,
        _ => otherwise,
    };
}
