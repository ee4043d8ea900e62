using System.Numerics;

namespace NnGen;

/// <summary>
/// A copy of parameters that are known to be good, buffers such as running statistics included: at first those that training starts with,
/// then, every <see cref="StepsPerCopy"/> steps, those that were finite and gave a finite loss. So copying costs next to nothing, and at most
/// so many steps are lost.
/// </summary>
internal sealed class GoodParameters<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // A copy costs about as much as reading the parameters once, a step many times that: one in 64 is lost in the noise.
    private const int StepsPerCopy = 64;

    private readonly AlignedBuffer<T> _parameters;
    private readonly T[] _copy;
    private readonly ParameterRange[] _buffers;
    private readonly T[] _buffersBefore;
    private long _step;

    /// <summary>Copies the parameters as they are.</summary>
    public GoodParameters(NetworkInfo info, AlignedBuffer<T> parameters)
    {
        _parameters = parameters;
        _copy = parameters.Span.ToArray();
        _buffers = ParameterRanges.Buffers(info);
        _buffersBefore = new T[_buffers.Sum(range => range.Length)];
    }

    /// <summary>To be called in each step before the forward pass, which may move buffers.</summary>
    /// <param name="step">The steps done before.</param>
    /// <returns>False if a parameter was found that is not finite; the copy then stays as it was.</returns>
    public bool BeforeForward(long step)
    {
        if (step == _step)
        {
            // The start of this run: a callback may have given the network other parameters.
            return TryKeep(step);
        }

        if (step % StepsPerCopy == 0)
        {
            int to = 0;
            foreach (ParameterRange range in _buffers)
            {
                _parameters.Span.Slice(range.Start, range.Length).CopyTo(_buffersBefore.AsSpan(to));
                to += range.Length;
            }
        }

        return true;
    }

    /// <summary>To be called in each step between a forward pass that gave a finite loss and the update.</summary>
    /// <param name="step">The steps done before.</param>
    /// <returns>False if a parameter was found that is not finite; the copy then stays as it was.</returns>
    public bool AfterForward(long step)
    {
        if (step == _step || step % StepsPerCopy != 0)
        {
            return true;
        }

        if (!TryKeep(step))
        {
            return false;
        }

        int from = 0;
        foreach (ParameterRange range in _buffers)
        {
            _buffersBefore.AsSpan(from, range.Length).CopyTo(_copy.AsSpan(range.Start));
            from += range.Length;
        }

        return true;
    }

    /// <summary>Keeps parameters that are known to be finite.</summary>
    /// <param name="step">The steps done.</param>
    public void Keep(long step)
    {
        _parameters.Span.CopyTo(_copy);
        _step = step;
    }

    /// <summary>Puts the copy back. Says so in a sentence.</summary>
    /// <param name="step">The steps done.</param>
    public string Restore(long step)
    {
        _copy.CopyTo(_parameters.Span);
        return _step > 0
            ? $"The network has the parameters again that it had after {_step} steps of this run; the {step - _step} steps since are lost."
            : "The parameters are those that training started with.";
    }

    private bool TryKeep(long step)
    {
        if (!FiniteNumbers.All<T>(_parameters.Span))
        {
            return false;
        }

        Keep(step);
        return true;
    }
}
