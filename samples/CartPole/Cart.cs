namespace Samples.CartPole;

/// <summary>
/// A pole on a cart that can only be pushed left or right: Barto, Sutton and Anderson, 1983, with the numbers of Gymnasium's CartPole-v1.
/// An episode ends when the pole leans by more than 12 degrees, when the cart leaves its track, or after <see cref="MostSteps"/> steps.
/// </summary>
internal sealed class Cart
{
    public const int MostSteps = 500;

    private const double Gravity = 9.8;
    private const double PoleMass = 0.1;
    private const double TotalMass = 1 + PoleMass;
    private const double HalfLength = 0.5;
    private const double Force = 10;
    private const double Seconds = 0.02;

    private double _place;
    private double _speed;
    private double _angle;
    private double _turning;

    /// <summary>Almost upright and almost at rest.</summary>
    public Cart(Random random)
    {
        double Little() => 0.1 * random.NextDouble() - 0.05;
        (_place, _speed, _angle, _turning) = (Little(), Little(), Little(), Little());
    }

    public bool HasFailed => Math.Abs(_place) > 2.4 || Math.Abs(_angle) > 12 * Math.PI / 180;

    public float[] State => [(float)_place, (float)_speed, (float)_angle, (float)_turning];

    /// <summary>One push, and a fiftieth of a second.</summary>
    public void Push(bool toTheRight)
    {
        (double sin, double cos) = Math.SinCos(_angle);
        double pull = ((toTheRight ? Force : -Force) + PoleMass * HalfLength * _turning * _turning * sin) / TotalMass;
        double turn = (Gravity * sin - cos * pull) / (HalfLength * (4.0 / 3 - PoleMass * cos * cos / TotalMass));
        double push = pull - PoleMass * HalfLength * turn * cos / TotalMass;
        _place += Seconds * _speed;
        _speed += Seconds * push;
        _angle += Seconds * _turning;
        _turning += Seconds * turn;
    }
}
