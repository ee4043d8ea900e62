using BenchmarkDotNet.Attributes;

namespace NnGen.Benchmarks.Parts;

/// <summary>Elementary functions over 1024 numbers; the softmax over 102 rows of ten.</summary>
public class Functions
{
    private readonly AlignedBuffer<float> _inputs = new(1024);
    private readonly AlignedBuffer<float> _outputs = new(1024);
    private readonly Sigmoid1024 _sigmoid = new(7);
    private readonly Tanh1024 _tanh = new(7);
    private readonly Gelu1024 _gelu = new(7);
    private readonly Softmax10 _softmax = new(7);

    /// <summary>Draws inputs.</summary>
    [GlobalSetup]
    public void SetUp() => Tables.Functions.Fill(_inputs);

    /// <summary>The exponential.</summary>
    [Benchmark]
    public void Exp() => Tables.Functions.RunExp(_inputs, _outputs);

    /// <summary>The hyperbolic tangent.</summary>
    [Benchmark]
    public void Tanh() => _tanh.Predict(_inputs.Span, _outputs.Span);

    /// <summary>The logistic function.</summary>
    [Benchmark]
    public void Sigmoid() => _sigmoid.Predict(_inputs.Span, _outputs.Span);

    /// <summary>The tanh form of GELU.</summary>
    [Benchmark]
    public void Gelu() => _gelu.Predict(_inputs.Span, _outputs.Span);

    /// <summary>The softmax.</summary>
    [Benchmark]
    public void Softmax() => _softmax.PredictBatch(_inputs.Span[..1020], _outputs.Span[..1020]);
}
