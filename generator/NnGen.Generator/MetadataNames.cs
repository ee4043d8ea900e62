namespace NnGen.Generator;

/// <summary>What the generator knows of the library NnGen: names only, for it has no reference to it.</summary>
internal static class MetadataNames
{
    /// <summary>The namespace of all attributes and enums.</summary>
    public const string Namespace = "NnGen";

    /// <summary>What every attribute's class name ends with, and what a node's kind leaves out.</summary>
    public const string AttributeSuffix = "Attribute";

    /// <summary>The class of <c>[Network]</c>.</summary>
    public const string NetworkClass = "NetworkAttribute";

    /// <summary>The class of <c>[Block]</c>.</summary>
    public const string BlockClass = "BlockAttribute";

    /// <summary>The class of <c>[Cell]</c>.</summary>
    public const string CellClass = "CellAttribute";

    /// <summary>The base class of inputs, layers and joins.</summary>
    public const string NodeClass = "NodeAttribute";

    /// <summary>The base class of losses.</summary>
    public const string LossClass = "LossAttribute";

    /// <summary>Names the output; a node of the declaration, but no node of the graph.</summary>
    public const string OutputClass = "OutputAttribute";

    /// <summary>The class of <c>[ConnectionMask]</c>, which belongs to a dense layer above it and is no node.</summary>
    public const string MaskClass = "ConnectionMaskAttribute";

    /// <summary>The class of <c>[Budget]</c>, which says what the network may cost and is no node.</summary>
    public const string BudgetClass = "BudgetAttribute";

    /// <summary>The class of <c>[SearchSpace]</c>.</summary>
    public const string SpaceClass = "SearchSpaceAttribute";

    /// <summary>The class of <c>[Family]</c>, which stands beside <c>[SearchSpace]</c>.</summary>
    public const string FamilyClass = "FamilyAttribute";

    /// <summary>The class of <c>[Choice]</c>, a node of a space that is one of several.</summary>
    public const string ChoiceClass = "ChoiceAttribute";

    /// <summary>The class of <c>[Choices]</c>, which belongs to the node above it.</summary>
    public const string ChoicesClass = "ChoicesAttribute";

    /// <summary>The class of <c>[Repeat]</c>, which belongs to the node above it.</summary>
    public const string RepeatClass = "RepeatAttribute";

    /// <summary>The class of <c>[TrainingChoices]</c>.</summary>
    public const string TrainingChoicesClass = "TrainingChoicesAttribute";

    /// <summary>How <c>[Input]</c> is written, for the code fix that adds one.</summary>
    public const string Input = "Input";

    /// <summary>What reads records from Parquet files, in a package of its own: networks have the members that call it where a project refers to it.</summary>
    public const string RecordParquet = Namespace + ".RecordParquet";

    /// <summary>As <see cref="RecordParquet"/>, from Arrow files and streams.</summary>
    public const string RecordArrow = Namespace + ".RecordArrow";
}
