namespace NnGen.Data.Parquet.Tests;

public enum Origin
{
    Europe,
    Japan,
    Usa,
}

public sealed record Car(int Cylinders, float Displacement, float? Horsepower, double Weight, bool IsNew, Origin? Origin, [property: OneHot("red", "blue")] string Color, [property: Calendar(CalendarPart.Month)] DateOnly Sold, [property: Target] float Mpg);

[Network]
[Input<Car>]
[Dense(4), Tanh]
[Dense(1)]
public partial class MpgNet;

public sealed record Note([property: OneHot(Max = 2)] string Text, [property: Target] float Y);

[Network]
[Input<Note>]
[Dense(1)]
public partial class NoteNet;
