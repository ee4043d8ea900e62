using NnGen;

namespace Consumer
{
    public enum Origin
    {
        Europe,
        Usa,
    }

    public sealed record Car(float Weight, float? Horsepower, Origin Origin, [property: Target] float Mpg);

    [Network]
    [Input<Car>]
    [Dense(4), Tanh]
    [Dense(1)]
    public partial class MpgNet;
}
