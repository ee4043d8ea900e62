using System.Numerics;
using NnGen.Numerics;
using Xunit;

namespace NnGen.Tests.Training;

public class OptimizerTests
{
    private const int Block = 4;

    // A parameter of value 1 meets these gradients in turn. The expected values below were computed outside of .NET, in double,
    // from the update formulas in the documentation of torch.optim.
    private static readonly double[] _gradients = [0.5, -1.25, 0.75, 2.0, -0.1, 0.3, 0.0, -0.6, 1.1, 0.4];

    [Fact]
    public void Sgd_TenSteps_GiveTheFormulasValue()
        => AssertTenSteps(0.1, new SgdUpdate<double>(0.1), new SgdUpdate<float>(0.1), 0.6900000000000001);

    [Fact]
    public void Momentum_TenSteps_GiveTheFormulasValue()
        => AssertTenSteps(0.1, new MomentumUpdate<double>(Block, 0.1, 0.9), new MomentumUpdate<float>(Block, 0.1, 0.9), -0.19288928369999989);

    [Fact]
    public void DampenedMomentum_TenSteps_TakeTheFirstGradientWhole()
        => AssertTenSteps(0.1, new MomentumUpdate<double>(Block, 0.1, 0.9, 0.5), new MomentumUpdate<float>(Block, 0.1, 0.9, 0.5), 0.24072496817499991);

    [Fact]
    public void Nesterov_TenSteps_GiveTheFormulasValue()
        => AssertTenSteps(0.1, new MomentumUpdate<double>(Block, 0.1, 0.9, 0, true), new MomentumUpdate<float>(Block, 0.1, 0.9, 0, true), -0.3836003553299999);

    [Fact]
    public void Adam_TenSteps_GiveTheFormulasValue()
        => AssertTenSteps(1e-3, new AdamUpdate<double>(Block, 1e-3), new AdamUpdate<float>(Block, 1e-3), 0.9970174882724828);

    [Fact]
    public void AdamWithOwnNumbers_TenSteps_GiveTheFormulasValue()
        => AssertTenSteps(0.05, new AdamUpdate<double>(Block, 0.05, 0.8, 0.95, 1e-3), new AdamUpdate<float>(Block, 0.05, 0.8, 0.95, 1e-3), 0.8474020279146245);

    [Fact]
    public void Lion_TenSteps_GoByTheSignAndStayForNone()
    {
        AssertTenSteps(0.05, new LionUpdate<double>(Block, 0.05), new LionUpdate<float>(Block, 0.05), 0.6999999999999997);
        var alone = new AlignedBuffer<double>(Block);
        var update = new LionUpdate<double>(Block, 0.05);
        update.Update(ref alone.Reference, 0, new TwoLanes<double>(0, 0), 2);
        Assert.Equal([0, 0], alone.Span[..2].ToArray());
    }

    [Fact]
    public void RAdam_TenSteps_AreRectifiedWhenThereIsEnoughToJudgeBy()
        => AssertTenSteps(0.01, new RAdamUpdate<double>(Block, 0.01, beta2: 0.9), new RAdamUpdate<float>(Block, 0.01, beta2: 0.9), 0.9827639995616497);

