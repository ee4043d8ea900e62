using NnGen;

namespace Samples.Penguins;

public enum Species
{
    Adelie,
    Chinstrap,
    Gentoo,
}

public enum Island
{
    Biscoe,
    Dream,
    Torgersen,
}

public enum Sex
{
    Female,
    Male,
}

/// <summary>A row of the table, of which some fields are empty.</summary>
public sealed record Penguin(
    Island Island,
    [Column("bill_length_mm")] float? BillLength,
    [Column("bill_depth_mm")] float? BillDepth,
    [Column("flipper_length_mm")] float? FlipperLength,
    [Column("body_mass_g")] float? BodyMass,
    Sex? Sex,
    [Target] Species Species);

/// <summary>Tells the species of a penguin.</summary>
[Network]
[Input<Penguin>]
[Dense(16), ReLU]
[Dense(3), Softmax]
public partial class PenguinNet;
