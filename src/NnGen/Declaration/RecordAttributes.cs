namespace NnGen;

/// <summary>
/// The input of a network that takes records: a class, a struct or a record of which each property and field that can be read becomes one column or
/// several. The network then has <c>Predict</c>, <c>Fit</c>, <c>Evaluate</c> and <c>ReadCsv</c> for them; scales, and what stands for missing values, are
/// fitted when it is first trained, and saved with it.
/// </summary>
/// <remarks>
/// The columns are in the order of the text, those of base classes first: a number or a bool is one, an enum is one for each member, or one that is looked up with
/// <see cref="EmbedAttribute"/>; one that may be missing (<c>float?</c>) has another behind its own, which is 1 where it is missing. What bears <see cref="TargetAttribute"/> is predicted
/// and is no column. From it follow the loss, unless one is declared, and of numbers an <see cref="OutputScalerAttribute"/>.
/// </remarks>
/// <example>
/// <code>
/// public sealed record Car(float Cylinders, float? Horsepower, Origin Origin, [property: Target] float Mpg);
///
/// [Network]
/// [Input&lt;Car&gt;]                     // 1 number, 1 number and whether it is missing, 3 of Origin: 6 columns
/// [Dense(32), ReLU]
/// [Dense(1)]
/// public partial class MpgNet;
/// </code>
/// </example>
/// <typeparam name="TRecord">The record. It is read when the network is compiled; nothing is reflected when it runs.</typeparam>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = true)]
public sealed class InputAttribute<TRecord> : NodeAttribute;

/// <summary>
/// What is to be predicted: one property of a record that is an enum (its classes) or a <see cref="bool"/>, or one or several that are numbers, which are
/// predicted in their own units.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class TargetAttribute : Attribute;

/// <summary>A property of a record that the network is not to know.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class IgnoreAttribute : Attribute;

/// <summary>What the column of a file is called, where that is not the property's name.</summary>
/// <param name="name">The name in the header, such as <c>engine-hp</c>, in the same letters.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class ColumnAttribute(string name) : Attribute
{
    /// <summary>The name in the header.</summary>
    public string Name { get; } = name;
}

/// <summary>How a number of a record is scaled before the first layer; <see cref="Scaling.Standard"/> without this attribute.</summary>
/// <param name="scaling">The scale.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class ScaleAttribute(Scaling scaling) : Attribute
{
    /// <summary>The scale.</summary>
    public Scaling Scaling { get; } = scaling;
}

/// <summary>Takes the natural logarithm of a number of a record before it is scaled: for prices, sizes and counts that span powers of ten.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class LogAttribute : Attribute
{
    /// <summary>What is added before: 1 where there are zeros. The sum must be above 0; 0 unless set.</summary>
    public double Offset { get; set; }
}

/// <summary>What stands for a number of a record where it is missing; the mean without this attribute. Another column says that it is missing.</summary>
/// <param name="fill">The mean or the median of the training records.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class MissingAttribute(Fill fill) : Attribute
{
    /// <summary>The mean or the median.</summary>
    public Fill Fill { get; } = fill;
}

/// <summary>
/// A string of a record that is one of a few kinds: a column for each, of which one is 1. The kinds are named, and another is then an error, or they are learnt from the records that
/// the network is first trained on: the <see cref="Max"/> most frequent ones, and one more column for all others.
/// </summary>
/// <param name="categories">The kinds, each once; none where they are learnt.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class OneHotAttribute(params string[] categories) : Attribute
{
    /// <summary>The kinds.</summary>
    public string[] Categories { get; } = categories;

    /// <summary>The most kinds that are learnt, from 1 to 10,000; where there are more, the rarest share the column of all others.</summary>
    public int Max { get; set; }
}

/// <summary>
/// An enum of a record, or a string of a few kinds, as learned features: one column that holds the number of its class, which the network looks up in a table of its own before
/// the first layer, rather than a column for each class. For properties of many classes, of which some are alike. The table is the parameter <c>origin.weight</c>, by the property's name with a small first
/// letter, of shape [classes, features]: a row for each member, or for each text and one for all others where they are learnt. Of a property that may be missing it has one
/// more row, of zeros that are never trained, and another column says that it is missing.
/// </summary>
/// <param name="features">The features of each class, at least 1.</param>
/// <param name="categories">The kinds of a string, each once; none where they are learnt, and none of an enum.</param>
/// <example>
/// <code>
/// public sealed record Sale([property: Embed(4)] Shop Shop, [property: Embed(8, Max = 500)] string Article, float Price, [property: Target] float Sold);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class EmbedAttribute(int features, params string[] categories) : Attribute
{
    /// <summary>The features of each class.</summary>
    public int Features { get; } = features;

    /// <summary>The kinds of a string.</summary>
    public string[] Categories { get; } = categories;

    /// <summary>The most kinds of a string that are learnt, from 1 to 10,000; where there are more, the rarest share the row of all others.</summary>
    public int Max { get; set; }
}

/// <summary>
/// What matters of a date or a time of a record (<see cref="DateTime"/>, <see cref="DateOnly"/>, <see cref="TimeOnly"/>, <see cref="DateTimeOffset"/>, in its own offset). A year is a number;
/// what goes round, such as a month, is two columns, the sine and the cosine of its angle, so that December is next to January.
/// </summary>
/// <param name="parts">The parts, each once.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class CalendarAttribute(params CalendarPart[] parts) : Attribute
{
    /// <summary>The parts.</summary>
    public CalendarPart[] Parts { get; } = parts;
}

/// <summary>An array of a record, <c>float[]</c> or <c>double[]</c>, that has always as many numbers: a column for each, with a scale of its own.</summary>
/// <param name="length">The length, at least 1.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class FeaturesAttribute(int length) : Attribute
{
    /// <summary>The length.</summary>
    public int Length { get; } = length;
}

/// <summary>A part of a date or a time of day.</summary>
public enum CalendarPart
{
    /// <summary>The year, a number.</summary>
    Year,

    /// <summary>The month, one of 12.</summary>
    Month,

    /// <summary>The day of the month, one of 31.</summary>
    DayOfMonth,

    /// <summary>The day of the year, one of 366.</summary>
    DayOfYear,

    /// <summary>The day of the week, one of 7.</summary>
    DayOfWeek,

    /// <summary>The hour, one of 24.</summary>
    Hour,

    /// <summary>The minute of the hour, one of 60.</summary>
    Minute,

    /// <summary>The part of the day that is over.</summary>
    TimeOfDay,
}

/// <summary>How a number of a record is scaled, by the records that the network was first trained on.</summary>
public enum Scaling
{
    /// <summary><c>(x - mean) / deviation</c>. A number that was always the same becomes 0.</summary>
    Standard,

    /// <summary>The smallest becomes 0 and the largest 1. A number that was always the same becomes 0.</summary>
    MinMax,

    /// <summary>As it is.</summary>
    None,
}

/// <summary>What stands for a missing number.</summary>
public enum Fill
{
    /// <summary>The mean of those that are known.</summary>
    Mean,

    /// <summary>The median of those that are known, of an even number the mean of the middle two.</summary>
    Median,
}
