using NnGen;

namespace Samples.Cars;

public enum Origin
{
    Europe,
    Japan,
    Usa,
}

/// <summary>A row of the table; of some cars nobody knows the horsepower.</summary>
public sealed record Car(float Cylinders, float Displacement, float? Horsepower, float Weight, float Acceleration, float ModelYear, Origin Origin, [Target] float Mpg);

/// <summary>Estimates how far a car goes on a gallon.</summary>
[Network]
[Input<Car>]
[Dense(16), Tanh]
[Dense(1)]
public partial class CarNet;