    [Fact]
    public void DecoupledDecay_TenSteps_ShrinkTheParameterFirst()
    {
        var update = new DecoupledDecay<double, SgdUpdate<double>>(new(0.1), 0.1, 0.2);
        var parameters = new AlignedBuffer<double>(Block);
        parameters.Span.Fill(1);
        for (int i = 0; i < _gradients.Length; i++)
        {
            update.BeginStep(i + 1, 0.1);
            update.Update(ref parameters.Reference, 0, new TwoLanes<double>(_gradients[i], double.NaN), 1);
        }

        Assert.Equal(0.5306450686054583, parameters.Span[0], 1e-12);
        Assert.Equal([1, 1, 1], parameters.Span[1..].ToArray());
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void RateThatIsNoPositiveNumber_IsRefusedByName(double rate)
    {
        Assert.Contains("rate must be a finite number above 0", Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(rate)).Message);
        Assert.Contains("rate must be a finite number above 0", Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(rate)).Message);
    }

    [Fact]
    public void FactorsOutOfRange_AreRefusedByName()
    {
        Assert.Contains("Momentum must be", Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(0.1) { Momentum = 1 }).Message);
        Assert.Contains("Dampening must be", Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(0.1) { Dampening = 1.5 }).Message);
        Assert.Contains("Beta1 must be", Assert.Throws<ArgumentOutOfRangeException>(() => new Adam { Beta1 = 1 }).Message);
        Assert.Contains("Beta2 must be", Assert.Throws<ArgumentOutOfRangeException>(() => new Adam { Beta2 = -0.1 }).Message);
        Assert.Contains("Epsilon must be", Assert.Throws<ArgumentOutOfRangeException>(() => new Adam { Epsilon = 0 }).Message);
    }

    [Fact]
    public void NesterovWithoutMomentum_CannotBeBound()
    {
        var optimizer = new Sgd(0.1) { Nesterov = true };
        var exception = Assert.Throws<InvalidOperationException>(() => optimizer.Bind<double>(Regression.Info));
        Assert.Contains("Nesterov needs Momentum", exception.Message);
        Assert.Contains("Nesterov needs Dampening 0", new Sgd(0.1) { Nesterov = true, Momentum = 0.9, Dampening = 0.1 }.Problem);
    }

    [Fact]
    public void SgdSettingsWithoutEffect_AreAllNamed()
    {
        string? problem = new Sgd(0.1) { Nesterov = true, Decoupled = true }.Problem;
        Assert.Contains("Nesterov needs Momentum", problem);
        Assert.Contains("Decoupled says how weights decay", problem);
        Assert.Contains("Dampening is 0.5, but there is no velocity", new Sgd(0.1) { Dampening = 0.5 }.Problem);
        Assert.Null(new Sgd(0.1) { Dampening = 0.5, Momentum = 0.9 }.Problem);
    }

    [Fact]
    public void Descriptions_NameMethodAndNumbers()
    {
        Assert.Equal("SGD, rate 0.1", new Sgd(0.1).Description);
        Assert.Equal("SGD, rate 0.1, Nesterov momentum 0.9", new Sgd(0.1) { Momentum = 0.9, Nesterov = true }.Description);
        Assert.Equal("Adam, rate 0.001, betas 0.9 and 0.999, epsilon 1E-08", new Adam().Description);
    }

    [Fact]
    public void OptimizerOfOnesOwn_StepsByItsRule()
    {
        var network = new HandMadeNetwork<Regression, double>(1);
        double[] before = network.Parameters.Span.ToArray();
        Dataset<double> data = Dataset.FromTargets([1.0, 1.0, 1.0], 3, [100.0], 1);
        Trainer.Fit(network, data, new TrainingOptions { Epochs = 3, Optimizer = new SignDescent(0.25) });

        // The output is far too small throughout, so every gradient is negative and every parameter grows by the rate.
        Assert.Equal(before[0] + 0.75, network.Weight(0, 0), 12);
        Assert.Equal(0.75, network.Bias(0), 12);
    }

    private static void AssertTenSteps<TDouble, TSingle>(double rate, TDouble inDouble, TSingle inSingle, double expected)
        where TDouble : struct, IOptimizerUpdate<double>
        where TSingle : struct, IOptimizerUpdate<float>
    {
        Assert.Equal(0, (TenSteps<TDouble, double>(inDouble, rate) - expected) / expected, 1e-12);
        Assert.Equal(0, (TenSteps<TSingle, float>(inSingle, rate) - expected) / expected, 2e-6);
    }

    private static double TenSteps<TUpdate, T>(TUpdate update, double rate)
        where TUpdate : struct, IOptimizerUpdate<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Two parameters in a block of four. The same gradients come to the first alone and to the second as the first of a pair.
        var parameters = new AlignedBuffer<T>(Block);
        parameters.Span.Fill(T.One);
        for (int i = 0; i < _gradients.Length; i++)
        {
            T gradient = T.CreateTruncating(_gradients[i]);
            update.BeginStep(i + 1, rate);
            update.Update(ref parameters.Reference, 0, new TwoLanes<T>(gradient, T.NaN), 1);
            update.Update(ref parameters.Reference, 1, new TwoLanes<T>(gradient, T.Zero), 5);
        }

        Assert.Equal(parameters.Span[0], parameters.Span[1]);
        Assert.Equal([T.One, T.One], parameters.Span[2..].ToArray());
        return double.CreateTruncating(parameters.Span[0]);
    }

    private struct SignUpdate<T> : IOptimizerUpdate<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private T _minusRate;

        public void BeginStep(long step, double rate) => _minusRate = T.CreateTruncating(-rate);

        public readonly void Update<V>(ref T parameters, nint offset, V gradient, nint count)
            where V : struct, ILanes<V, T>
        {
            V value = V.Load(ref parameters, offset);
            value.MultiplyAdd(V.CopySign(V.Splat(T.One), gradient), V.Splat(_minusRate));
            V.StoreFirst(value, ref parameters, offset, count);
        }
    }

    private sealed class SignDescent(double rate) : Optimizer(rate)
    {
        public override string Description => $"sign descent, rate {Rate}";

        protected override OptimizerState<T> CreateState<T>(NetworkInfo info) => OptimizerState<T>.From(new SignUpdate<T>());
    }
}
