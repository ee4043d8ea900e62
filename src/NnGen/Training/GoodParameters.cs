using System.Numerics;

namespace NnGen;

/// <summary>
/// A copy of parameters that are known to be good: they were finite and had just given a finite loss. It is renewed at the first step and
/// then every <see cref="StepsPerCopy"/> steps, so that copying costs next to nothing and at most so many steps are lost.
/// </summary>
internal sealed class GoodParameters<T>(AlignedBuffer<T> parameters)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // A copy costs about as much as reading the parameters once, a step many times that: one in 64 is lost in the noise.
    private const int StepsPerCopy = 64;

    private readonly T[] _copy = new T[parameters.Length];
    private long? _step;

    /// <summary>To be called in each step between forward and the update.</summary>
    /// <param name="step">The steps done before.</param>
    /// <returns>False if a parameter was found that is not finite; the copy then stays as it was.</returns>
    public bool KeepNowAndThen(long step)
    {
        if (step % StepsPerCopy != 0)
        {
            return true;
        }

        if (!FiniteNumbers.All<T>(parameters.Span))
        {
            return false;
        }

        Keep(step);
        return true;
    }

    /// <summary>Keeps parameters that are known to be finite.</summary>
    /// <param name="step">The steps done.</param>
    public void Keep(long step)
    {
        parameters.Span.CopyTo(_copy);
        _step = step;
    }

    /// <summary>Puts the copy back, if there is one: without one, no step has changed the parameters. Says so in a sentence.</summary>
    /// <param name="step">The steps done.</param>
    public string Restore(long step)
    {
        if (_step is long kept and > 0)
        {
            _copy.CopyTo(parameters.Span);
            return $"The network has the parameters again that it had after {kept} steps of this run; the {step - kept} steps since are lost.";
        }

        if (_step is 0)
        {
            _copy.CopyTo(parameters.Span);
        }

        return "The parameters are those that training started with.";
    }
}
