namespace NnGen.Numerics.Tests.Records;

public enum Origin
{
    Usa,
    Europe,
    Japan,
}

public sealed record Car(float Cylinders, float? Horsepower, [Scale(Scaling.MinMax)] int Weight, Origin? Origin, bool IsDiesel, [property: Target] float Mpg)
{
    [Log(Offset = 1), Missing(Fill.Median)]
    public double? Price { get; init; }
}

[Network]
[Input<Car>]
[Dense(8), Tanh]
[Dense(1)]
public partial class MpgNet;

public struct Flower
{
    [Column("petal-length")]
    public double Petal;

    public float Width { get; set; }

    [Ignore]
    public string? Name { get; set; }

    [Target]
    public Kind Kind { get; set; }
}

public enum Kind
{
    Setosa = 4,
    LongName = 2,
}

/// <summary>Logits, whose loss follows from the target.</summary>
[Network(Precision = Precision.Double)]
[Input<Flower>]
[Dense(4), Tanh]
[Dense(2)]
public partial class FlowerNet;

public sealed class Message
{
    public required float Length { get; init; }

    public float Links { get; init; }

    [Target]
    public bool IsSpam { get; init; }
}

[Network]
[Input<Message>]
[Dense(4), Tanh]
[Dense(1), Sigmoid]
public partial class SpamNet;

public sealed record House(float Area, [property: Target] float Price, [property: Target] double Rent);

[Network]
[Input<House>]
[Dense(2)]
public partial class HouseNet;

/// <summary>The same columns under another name: as if the record had changed since the network was saved.</summary>
public sealed record RenamedMessage(float Size, float Links, [property: Target] bool IsSpam);

[Network]
[Input<RenamedMessage>]
[Dense(4), Tanh]
[Dense(1), Sigmoid]
public partial class RenamedSpamNet;
